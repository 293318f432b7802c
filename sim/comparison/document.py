"""A comparison as one JSON object (schema_version 1): plain types, finite numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.comparison.result import Side
from sim.forecast.document import plain
from sim.forecast.result import Forecast

if TYPE_CHECKING:
    from sim.comparison.result import Comparison

SCHEMA_VERSION = "1"


def document(comparison: Comparison) -> dict[str, Any]:
    """The object that ``xiandao compare --json`` prints; differences are from the first scenario."""
    forecasts = comparison.forecasts
    return {
        "schema_version": SCHEMA_VERSION,
        "command": comparison.command,
        "runs": comparison.first.runs,
        "seed": comparison.first.seed,
        "fitted": comparison.first.provenance["fitted"],
        "scenarios": [plain(_scenario(forecast)) for forecast in forecasts],
        "differences": {
            forecast.scenario.id: plain(_side(side))
            for forecast, side in zip(forecasts[1:], comparison.sides, strict=True)
        },
        "effects_runs": comparison.effects_runs,
        "recounted": plain(comparison.recounted),
        "adaptivity": {
            id: plain(
                {
                    "fired": one.fired,
                    "targets": {target: paired.written() for target, paired in one.targets.items()},
                    "expected": {target: paired.written() for target, paired in one.counts.items()},
                    "expected_met": one.expected_met.written(),
                    "attainment": one.attainment.written(),
                }
            )
            for id, one in comparison.adaptivity.items()
        },
    }


def _scenario(forecast: Forecast) -> dict[str, Any]:
    return {
        "id": forecast.scenario.id,
        "name": forecast.scenario.name.model_dump(),
        "runs_failed": forecast.runs_failed,
        "probability": {target.id: target.model_probability for target in forecast.targets},
        "expected": {target.id: target.expected for target in forecast.targets},
        "all_met": forecast.joint.all_met.value,
        "expected_met": forecast.joint.expected_met,
        "money": forecast.money,
    }


def _side(side: Side) -> dict[str, Any]:
    targets, fields, actions = side.losers
    return {
        "probability": {id: one.written() for id, one in side.probability.items()},
        "expected": {id: one.written() for id, one in side.count.items()},
        "all_met": side.all_met.written(),
        "expected_met": side.expected_met.written(),
        "attainment": side.attainment.written(),
        "all_firms": side.all_firms.written(),
        "firms": {id: one.written() for id, one in side.firms.items()},
        "money": side.money,
        "losers": {"targets": targets, "fields": fields, "actions": actions},
        "lever_effects": {
            mode: {
                "expected_met": gain.expected_met.written(),
                "attainment": gain.attainment.written(),
                "positive": gain.positive,
            }
            for mode, gain in side.gains.items()
        },
    }
