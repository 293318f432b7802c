"""City totals at the first month of a run.

A run that starts with the plan starts from what the plan states and from parameters ``start_*``. A run that starts in
January 2018, the first month there is, starts from parameters ``history_*`` alone, so that no later margin enters it;
between the two months a total is read straight in the logarithm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.inputs.parameters import ParameterTable
    from sim.inputs.plan import Plan

MONTHS_A_YEAR = 12
FIRST_YEAR = 2018
_LEAST = 1e-9  # keeps the logarithm of a total of nothing finite

#: total at the start of a run -> what it is called among the parameters ``history_*`` and ``start_*``
SERIES = {
    "anchor_unicorns": "unicorns",
    "anchor_quasi_unicorns": "quasi_unicorns",
    "anchor_listed": "listed",
    "anchor_little_giants": "little_giants",
    "anchor_research": "research",
}
HISTORY_PARAMETERS = (
    "entry_growth_deviation",
    "history_policy_level",
    "history_high_tech_stock",
    "history_technology_smes",
    "start_high_tech_stock",
    "start_technology_smes",
    "cohort_certificate_hazard",
    "start_certificate_hazard",
    *(f"history_{name}" for name in SERIES.values()),
    *(f"start_{name}" for name in SERIES.values()),
)


def set_anchors(worlds: np.ndarray, plan: Plan, table: ParameterTable, values: NDArray[np.float64], first: int) -> None:
    """City totals of ``worlds`` at month ``first``; a stock published for the end of a year stands at the next January.

    ``values``: float64[n, P], one row a world.
    """

    def value(name: str) -> NDArray[np.float64]:
        return values[:, table.column(name)]

    scale = plan.header.scale
    year = FIRST_YEAR - 1 + first / MONTHS_A_YEAR
    part = float(np.clip(first / plan.start_month, 0.0, 1.0))
    worlds["city_scale"] = scale
    worlds["entry_growth"] = plan.header.growth + value("entry_growth_deviation")
    elapsed = (first - plan.start_month) / MONTHS_A_YEAR
    worlds["anchor_firms_ratio"] = scale * np.exp(worlds["entry_growth"] * elapsed)
    later = FIRST_YEAR - 1 + plan.start_month / MONTHS_A_YEAR
    for name in ("high_tech_stock", "technology_smes"):
        start = f"start_{name}"  # a city's own figure, with the relative error of the one that the table describes
        own = plan.anchor(name, later) / table[start].central * value(start)
        worlds[f"anchor_{name}"] = _between(scale * value(f"history_{name}"), own, part)
    hazards = value("cohort_certificate_hazard"), value("start_certificate_hazard")
    worlds["anchor_certificate_hazard"] = _between(*hazards, part)
    for anchor, name in SERIES.items():
        worlds[anchor] = scale * _between(value(f"history_{name}"), value(f"start_{name}"), part)
    worlds["anchor_centres_new"] = plan.anchor("technology_centres_new", year)
    worlds["anchor_concept_centres"] = plan.anchor("proof_of_concept_centres", year)
    worlds["anchor_incubators"] = plan.anchor("incubators", year) + plan.anchor("maker_spaces", year)


def _between(history: NDArray[np.float64], start: float | NDArray[np.float64], part: float) -> NDArray[np.float64]:
    """``history`` at part 0, ``start`` at part 1, straight in the logarithm between."""
    logs = (1.0 - part) * np.log(history + _LEAST) + part * np.log(np.asarray(start) + _LEAST)
    return np.maximum(np.exp(logs) - _LEAST, 0.0)
