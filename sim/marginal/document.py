"""A marginal valuation as one JSON object, and its folder: value.json, value.csv, saturation.csv, value.png/svg."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError
from sim.forecast.document import plain
from sim.forecast.files import StorageError, write_together
from sim.kept.files import RESULT, kept
from sim.language import language
from sim.marginal.result import Marginal

if TYPE_CHECKING:
    from sim.marginal.result import MarginalValue

SCHEMA_VERSION = "1"
CHARTS = ("value.png", "value.svg")


def document(result: MarginalValue) -> dict[str, Any]:
    """The object that ``xiandao value --json`` prints; changes are as run, ``amount`` million CNY."""
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": result.scenario.id,
        "runs": result.runs,
        "seed": result.seed,
        "step": result.size,
        "command": result.command,
        "money": plain(result.money),
        "movable": plain(result.movable),
        "steps": [plain(_step(step)) for step in result.steps],
        "saturation": {id: None if one is None else plain(vars(one)) for id, one in result.saturation.items()},
        "provenance": plain(result.provenance, digits=17),
    }


def save(result: MarginalValue, folder: str | Path, *, charts: bool, lang: str | None) -> Path:
    """Write the files, each whole or not at all, and return the folder. Raises StorageError, whose ``result`` is
    ``result``."""
    place, chosen = Path(folder), language(lang)
    text = json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    frames = {"value.csv": result.table(chosen)}
    if result.saturation:
        frames["saturation.csv"] = result.saturation_table(chosen)
    tables = {name: frame.to_csv(index=False, lineterminator="\n") for name, frame in frames.items()}
    files = {
        **result.copies,
        **{name: table.encode("utf-8-sig") for name, table in tables.items()},
        RESULT: kept(result),
        "value.json": text.encode(),
    }
    write_together(place, files, result)
    if charts:
        _draw(result, place, chosen)
    return place


def _draw(result: MarginalValue, place: Path, lang: str) -> None:
    try:
        for name in CHARTS:
            result.plot(place / name, lang)
    except InputError as fault:
        refused = StorageError(fault.problem, file=place)
        refused.result = result
        raise refused from None


def _step(step: Marginal) -> dict[str, Any]:
    return {
        "action": step.action,
        "amount": step.amount,
        "probability": {id: one.written() for id, one in step.probability.items()},
        "count": {id: one.written() for id, one in step.count.items()},
        "expected_met": step.expected_met.written(),
        "attainment": step.attainment.written(),
        "unspent": step.unspent.written(),
    }
