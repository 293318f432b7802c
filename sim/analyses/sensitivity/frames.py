"""A sensitivity analysis as tidy tables, one row a number and its error, and as one JSON object (schema_version 1)."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from sim.analyses.sensitivity.findings import Index, SensitivityFindings, TargetSensitivity
from sim.analyses.sensitivity.information import Worth
from sim.results.frame import Kinds, plain

SCHEMA_VERSION = "1"
OF_A_CHOICE = ("decision", "alternatives")  # tables
Row = tuple[Any, ...]


def _targets(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        shares = [None if target.split is None else getattr(target.split, name) for name in _PARTS]
        yield (target.id, target.class_, target.probability, target.expected, target.chance, *shares)


def _effects(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        for rank, effect in enumerate(target.effects, 1):
            name = effect.parameter
            yield (target.id, rank, *vars(effect).values(), name in result.kept, result.meanings[name])


def _indices(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        for output, indices in (("count", target.indices), ("met", target.indices_met)):
            yield from ((target.id, output, *vars(index).values(), index.shown) for index in indices)


def _bars(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        for bar in target.bars:
            sides = (bar.low, bar.high, bar.swing)
            numbers = [(None, None) if side is None else (side.value, side.error) for side in sides]
            values = (bar.low_value, bar.high_value, *(number for pair in numbers for number in pair))
            yield (target.id, bar.factor, bar.kind, *values, bar.swing.shown)


def _worths(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        yield from ((target.id, *vars(worth).values(), worth.shown) for worth in target.worths)


def _decision(result: SensitivityFindings) -> Iterator[Row]:
    if result.decision is not None:
        yield from ((*vars(worth).values(), worth.shown) for worth in result.decision.worths)


def _alternatives(result: SensitivityFindings) -> Iterator[Row]:
    if result.decision is not None:
        for policy in result.decision.alternatives:
            yield (policy.scenario, policy.expected, policy.gain.value, policy.gain.error, policy.gain.shown)


_PARTS = ("parameter", "chance", "definition", "structure")
_ERRORS = ("low", "low_error", "high", "high_error", "swing", "swing_error", "shown")
_WORTH = ("parameter", "value", "raw", "by_chance", "threshold", "shown")

KINDS: Kinds = {
    "targets": (("target", "class", "probability", "expected", "chance_of_count", *_PARTS), _targets),
    "screening": (("target", "rank", "parameter", "mu", "mu_star", "sigma", "error", "kept", "meaning"), _effects),
    "indices": (("target", "output", "factor", "first", "first_error", "total", "total_error", "shown"), _indices),
    "tornado": (("target", "factor", "kind", "low_value", "high_value", *_ERRORS), _bars),
    "information": (("target", *_WORTH), _worths),
    "decision": (_WORTH, _decision),
    "alternatives": (("scenario", "expected_met", "gain", "gain_error", "shown"), _alternatives),
}


def document(result: SensitivityFindings) -> dict[str, Any]:
    """The object that ``xiandao sensitivity --json`` prints: plain types, six digits, None where undefined."""
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": result.scenario,
        "seed": result.seed,
        "runs": {**dataclasses.asdict(result.workload), "total": result.workload.total},
        "parameters": result.factors,
        "kept": list(result.kept),
        "fitted": result.fitted,
        "targets": [plain(_target_document(target)) for target in result.targets],
        "decision": plain(_decision_document(result)),
        "runs_failed": result.runs_failed,
        "rows_lost": result.rows_lost,
        "command": result.command,
        "provenance": plain(result.provenance, digits=17),
    }


def _target_document(target: TargetSensitivity) -> dict[str, Any]:
    return {
        "id": target.id,
        "class": target.class_,
        "probability": target.probability,
        "expected": target.expected,
        "chance_of_count": target.chance,
        "variance": target.split,
        "screening": target.effects,
        "indices": _with_shown(target.indices),
        "indices_met": _with_shown(target.indices_met),
        "tornado": [{**dataclasses.asdict(bar), "shown": bar.swing.shown} for bar in target.bars],
        "information": _with_shown(target.worths),
    }


def _with_shown(records: Iterable[Index | Worth]) -> list[dict[str, Any]]:
    return [{**vars(record), "shown": record.shown} for record in records]


def _decision_document(result: SensitivityFindings) -> dict[str, Any] | None:
    decision = result.decision
    if decision is None:
        return None
    return {
        "targets": decision.targets,
        "best": decision.best.scenario,
        "alternatives": [{**dataclasses.asdict(other), "shown": other.gain.shown} for other in decision.alternatives],
        "information": _with_shown(decision.worths),
    }
