"""Probability of meeting a target, its Monte Carlo error, its spread over parameter draws: three numbers, never mixed.

Runs that share a parameter draw are alike, so everything here is clustered by draw. The runs of one draw differ by
chance alone; two of them are enough to take chance out of the spread without bias. Shared shocks make targets depend:
for several together runs are counted, nothing is multiplied.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from sim.display import Displayed

# How much of the number a wording asks for, in per cent. Whole numbers, so that 11 of 10 meets "110 per cent" exactly.
PERCENT_OF_NUMBER = {"about": 98, "floor": 100, "bare": 100, "several": 100, "declared": 100}
TOLERANCES = (90, 98, 100, 110)
# A bar with less weight than this in its middle is a coin that the parameters have already tossed.
_LEAST_CONCENTRATION = 0.01
JOINT_CLASSES = ("A", "B")


@dataclass(frozen=True)
class Probability(Displayed):
    """``value``: shrunk, never 0 or 1; ``raw``: share of runs; ``error``: its Monte Carlo standard error.

    ``low``, ``high``: 5 and 95 per cent of the probability over parameter draws, None below two replicated draws.
    """

    value: float
    raw: float
    error: float
    low: float | None
    high: float | None
    runs: int
    draws: int


@dataclass(frozen=True)
class Expectation:
    """Mean and quantiles of a count over all runs (parameters and chance together)."""

    mean: float
    q05: float
    q50: float
    q95: float


def met(counts: np.ndarray, number: float, percent: int = 100) -> np.ndarray:
    """bool[n]: which ``counts`` reach ``percent`` per cent of ``number`` (compared without rounding of the product)."""
    return np.asarray(counts) * 100.0 >= percent * number


def threshold(number: float, percent: int, *, whole: bool = True) -> float:
    """Smallest count that is met; a whole one where the metric counts things."""
    exact = percent * number / 100.0
    return float(np.ceil(exact)) if whole else exact


def estimate(hits: np.ndarray, draw: np.ndarray) -> Probability:
    """Probability from ``hits`` bool[n] of runs whose parameter draw is ``draw`` int[n].

    The Monte Carlo variance is the cluster-robust one of a ratio of sums, so draws may have unequal numbers of runs (a
    failed run, an odd total). It is turned into a number of independent runs, on which Jeffreys' prior acts: a target
    missed in all of 500 draws stands at 0.1 per cent, not at 0. Raises ValueError without runs.
    """
    x = np.asarray(hits, dtype=np.float64)
    if x.size == 0:
        raise ValueError("no finished run to take a probability from")
    sums, sizes = _by_draw(x, np.asarray(draw))
    raw = float(x.mean())
    independent = _independent_runs(sums, sizes, raw)
    value = (raw * independent + 0.5) / (independent + 1.0)
    error = float(np.sqrt(value * (1.0 - value) / (independent + 2.0)))
    low, high = _spread(value, between_draw_variance(x, draw), edge=0.5 / (x.size + 1.0))
    return Probability(value, raw, error, low, high, int(x.size), int(sizes.size))


def between_draw_variance(hits: np.ndarray, draw: np.ndarray) -> float | None:
    """Unbiased variance over draws of a draw's own probability (may be negative), None below two replicated draws.

    E[x1 x2] - E[x1] E[x2] with x1, x2 two runs of one draw: products of different runs only, so chance drops out.
    """
    sums, sizes = _by_draw(np.asarray(hits, dtype=np.float64), np.asarray(draw))
    sums, sizes = sums[sizes > 1], sizes[sizes > 1]
    n = sizes.size
    if n < 2:
        return None
    # A hit is 0 or 1, so the sum of squares within a draw is the sum itself.
    within = float(np.mean((sums * sums - sums) / (sizes * (sizes - 1))))
    means = sums / sizes
    across = float((means.sum() ** 2 - (means * means).sum()) / (n * (n - 1)))
    return within - across


def expectation(counts: np.ndarray) -> Expectation:
    """Mean and 5, 50, 95 per cent of ``counts`` float[n]. Raises ValueError without runs."""
    x = np.asarray(counts, dtype=np.float64)
    if x.size == 0:
        raise ValueError("no finished run to take an expected count from")
    q05, q50, q95 = (float(q) for q in np.quantile(x, (0.05, 0.5, 0.95)))
    return Expectation(float(x.mean()), q05, q50, q95)


def mean_error(values: np.ndarray, draw: np.ndarray) -> float | None:
    """Standard error of the mean of ``values`` float[n], clustered by parameter draw; None below two draws."""
    x = np.asarray(values, dtype=np.float64)
    sums, sizes = _by_draw(x, np.asarray(draw))
    return float(np.sqrt(_variance_of_mean(sums, sizes, float(x.mean())))) if sizes.size > 1 else None


def _by_draw(x: np.ndarray, draw: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    _, group = np.unique(draw, return_inverse=True)
    return np.bincount(group, weights=x), np.bincount(group)


def _independent_runs(sums: np.ndarray, sizes: np.ndarray, raw: float) -> float:
    """Number of independent runs that would have the clustered Monte Carlo variance; never above the runs made."""
    draws, runs = float(sizes.size), float(sizes.sum())
    if draws < 2 or raw in (0.0, 1.0):
        # Nothing varied, so nothing says that the runs of a draw are independent: count each draw once.
        return draws
    variance = _variance_of_mean(sums, sizes, raw)
    return runs if variance <= 0.0 else min(runs, raw * (1.0 - raw) / variance)


def _variance_of_mean(sums: np.ndarray, sizes: np.ndarray, mean: float) -> float:
    """Cluster-robust variance of a ratio of sums, of at least two draws."""
    draws, runs = float(sizes.size), float(sizes.sum())
    residual = sums - mean * sizes
    return draws / (draws - 1.0) * float((residual * residual).sum()) / runs**2


def _spread(mean: float, variance: float | None, *, edge: float) -> tuple[float | None, float | None]:
    """5 and 95 per cent of the beta law with this mean and variance.

    A variance at or below 0 leaves no spread to show; one at or above that of a coin is held just below it. The range
    always holds the mean (that of a very skewed beta law may lie outside its 90 per cent) and stays off 0 and 1.
    """
    if variance is None:
        return None, None
    if variance <= 0.0:
        return mean, mean
    weight = max(mean * (1.0 - mean) / variance - 1.0, _LEAST_CONCENTRATION)
    a, b = mean * weight, (1.0 - mean) * weight
    low, high = (float(np.clip(scipy.special.betaincinv(a, b, q), edge, 1.0 - edge)) for q in (0.05, 0.95))
    return min(low, mean), max(high, mean)


@dataclass(frozen=True)
class Declared(Displayed):
    """Class C apart. ``expected_met``: sum of the outside views; ``expected_capacity``: of the model's capacities."""

    targets: tuple[str, ...]
    expected_met: float
    expected_capacity: float


