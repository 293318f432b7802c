"""A forecast as one JSON object (schema_version 1): plain types, finite numbers, None where nothing is defined.

Numbers carry six significant digits: more would differ between machines and would say nothing.
"""

from __future__ import annotations

from typing import Any

from sim.analyses.forecast.breakeven import BreakEven
from sim.analyses.forecast.findings import ForecastFindings
from sim.analyses.forecast.later import Later
from sim.analyses.forecast.structure import Structure
from sim.analyses.forecast.targets import TargetForecast
from sim.results.plain import plain
from sim.study.joint import Joint

SCHEMA_VERSION = "1"


def document(forecast: ForecastFindings) -> dict[str, Any]:
    """The object that ``xiandao forecast --json`` prints."""
    values = {
        "schema_version": SCHEMA_VERSION,
        "scenario": forecast.scenario.id,
        "runs": forecast.runs,
        "seed": forecast.seed,
        "targets": [plain(_target(target)) for target in forecast.targets],
        "joint": plain(_joint(forecast.joint)),
        "provenance": plain(forecast.provenance, digits=17),
        "runs_failed": forecast.runs_failed,
        "money": plain(forecast.money),
        "pool": forecast.pool,
        "structure": plain(_structure(forecast.structure)),
        "earned_gap": plain({target.id: target.earned for target in forecast.targets if target.earned is not None}),
    }
    return values if forecast.later is None else {**values, "later": plain(_later(forecast.later, forecast.targets))}


def _later(later: Later, targets: tuple[TargetForecast, ...]) -> dict[str, Any]:
    """Counts by the later month under the reading of the probability, and under each."""
    counts = {
        target.id: {**vars(later.counts[target.id][target.reading]), "readings": later.counts[target.id]}
        for target in targets
    }
    return {"month": later.month, "months": later.length, "targets": counts}


def _target(target: TargetForecast) -> dict[str, Any]:
    values = {"class" if name == "class_" else name: value for name, value in vars(target).items() if name != "earned"}
    return {**values, "break_even": _break_even(target.break_even)}


def _structure(structure: Structure | None) -> dict[str, Any] | None:
    if structure is None:
        return None
    variants = structure.differences.items()
    changes = {name: {id: vars(change) for id, change in by_target.items()} for name, by_target in variants}
    return {"runs": structure.runs, "differences": changes}


def _break_even(line: BreakEven | None) -> dict[str, Any] | None:
    if line is None:
        return None
    numbers = {name: value for name, value in vars(line).items() if name != "sentences"}
    return {**numbers, **line.sentences}


def _joint(joint: Joint) -> dict[str, Any]:
    return {
        "all_met": joint.all_met.value,
        "expected_met": joint.expected_met,
        "mc_error": joint.all_met.error,
        "low": joint.all_met.low,
        "high": joint.all_met.high,
        "targets": joint.targets,
        "number_met": joint.number_met,
        "pairs": joint.pairs,
        "met_at_start": joint.met_at_start,
        "declared": joint.declared,
    }
