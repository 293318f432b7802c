"""City totals of a plan: their names, and interpolation between the years of publication."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: Totals that every run begins from.
NEEDED = (
    *("high_tech_stock", "technology_smes", "technology_centres_new"),
    *("incubators", "maker_spaces", "proof_of_concept_centres"),
)
#: All totals that a plan may state; the others are what published figures are held against.
ANCHORS = (
    *NEEDED,
    *("high_tech_new", "ai_firms", "national_incubators", "unicorns", "quasi_unicorns", "listed_companies"),
    "provincial_pilot_zones",
)


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
