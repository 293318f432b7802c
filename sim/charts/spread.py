"""Statistics of draws: histogram density, rank correlation, and bands of sampling error for ranks and coverage."""

from math import lgamma

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_KOLMOGOROV = 1.3581  # times 1 / sqrt(n): the largest distance of an empirical curve, 95 times in 100


def density(draws: Floats, bins: int, tail: float) -> tuple[Floats, Floats]:
    """Heights and edges of a density histogram that leaves out the share ``tail`` of the draws at either end."""
    low, high = (float(end) for end in np.quantile(draws, (tail, 1.0 - tail)))
    edges = np.linspace(low, high if high > low else low + 1.0, bins + 1)
    return np.histogram(draws, edges)[0] / len(draws) / np.diff(edges), edges


def rank_correlation(values: Floats) -> Floats:
    """float64[k, k]: Spearman's correlation of the columns of ``values``; draws hardly tie."""
    if values.shape[1] < 2:
        return np.eye(values.shape[1])
    ranks = np.argsort(np.argsort(values, axis=0), axis=0)
    return np.atleast_2d(np.corrcoef(ranks, rowvar=False))


def ecdf_band(n: int) -> float:
    """Half width of the band that holds a whole empirical curve of ``n`` uniform ranks 95 times in 100."""
    return float(_KOLMOGOROV / np.sqrt(n))


def ecdf_difference(ranks: ArrayLike) -> tuple[Floats, Floats]:
    """Where the empirical curve of ``ranks`` (0 to 1) steps, and how far it lies above the uniform there.

    Each rank stands twice, before and after its step; the ends are 0 and 1.
    """
    steps = np.sort(np.asarray(ranks, dtype=float))
    n = len(steps)
    across = np.concatenate([[0.0], np.repeat(steps, 2), [1.0]])
    share = np.concatenate([[0.0], np.repeat(np.arange(n + 1), 2)[1:-1] / n, [1.0]])
    return across, share - across


def binomial_band(n: int, share: float, level: float = 0.95) -> tuple[float, float]:
    """Shares between which the hits of ``n`` trials with chance ``share`` lie at least ``level`` of the time."""
    hits = np.arange(n + 1)
    # 0 < share < 1: intervals promise neither nothing nor everything
    below = np.array([lgamma(k + 1.0) + lgamma(n - k + 1.0) for k in hits])
    logs = lgamma(n + 1.0) - below + hits * np.log(share) + (n - hits) * np.log1p(-share)
    total = np.cumsum(np.exp(logs))
    tail = (1.0 - level) / 2.0
    low = int(np.searchsorted(total, tail))
    high = int(np.searchsorted(total, 1.0 - tail))
    return low / n, min(high, n) / n
