"""A forecast as one JSON object (schema_version 1): plain types, finite numbers, None where nothing is defined.

Numbers carry six significant digits: more would differ between machines and would say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.forecast.targets import FIGURES, TargetForecast

if TYPE_CHECKING:
    from sim.forecast.breakeven import BreakEven
    from sim.forecast.joint import Joint
    from sim.forecast.result import Forecast
    from sim.forecast.structure import Structure


SCHEMA_VERSION = "1"


def document(forecast: Forecast) -> dict[str, Any]:
    """The object that ``xiandao forecast --json`` prints."""
    return {
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
        "earned_gap": plain({t.id: vars(t.earned) for t in forecast.targets if t.earned is not None}),
    }


def plain(value: Any, digits: int = 6) -> Any:
    """``value`` in JSON's own types, floats with ``digits`` significant digits. Raises ValueError for nan, inf."""
    if isinstance(value, Mapping):
        return {str(key): plain(item, digits) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item, digits) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot stand in a result")
        return float(f"{value:.{digits}g}")
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{type(value).__name__} cannot stand in a result")


def _target(target: TargetForecast) -> dict[str, Any]:
    return {
        "id": target.id,
        "class": target.class_,
        "reading": target.reading,
        **{name: getattr(target, name) for name in FIGURES},
        "word": target.word,
        "confidence": target.confidence,
        "break_even": _break_even(target.break_even),
        "outside_view": target.outside_view,
        "placeholders": target.placeholders,
        "readings": target.readings,
        "number": target.number,
        "tolerance": target.tolerance,
        "tolerances": target.tolerances,
        "met_at_start": target.met_at_start,
        "model_probability": target.model_probability,
        "judged": target.judged,
        "fit_error": target.fit_error,
        "drivers": [vars(driver) for driver in target.drivers],
        "variance": None if target.variance is None else vars(target.variance),
        "pooled": target.pooled,
    }


def _structure(structure: Structure | None) -> dict[str, Any] | None:
    if structure is None:
        return None
    variants = {
        name: {id: vars(one) for id, one in differences.items()} for name, differences in structure.differences.items()
    }
    return {"runs": structure.runs, "differences": variants}


def _break_even(line: BreakEven | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "threshold": line.threshold,
        "denominator": line.denominator,
        "share": line.share,
        **{lang: line.sentence(lang) for lang in line.sentences},
    }


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
        "declared": vars(joint.declared),
    }
