"""The result as one JSON object (schema_version 1): plain types, finite numbers, None where nothing is defined."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.forecast.document import plain

if TYPE_CHECKING:
    from sim.sensitivity.information import Worth
    from sim.sensitivity.result import Sensitivity, TargetSensitivity
    from sim.sensitivity.tornado import Bar

SCHEMA_VERSION = "1"


def document(result: Sensitivity) -> dict[str, Any]:
    """The object that ``xiandao sensitivity --json`` prints; numbers carry six significant digits."""
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": result.scenario,
        "seed": result.seed,
        "runs": {**dataclasses.asdict(result.workload), "total": result.workload.total},
        "parameters": result.factors,
        "kept": list(result.kept),
        "fitted": result.fitted,
        "targets": [plain(_target(target)) for target in result.targets],
        "decision": plain(_decision(result)),
        "runs_failed": result.runs_failed,
        "rows_lost": result.rows_lost,
        "command": result.command,
        "provenance": plain(result.provenance, digits=17),
    }


def _target(target: TargetSensitivity) -> dict[str, Any]:
    return {
        "id": target.id,
        "class": target.class_,
        "probability": target.probability,
        "expected": target.expected,
        "chance_of_count": target.chance,
        "variance": None if target.split is None else vars(target.split),
        "screening": [vars(one) for one in target.effects],
        "indices": [{**vars(one), "shown": one.shown} for one in target.indices],
        "indices_met": [{**vars(one), "shown": one.shown} for one in target.indices_met],
        "tornado": [_bar(one) for one in target.bars],
        "information": _worths(target.worths),
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {**dataclasses.asdict(bar), "shown": bar.swing.shown}


def _worths(worths: Sequence[Worth]) -> list[dict[str, Any]]:
    return [{**vars(one), "shown": one.shown} for one in worths]


def _decision(result: Sensitivity) -> dict[str, Any] | None:
    decision = result.decision
    if decision is None:
        return None
    return {
        "targets": decision.targets,
        "best": decision.best.scenario,
        "alternatives": [{**dataclasses.asdict(one), "shown": one.gain.shown} for one in decision.alternatives],
        "information": _worths(decision.worths),
    }
