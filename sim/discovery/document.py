"""A discovery as one JSON object (schema_version 1): plain types, finite numbers, None where nothing is defined."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from sim.forecast.document import plain

if TYPE_CHECKING:
    from sim.discovery.result import Discovery, FoundBox, TargetDiscovery

SCHEMA_VERSION = "1"


def document(result: Discovery) -> dict[str, Any]:
    """The object that ``xiandao discover --json`` prints; numbers carry six significant digits."""
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
        "targets": [plain(_target(result, target)) for target in result.targets],
        "runs_failed": result.runs_failed,
        "command": result.command,
        "provenance": plain(result.provenance, digits=17),
    }


def _target(result: Discovery, target: TargetDiscovery) -> dict[str, Any]:
    from sim.discovery.words import sentences

    return {
        "id": target.id,
        "class": target.class_,
        "share": target.share,
        "finding": target.finding,
        "screened": target.screened,
        "boxes": [_box(box) for box in target.boxes],
        "words": {lang: list(sentences(result, target, lang)) for lang in result.names[target.id]},
    }


def _box(box: FoundBox) -> dict[str, Any]:
    return {**dataclasses.asdict(box), "restricted": len(box.factors)}
