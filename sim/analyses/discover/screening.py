"""Screening of factors: those kept whose rank correlation with the outcome is beyond what chance gives any of them.

There are some 470 parameters. A box found among all of them would mostly be made of those that lay well by chance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.analyses.discover.box import Factors, Floats
from sim.analyses.forecast.uncertainty import chance_bound, correlations, ranks

_LEAST_CASES = 10


def screened(factors: Factors, interest: Floats) -> NDArray[np.int64]:
    """int64[m]: columns of ``factors`` that pass, in their order.

    A number passes by its rank correlation with ``interest`` float64[n], or by that of its distance from the middle
    rank (a target missed at both ends, or in the middle); a level by that of its indicator.
    """
    n = len(interest)
    if n < _LEAST_CASES or np.ptp(interest) == 0.0:
        return np.zeros(0, dtype=np.int64)
    features: list[Floats] = []
    columns: list[int] = []  # of the features
    for column, levels in enumerate(factors.levels):
        values = factors.values[:, column]
        if levels:
            of_column = [(values == code).astype(np.float64) for code in range(levels)]
        else:
            ranked = ranks(values)
            of_column = [ranked, ranks(np.abs(ranked - ranked.mean()))]
        features += of_column
        columns += [column] * len(of_column)
    matrix = np.column_stack(features) if features else np.zeros((n, 0))
    beyond = np.abs(correlations(matrix, ranks(interest))) > chance_bound(n, max(len(columns), 1))
    return np.unique(np.array(columns, dtype=np.int64)[beyond])
