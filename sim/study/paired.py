"""Paired differences between runs with common random numbers, and the error from which a difference is shown."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.display import Displayed

#: Standard errors below which a difference is not shown to be one: nine in ten.
SHOWN = 1.64
_REPLICATES = 2


@dataclass(frozen=True)
class Difference(Displayed):
    """A mean over runs under one policy less that under another, on the same runs; ``error``: its standard error,
    clustered by draw."""

    value: float
    error: float

    @property
    def shown(self) -> bool:
        """Whether the runs show a difference; the rest is written "="."""
        return self.value != 0.0 and abs(self.value) >= SHOWN * self.error

    def written(self) -> dict[str, float | bool]:
        """The difference in the words of a JSON object."""
        return {"value": self.value, "error": self.error, "shown": self.shown}

    @property
    def sign(self) -> int:
        """1, 0 or -1: up, not shown to differ, down."""
        return 0 if not self.shown else 1 if self.value > 0.0 else -1


def difference(other: NDArray[np.float64], baseline: NDArray[np.float64]) -> Difference:
    """``other`` less ``baseline``, float64[n] each, runs 2i and 2i + 1 of one draw; nan where a run failed.

    An odd last run, and draws without a finished pair of runs, are left out; 0 with error 0 where none is left.
    """
    clusters = by_draw(other, baseline)
    clusters = clusters[np.isfinite(clusters)]
    if not len(clusters):
        return Difference(0.0, 0.0)
    error = float(clusters.std(ddof=1) / np.sqrt(len(clusters))) if len(clusters) > 1 else 0.0
    return Difference(float(clusters.mean()), error)


def between_draws(other: NDArray[np.float64], baseline: NDArray[np.float64]) -> float:
    """Variance over draws of a draw's own expected difference, chance taken out: the covariance of the replicates.

    At least 0; 0 below two replicated draws.
    """
    pairs = finished_pairs(other - baseline)
    if len(pairs) < 2:
        return 0.0
    return max(float(np.cov(pairs[:, 0], pairs[:, 1])[0, 1]), 0.0)


def chance_positive(gain: Difference, spread: float) -> float | None:
    """Probability that a draw's own expected difference is above 0, by a normal law with variance ``spread`` over draws
    and the error of the mean; None where there is no difference at all."""
    deviation = math.sqrt(spread + gain.error**2)
    if deviation == 0.0:
        return None if gain.value == 0.0 else float(gain.value > 0.0)
    return 0.5 * math.erfc(-gain.value / deviation / math.sqrt(2.0))


def by_draw(other: NDArray[np.float64], baseline: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean difference of each draw's two runs, float64[n // 2]; nan where one of them failed."""
    with np.errstate(invalid="ignore"):
        return np.asarray(_pairs(other - baseline).mean(axis=1))


def finished_pairs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64[draws, 2]: ``values`` float64[n] of the two runs of each draw, of draws of which both are finite."""
    pairs = _pairs(values)
    return pairs[np.isfinite(pairs).all(axis=1)]


def _pairs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)[: _REPLICATES * (len(values) // _REPLICATES)].reshape(-1, _REPLICATES)
