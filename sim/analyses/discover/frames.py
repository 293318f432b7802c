"""A discovery as tidy tables and as one JSON object (schema_version 1)."""

from collections.abc import Iterator
from typing import Any

from sim.analyses.discover.findings import DiscoveryFindings, FoundBox, TargetDiscovery
from sim.analyses.discover.views import sentences
from sim.results.frame import Kinds, plain

SCHEMA_VERSION = "1"
Row = tuple[Any, ...]


def _targets(result: DiscoveryFindings) -> Iterator[Row]:
    for target in result.targets:
        screened = " ".join(target.screened)
        yield (target.id, target.class_, target.share, target.finding, screened, len(target.boxes))


def _boxes(result: DiscoveryFindings) -> Iterator[Row]:
    for target, box in _all_boxes(result):
        measures = (*vars(box.searched).values(), *vars(box.held_out).values())
        yield (target, box.number, len(box.factors), *measures, box.base, box.p_value, box.confirmed)


def _conditions(result: DiscoveryFindings) -> Iterator[Row]:
    for target, box in _all_boxes(result):
        for condition in box.conditions:
            values = {**vars(condition), "levels": " ".join(condition.levels)}
            yield (target, box.number, *(values[name] for name in _CONDITION))


def _path(result: DiscoveryFindings) -> Iterator[Row]:
    for target, box in _all_boxes(result):
        for number, step in enumerate(box.path):
            measures = (*vars(step.searched).values(), *vars(step.held_out).values())
            yield (target, box.number, number, step.restricted, *measures, number == box.chosen)


def _all_boxes(result: DiscoveryFindings) -> Iterator[tuple[str, FoundBox]]:
    return ((target.id, box) for target in result.targets for box in target.boxes)


_CONDITION = ("factor", "sense", "value", "unit", "percentile", "levels", "quasi_p", "held_out_p", "meaning")
_HALF = ("coverage", "density", "mass", "cases")
_BOTH = (*_HALF, *(f"held_out_{name}" for name in _HALF))

KINDS: Kinds = {
    "conditions": (("target", "box", *_CONDITION), _conditions),
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
        "boxes": [{**vars(box), "restricted": len(box.factors)} for box in target.boxes],
        "words": {lang: list(sentences(result, target, lang)) for lang in result.names[target.id]},
    }
