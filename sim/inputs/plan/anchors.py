"""Interpolation of city totals between the years of publication."""

from __future__ import annotations

import math
from collections.abc import Sequence


def interpolated(points: Sequence[tuple[int, float]], year: float) -> float:
    """Value at ``year`` of ``(year, value)`` points in rising order of years, values above zero.

    Straight in the logarithm: between two points, and beyond the ends along the two nearest; a single point is held.
    """
    if len(points) == 1:
        return points[0][1]
    later = next((index for index, (published, _) in enumerate(points) if published >= year), len(points) - 1)
    later = max(later, 1)
    (first, low), (second, high) = points[later - 1], points[later]
    part = (year - first) / (second - first)
    return math.exp((1.0 - part) * math.log(low) + part * math.log(high))
