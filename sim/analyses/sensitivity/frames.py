"""A sensitivity analysis as tidy tables, one row a number and its error, and as one JSON object (schema_version 1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.errors import check_name
from sim.results.frame import data_frame
from sim.results.plain import plain

if TYPE_CHECKING:
    import pandas as pd

    from sim.analyses.sensitivity.findings import SensitivityFindings, TargetSensitivity
    from sim.analyses.sensitivity.information import Worth
    from sim.analyses.sensitivity.tornado import Bar

SCHEMA_VERSION = "1"
OF_A_CHOICE = ("decision", "alternatives")  # tables
Row = dict[str, Any]


def frame(result: SensitivityFindings, kind: str) -> pd.DataFrame:
    """One table of ``KINDS``. Raises InputError for another kind."""
    check_name("unknown table", kind, KINDS, key="kind")
    columns, rows = KINDS[kind]
    return data_frame(list(rows(result)), columns=columns)


def _targets(result: SensitivityFindings) -> Iterator[Row]:
    for one in result.targets:
        split = one.split
        shares = dict.fromkeys(_PARTS) if split is None else {name: getattr(split, name) for name in _PARTS}
        yield {
            "target": one.id,
            "class": one.class_,
            "probability": one.probability,
            "expected": one.expected,
            "chance_of_count": one.chance,
            **shares,
        }


def _effects(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        for rank, one in enumerate(target.effects, 1):
            yield {
                "target": target.id,
                "rank": rank,
                **vars(one),
                "kept": one.parameter in result.kept,
                "meaning": result.meanings[one.parameter],
            }


def _indices(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        for output, indices in (("count", target.indices), ("met", target.indices_met)):
            for one in indices:
                yield {"target": target.id, "output": output, **vars(one), "shown": one.shown}


def _bars(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        for one in target.bars:
            yield {
                "target": target.id,
                "factor": one.factor,
                "kind": one.kind,
                "low_value": one.low_value,
                "high_value": one.high_value,
                "low": None if one.low is None else one.low.value,
                "low_error": None if one.low is None else one.low.error,
                "high": one.high.value,
                "high_error": one.high.error,
                "swing": one.swing.value,
                "swing_error": one.swing.error,
                "shown": one.swing.shown,
            }


def _worths(result: SensitivityFindings) -> Iterator[Row]:
    for target in result.targets:
        for one in target.worths:
            yield {"target": target.id, **vars(one), "shown": one.shown}


def _decision(result: SensitivityFindings) -> Iterator[Row]:
    if result.decision is not None:
        for one in result.decision.worths:
            yield {**vars(one), "shown": one.shown}


def _alternatives(result: SensitivityFindings) -> Iterator[Row]:
    if result.decision is not None:
        for one in result.decision.alternatives:
            yield {
                "scenario": one.scenario,
                "expected_met": one.expected,
                "gain": one.gain.value,
                "gain_error": one.gain.error,
                "shown": one.gain.shown,
            }


_PARTS = ("parameter", "chance", "definition", "structure")
_ERRORS = ("low", "low_error", "high", "high_error", "swing", "swing_error", "shown")
_WORTH = ("parameter", "value", "raw", "by_chance", "threshold", "shown")

#: Table -> its columns and what makes its rows.
KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[SensitivityFindings], Iterator[Row]]]] = {
    "targets": (("target", "class", "probability", "expected", "chance_of_count", *_PARTS), _targets),
    "screening": (
        ("target", "rank", "parameter", "mu", "mu_star", "sigma", "error", "kept", "meaning"),
        _effects,
    ),
    "indices": (
        ("target", "output", "factor", "first", "first_error", "total", "total_error", "shown"),
        _indices,
    ),
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
        "variance": None if target.split is None else vars(target.split),
        "screening": [vars(effect) for effect in target.effects],
        "indices": [{**vars(index), "shown": index.shown} for index in target.indices],
        "indices_met": [{**vars(index), "shown": index.shown} for index in target.indices_met],
        "tornado": [_bar_document(bar) for bar in target.bars],
        "information": _worths_document(target.worths),
    }


def _bar_document(bar: Bar) -> dict[str, Any]:
    return {**dataclasses.asdict(bar), "shown": bar.swing.shown}


def _worths_document(worths: Sequence[Worth]) -> list[dict[str, Any]]:
    return [{**vars(worth), "shown": worth.shown} for worth in worths]


def _decision_document(result: SensitivityFindings) -> dict[str, Any] | None:
    decision = result.decision
    if decision is None:
        return None
    return {
        "targets": decision.targets,
        "best": decision.best.scenario,
        "alternatives": [{**dataclasses.asdict(other), "shown": other.gain.shown} for other in decision.alternatives],
        "information": _worths_document(decision.worths),
    }
