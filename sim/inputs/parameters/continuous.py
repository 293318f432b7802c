"""Normal, lognormal, beta, gamma, uniform and two-piece normal, from the special functions of scipy alone.

``scipy.stats`` takes a second to import and is not needed: each family needs its distribution function, the inverse,
the log density and the partial mean. SciPy imports ``scipy.special`` itself at first use.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from sim.inputs.parameters.distribution import Continuous, Floats, inside

_LOG_ROOT_TWO_PI = 0.5 * math.log(2.0 * math.pi)


def _phi(z: float) -> float:
    """Standard normal density, 0 at infinity."""
    return math.exp(-0.5 * z * z - _LOG_ROOT_TWO_PI)


@dataclass(frozen=True)
class Normal(Continuous):
    """Normal with mean ``mu`` and standard deviation ``sd``."""

    mu: float
    sd: float

    support = (-math.inf, math.inf)

    def _quantile(self, u: Floats) -> Floats:
        return self.mu + self.sd * scipy.special.ndtri(u)

    def _cdf(self, x: Floats) -> Floats:
        return scipy.special.ndtr((x - self.mu) / self.sd)

    def logpdf(self, x: ArrayLike) -> Floats:
        z = (np.asarray(x, dtype=np.float64) - self.mu) / self.sd
        return -0.5 * z * z - _LOG_ROOT_TWO_PI - math.log(self.sd)

    def partial_mean(self, low: float, high: float) -> float:
        a, b = (low - self.mu) / self.sd, (high - self.mu) / self.sd
        return float(self.mu * (scipy.special.ndtr(b) - scipy.special.ndtr(a)) + self.sd * (_phi(a) - _phi(b)))


@dataclass(frozen=True)
class LogNormal(Continuous):
    """Lognormal with ``median`` and standard deviation ``sigma`` of the logarithm."""

    median: float
    sigma: float

    support = (0.0, math.inf)

    def _quantile(self, u: Floats) -> Floats:
        return self.median * np.exp(self.sigma * scipy.special.ndtri(u))

    def _z(self, x: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(np.maximum(x, 0.0) / self.median) / self.sigma

    def _cdf(self, x: Floats) -> Floats:
        return scipy.special.ndtr(self._z(x))

    def logpdf(self, x: ArrayLike) -> Floats:
        def density(v: Floats) -> Floats:
            z = self._z(v)
            return -0.5 * z * z - _LOG_ROOT_TWO_PI - math.log(self.sigma) - np.log(v)

        return inside(x, 0.0, math.inf, density)

    def partial_mean(self, low: float, high: float) -> float:
        a, b = self._z(np.asarray(low, dtype=np.float64)), self._z(np.asarray(high, dtype=np.float64))
        whole = self.median * math.exp(0.5 * self.sigma**2)
        return float(whole * (scipy.special.ndtr(b - self.sigma) - scipy.special.ndtr(a - self.sigma)))


@dataclass(frozen=True)
class Beta(Continuous):
    """Beta on [0, 1] with shapes ``a`` and ``b``."""

    a: float
    b: float

    support = (0.0, 1.0)

    def _quantile(self, u: Floats) -> Floats:
        return scipy.special.betaincinv(self.a, self.b, u)

    def _cdf(self, x: Floats) -> Floats:
        return scipy.special.betainc(self.a, self.b, np.clip(x, 0.0, 1.0))

    def logpdf(self, x: ArrayLike) -> Floats:
        def density(v: Floats) -> Floats:
            return (self.a - 1.0) * np.log(v) + (self.b - 1.0) * np.log1p(-v) - scipy.special.betaln(self.a, self.b)

        return inside(x, 0.0, 1.0, density)

    def partial_mean(self, low: float, high: float) -> float:
        below, upto = scipy.special.betainc(self.a + 1.0, self.b, np.clip((low, high), 0.0, 1.0))
        return float(self.a / (self.a + self.b) * (upto - below))


@dataclass(frozen=True)
class Gamma(Continuous):
    """Gamma with ``shape`` and ``scale`` (mean shape times scale)."""

    shape: float
    scale: float

    support = (0.0, math.inf)

    def _quantile(self, u: Floats) -> Floats:
        return self.scale * scipy.special.gammaincinv(self.shape, u)

    def _cdf(self, x: Floats) -> Floats:
        return scipy.special.gammainc(self.shape, np.maximum(x, 0.0) / self.scale)

    def logpdf(self, x: ArrayLike) -> Floats:
        def density(v: Floats) -> Floats:
            z = v / self.scale
            return (self.shape - 1.0) * np.log(z) - z - scipy.special.gammaln(self.shape) - math.log(self.scale)

        return inside(x, 0.0, math.inf, density)

    def partial_mean(self, low: float, high: float) -> float:
        below, upto = scipy.special.gammainc(self.shape + 1.0, np.maximum((low, high), 0.0) / self.scale)
        return float(self.shape * self.scale * (upto - below))


@dataclass(frozen=True)
class Uniform(Continuous):
    """Uniform between ``low`` and ``high``."""

    low: float
    high: float

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def _quantile(self, u: Floats) -> Floats:
        return np.clip(self.low + u * (self.high - self.low), self.low, self.high)

    def _cdf(self, x: Floats) -> Floats:
        return np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)

    def logpdf(self, x: ArrayLike) -> Floats:
        values = np.asarray(x, dtype=np.float64)
        level = np.where((values >= self.low) & (values <= self.high), -math.log(self.high - self.low), -np.inf)
        return np.where(np.isnan(values), np.nan, level)

    def partial_mean(self, low: float, high: float) -> float:
        a, b = max(low, self.low), min(high, self.high)
        return 0.5 * (b * b - a * a) / (self.high - self.low) if b > a else 0.0


@dataclass(frozen=True)
class TwoPieceNormal(Continuous):
    """Two half normals that meet at ``mode`` (the split normal of Gibbons and Mylroie, as in fan charts)."""

    mode: float
    sd_left: float
    sd_right: float

    support = (-math.inf, math.inf)

    @property
    def _left(self) -> float:
        """Mass below the mode."""
        return self.sd_left / (self.sd_left + self.sd_right)

    def _quantile(self, u: Floats) -> Floats:
        left = self._left
        below = self.mode + self.sd_left * scipy.special.ndtri(np.minimum(u, left) / (2.0 * left))
        above = self.mode - self.sd_right * scipy.special.ndtri(np.minimum((1.0 - u) / (2.0 * (1.0 - left)), 0.5))
        return np.where(u <= left, below, above)

    def _cdf(self, x: Floats) -> Floats:
        left = self._left
        below = 2.0 * left * scipy.special.ndtr((x - self.mode) / self.sd_left)
        above = 1.0 - 2.0 * (1.0 - left) * scipy.special.ndtr((self.mode - x) / self.sd_right)
        return np.where(x <= self.mode, below, above)

    def logpdf(self, x: ArrayLike) -> Floats:
        values = np.asarray(x, dtype=np.float64)
        z = (values - self.mode) / np.where(values <= self.mode, self.sd_left, self.sd_right)
        return -0.5 * z * z - _LOG_ROOT_TWO_PI - math.log(0.5 * (self.sd_left + self.sd_right))

    def partial_mean(self, low: float, high: float) -> float:
        left = self._left
        below = Normal(self.mode, self.sd_left).partial_mean(min(low, self.mode), min(high, self.mode))
        above = Normal(self.mode, self.sd_right).partial_mean(max(low, self.mode), max(high, self.mode))
        return 2.0 * left * below + 2.0 * (1.0 - left) * above
