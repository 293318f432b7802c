"""Which factors are looked at at all: those that hang together with the outcome beyond what chance gives any of them.

There are some 470 parameters. A box found among all of them would mostly be made of those that lay well by chance.
"""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import NDArray

from sim.analyses.discover.box import Factors, Floats

LEVEL = 0.05  # chance that any factor at all passes where none matters (Bonferroni)
_LEAST_CASES = 10


def screened(factors: Factors, interest: Floats) -> NDArray[np.int64]:
    """int64[m]: columns of ``factors`` that pass, in their order.

    A number passes by its rank correlation with ``interest`` float64[n], or by that of its distance from the middle
    rank (a target missed at both ends, or in the middle); a level by that of its indicator. Each correlation is held
    against the normal bound of its Fisher transform, with LEVEL shared by all of them.
    """
    n = len(interest)
    if n < _LEAST_CASES or np.ptp(interest) == 0.0:
        return np.zeros(0, dtype=np.int64)
    features: list[Floats] = []
    owner: list[int] = []
    for column, levels in enumerate(factors.levels):
        values = factors.values[:, column]
        if levels:
            made = [(values == code).astype(np.float64) for code in range(levels)]
        else:
            ranks = scipy.stats.rankdata(values)
            made = [ranks, scipy.stats.rankdata(np.abs(ranks - ranks.mean()))]
        features += made
        owner += [column] * len(made)
    matrix = np.column_stack(features) if features else np.zeros((n, 0))
    correlation = _correlations(matrix, scipy.stats.rankdata(interest))
    bound = np.tanh(scipy.special.ndtri(1.0 - LEVEL / (2.0 * max(len(owner), 1))) / np.sqrt(n - 3))
    return np.unique(np.array(owner, dtype=np.int64)[np.abs(correlation) > bound])


def _correlations(matrix: Floats, target: Floats) -> Floats:
    """float64[k]: correlation of each column with ``target``; 0 for a column that does not vary."""
    left = matrix - matrix.mean(axis=0)
    right = target - target.mean()
    scale = np.sqrt((left * left).sum(axis=0) * (right @ right))
    return np.divide(left.T @ right, scale, out=np.zeros(matrix.shape[1]), where=scale > 0.0)