@dataclass(frozen=True)
class Joint(Displayed):
    """Classes A and B. T targets in the plan's order.

    ``all_met``: probability that every one is met. ``expected_met``: expected number met, the sum of the raw shares.
    ``number_met``: share of runs that meet exactly 0, 1, ... T. ``pairs``: [T, T] share of runs that meet both.
    ``met_at_start``: targets already met in most runs before the plan's money.
    """

    targets: tuple[str, ...]
    all_met: Probability
    expected_met: float
    number_met: tuple[float, ...]
    pairs: tuple[tuple[float, ...], ...]
    met_at_start: tuple[str, ...]
    declared: Declared


def joint(
    targets: Sequence[str], hits: np.ndarray, draw: np.ndarray, met_at_start: Sequence[str], declared: Declared
) -> Joint:
    """The joint line from ``hits`` bool[n, T]. Raises ValueError without targets or runs."""
    if not targets:
        raise ValueError("no target of class A or B")
    number = hits.sum(axis=1)
    share = np.bincount(number, minlength=len(targets) + 1) / len(number)
    both = hits.astype(np.float64).T @ hits / len(hits)
    return Joint(
        targets=tuple(targets),
        all_met=estimate(np.all(hits, axis=1), draw),
        expected_met=float(number.mean()),
        number_met=tuple(float(part) for part in share),
        pairs=tuple(tuple(float(part) for part in row) for row in both),
        met_at_start=tuple(met_at_start),
        declared=declared,
    )
