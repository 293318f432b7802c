"""A comparison as tidy data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.forecast.paired import Difference

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison.result import Comparison

_NONE = Difference(0.0, 0.0)


def target_table(comparison: Comparison, lang: str) -> pd.DataFrame:
    """One row a scenario and target, the first scenario's differences from itself 0. Raises InputError."""
    import pandas as pd

    from sim.language import texts

    texts(lang)  # an unknown language is told before anything else
    rows = []
    for place, forecast in enumerate(comparison.forecasts):
        for target, planned in zip(forecast.targets, forecast.plan.targets, strict=True):
            side = comparison.sides[place - 1] if place else None
            chance = side.probability[target.id] if side else _NONE
            count = side.count[target.id] if side else _NONE
            rows.append(
                {
                    "scenario": forecast.scenario.id,
                    "target": target.id,
                    "name": planned.name[lang],
                    "class": target.class_,
                    "probability": target.model_probability,
                    "mc_error": target.mc_error,
                    "difference": chance.value,
                    "difference_error": chance.error,
                    "shown": chance.shown,
                    "expected": target.expected,
                    "expected_difference": count.value,
                    "expected_error": count.error,
                    "expected_shown": count.shown,
                }
            )
    return pd.DataFrame(rows).astype({"mc_error": "float64"})


def allocation_table(comparison: Comparison, lang: str) -> pd.DataFrame:
    """One row a scenario and action, million CNY for the plan's period."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for place, forecast in enumerate(comparison.forecasts):
        for action in forecast.plan.actions:
            money = forecast.money.get(action.id, {})
            rows.append(
                {
                    "scenario": forecast.scenario.id,
                    "action": action.id,
                    "name": action.name[lang],
                    "pot": action.pot,
                    "allocated": money.get("allocated"),
                    "difference": comparison.sides[place - 1].money[action.id] if place else 0.0,
                    "unspent": money.get("unspent"),
                }
            )
    return pd.DataFrame(rows).astype({"allocated": "float64", "unspent": "float64"})


def effects_table(comparison: Comparison) -> pd.DataFrame:
    """One row a scenario after the first, mode and measure; empty where no such runs were made."""
    import pandas as pd

    columns = ["scenario", "lever_effects", "measure", "gain", "error", "shown", "positive"]
    rows = [
        [forecast.scenario.id, mode, measure, paired.value, paired.error, paired.shown, positive]
        for forecast, side in zip(comparison.forecasts[1:], comparison.sides, strict=True)
        for mode, gain in side.gains.items()
        for measure, paired, positive in (
            ("expected_met", gain.expected_met, None),
            ("attainment", gain.attainment, gain.positive),
        )
    ]
    return pd.DataFrame(rows, columns=columns).astype({"positive": "float64"})
