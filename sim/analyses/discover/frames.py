"""A discovery as tidy tables and as one JSON object (schema_version 1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.analyses.discover.words import sentences
from sim.errors import check_name
from sim.results.frame import data_frame
from sim.results.plain import plain

if TYPE_CHECKING:
    import pandas as pd

    from sim.analyses.discover.box import Measures
    from sim.analyses.discover.findings import DiscoveryFindings, FoundBox, TargetDiscovery

SCHEMA_VERSION = "1"
Row = dict[str, Any]


def frame(result: DiscoveryFindings, kind: str) -> pd.DataFrame:
    """One table of ``KINDS``. Raises InputError for another kind."""
    check_name("unknown table", kind, KINDS, key="kind")
    columns, rows = KINDS[kind]
    return data_frame(list(rows(result)), columns=columns)


def _targets(result: DiscoveryFindings) -> Iterator[Row]:
    for one in result.targets:
        yield {
            "target": one.id,
            "class": one.class_,
            "share": one.share,
            "finding": one.finding,
            "screened": " ".join(one.screened),
            "boxes": len(one.boxes),
        }


def _boxes(result: DiscoveryFindings) -> Iterator[Row]:
    for target in result.targets:
        for box in target.boxes:
            yield {
                "target": target.id,
                "box": box.number,
                "restricted": len(box.factors),
                **_measures("", box.searched),
                **_measures("held_out_", box.held_out),
                "base": box.base,
                "p_value": box.p_value,
                "confirmed": box.confirmed,
            }


def _conditions(result: DiscoveryFindings) -> Iterator[Row]:
    for target in result.targets:
        for box in target.boxes:
            for one in box.conditions:
                yield {"target": target.id, "box": box.number, **vars(one), "levels": " ".join(one.levels)}


def _path(result: DiscoveryFindings) -> Iterator[Row]:
    for target in result.targets:
        for box in target.boxes:
            for number, step in enumerate(box.path):
                yield {
                    "target": target.id,
                    "box": box.number,
                    "step": number,
                    "restricted": step.restricted,
                    **_measures("", step.searched),
                    **_measures("held_out_", step.held_out),
                    "chosen": number == box.chosen,
                }


def _measures(prefix: str, made: Measures) -> Row:
    return {f"{prefix}{name}": value for name, value in vars(made).items()}


_HALF = ("coverage", "density", "mass", "cases")
_BOTH = (*_HALF, *(f"held_out_{name}" for name in _HALF))

#: Table -> its columns and what makes its rows.
KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[DiscoveryFindings], Iterator[Row]]]] = {
    "conditions": (
        (
            "target",
            "box",
            "factor",
            "sense",
            "value",
            "unit",
            "percentile",
            "levels",
            "quasi_p",
            "held_out_p",
            "meaning",
        ),
        _conditions,
    ),
    "boxes": (("target", "box", "restricted", *_BOTH, "base", "p_value", "confirmed"), _boxes),
    "targets": (("target", "class", "share", "finding", "screened", "boxes"), _targets),
    "trajectory": (("target", "box", "step", "restricted", *_BOTH, "chosen"), _path),
}


def document(result: DiscoveryFindings) -> dict[str, Any]:
    """The object that ``xiandao discover --json`` prints: plain types, six significant digits, None where undefined."""
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": result.scenario,
        "outcome": result.outcome,
        "runs": result.runs,
        "seed": result.seed,
        "draws": {"searched": result.draws[0], "held_out": result.draws[1]},
        "factors": result.factors,
        "switches": result.switches,
        "fitted": result.fitted,
        "limits": plain(result.limits),
        "targets": [plain(_target_document(result, target)) for target in result.targets],
        "runs_failed": result.runs_failed,
        "command": result.command,
        "provenance": plain(result.provenance, digits=17),
    }


def _target_document(result: DiscoveryFindings, target: TargetDiscovery) -> dict[str, Any]:
    return {
        "id": target.id,
        "class": target.class_,
        "share": target.share,
        "finding": target.finding,
        "screened": target.screened,
        "boxes": [_box_document(box) for box in target.boxes],
        "words": {lang: list(sentences(result, target, lang)) for lang in result.names[target.id]},
    }


def _box_document(box: FoundBox) -> dict[str, Any]:
    return {**dataclasses.asdict(box), "restricted": len(box.factors)}
