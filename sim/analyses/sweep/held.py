"""Values at which a sweep may hold a parameter."""

import math
from functools import cache

from sim.inputs.parameters.parameter import Parameter

_RARE = 1e-9  # of the mass: what lies beyond is nothing that the row of the table says


@cache
def values_of(row: Parameter) -> tuple[float, float]:
    """The smallest and the largest value: the ends of the distribution, and where it has none, how far all but a
    billionth of its mass goes. Nought and the value without effect always belong to them."""
    low, high = row.law.support
    usual = [0.0, row.null_value or 0.0]
    return (
        low if math.isfinite(low) else min(row.law.quantile(_RARE), *usual),
        high if math.isfinite(high) else max(row.law.quantile(1.0 - _RARE), *usual),
    )
