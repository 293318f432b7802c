"""Distributions made of others: a fixed number, a truncated one, and one with a point mass."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sim.inputs.parameters.distribution import Continuous, Distribution, Floats

# Below this share of the mass the inverse would be read from the last digits of the distribution function.
LEAST_MASS = 1e-6


@dataclass(frozen=True)
class Fixed(Distribution):
    """A number that is not uncertain."""

    value: float

    @property
    def support(self) -> tuple[float, float]:
        return self.value, self.value

    def mean(self) -> float:
        return self.value

    def _quantile(self, u: Floats) -> Floats:
        return np.full(u.shape, self.value)

    def _cdf(self, x: Floats) -> Floats:
        return np.where(x < self.value, 0.0, np.where(x > self.value, 1.0, 0.5))

    def logpdf(self, x: ArrayLike) -> Floats:
        return np.where(np.asarray(x, dtype=np.float64) == self.value, 0.0, -np.inf)


@dataclass(frozen=True)
class Truncated(Continuous):
    """``whole`` between ``low`` and ``high`` (either may be infinite), scaled up to mass 1."""

    whole: Continuous
    low: float
    high: float

    @property
    def support(self) -> tuple[float, float]:
        low, high = self.whole.support
        return max(low, self.low), min(high, self.high)

    @property
    def _shares(self) -> tuple[float, float]:
        return float(self.whole.to_unit(self.low)), float(self.whole.to_unit(self.high))

    @property
    def kept(self) -> float:
        """Share of the whole distribution's mass that lies between the bounds."""
        below, upto = self._shares
        return upto - below

    def _quantile(self, u: Floats) -> Floats:
        below, upto = self._shares
        low, high = self.support
        return np.clip(self.whole.from_unit(below + u * (upto - below)), low, high)

    def _cdf(self, x: Floats) -> Floats:
        below, upto = self._shares
        return np.clip((self.whole.to_unit(x) - below) / (upto - below), 0.0, 1.0)

    def logpdf(self, x: ArrayLike) -> Floats:
        values = np.asarray(x, dtype=np.float64)
        density = self.whole.logpdf(values) - math.log(self.kept)
        return np.where((values < self.low) | (values > self.high), -np.inf, density)

    def partial_mean(self, low: float, high: float) -> float:
        a, b = max(low, self.low), min(high, self.high)
        return self.whole.partial_mean(a, b) / self.kept if b > a else 0.0


@dataclass(frozen=True)
class Spike(Distribution):
    """A point mass ``mass`` at ``at`` and ``then`` with the rest: an effect that may well be nothing."""

    at: float
    mass: float
    then: Continuous

    @property
    def support(self) -> tuple[float, float]:
        low, high = self.then.support
        return min(low, self.at), max(high, self.at)

    @property
    def _below(self) -> float:
        """Mass strictly below the point."""
        return (1.0 - self.mass) * float(self.then.to_unit(self.at))

    def mean(self) -> float:
        return self.mass * self.at + (1.0 - self.mass) * self.then.mean()

    def _quantile(self, u: Floats) -> Floats:
        below, rest = self._below, 1.0 - self.mass
        lower = np.minimum(self.then.from_unit(np.clip(u, 0.0, below) / rest), self.at)
        upper = np.maximum(self.then.from_unit(np.clip((u - self.mass) / rest, 0.0, 1.0)), self.at)
        return np.where(u < below, lower, np.where(u > below + self.mass, upper, self.at))

    def _cdf(self, x: Floats) -> Floats:
        jump = np.where(x < self.at, 0.0, np.where(x > self.at, self.mass, 0.5 * self.mass))
        return (1.0 - self.mass) * self.then.to_unit(x) + jump

    def logpdf(self, x: ArrayLike) -> Floats:
        values = np.asarray(x, dtype=np.float64)
        return np.where(values == self.at, math.log(self.mass), math.log1p(-self.mass) + self.then.logpdf(values))
