"""Compositions: isometric log-ratio (ILR) coordinates of the simplex, and shares held between bounds.

Egozcue et al. (2003): an orthonormal basis of the log-ratios turns the open simplex of K parts into R^(K-1), in which
a search needs no constraint and every action weighs alike.
"""

from functools import cache

import numpy as np

from sim.study.design import Floats

#: A part of nothing has no logarithm: it enters the coordinates as this share.
SMALLEST = 1e-3


def ilr(shares: Floats) -> Floats:
    """float64[K - 1] of positive or zero ``shares`` float64[K], of any sum; zeros are raised to ``SMALLEST``."""
    parts = np.maximum(shares / shares.sum(), SMALLEST) if shares.sum() > 0.0 else np.ones(len(shares))
    logs = np.log(parts)
    return np.asarray(_basis(len(shares)) @ (logs - logs.mean()))


def shares_of(coordinates: Floats) -> Floats:
    """The composition float64[K], positive and of sum 1, with ILR ``coordinates`` float64[K - 1]."""
    logs = coordinates @ _basis(len(coordinates) + 1)
    parts = np.exp(logs - logs.max())
    return np.asarray(parts / parts.sum())


def filled(shares: Floats, amount: float, low: Floats, high: Floats) -> Floats:
    """``amount`` split in proportion to ``shares`` above ``low`` and up to ``high``, all float64[K], million CNY.

    What a full part cannot take goes to the others in proportion. ``low`` sums to at most ``amount`` and ``high`` to at
    least it.
    """
    room = high - low
    left = max(amount - float(low.sum()), 0.0)
    parts = np.zeros(len(shares))
    open_parts = room > 0.0
    while left > 0.0 and open_parts.any():
        wish = np.where(open_parts, shares, 0.0)
        wish *= left / wish.sum()
        full = open_parts & (wish >= room)
        if not full.any():
            parts[open_parts] = wish[open_parts]
            break
        parts[full] = room[full]
        open_parts &= ~full
        left = max(amount - float(low.sum()) - float(parts[~open_parts].sum()), 0.0)
    return np.asarray(low + parts)


@cache
def _basis(parts: int) -> Floats:
    """Orthonormal rows float64[K - 1, K], each orthogonal to 1: part k + 1 against the mean of those before it."""
    rows = np.zeros((parts - 1, parts))
    for k in range(1, parts):
        rows[k - 1, :k] = 1.0 / k
        rows[k - 1, k] = -1.0
        rows[k - 1] *= np.sqrt(k / (k + 1.0))
    return rows
