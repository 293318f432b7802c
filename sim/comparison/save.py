"""A folder with a comparison: its JSON, tables of targets, allocation and effects, the scenarios, the picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.forecast.files import StorageError, write_whole
from sim.language import language

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison.result import Comparison

CHARTS = ("comparison.png", "comparison.svg")


def save(comparison: Comparison, folder: str | Path, *, charts: bool, lang: str | None) -> Path:
    """Write the files, each whole or not at all, and return the folder. Raises StorageError, whose ``result`` is the
    comparison."""
    from sim.policy import scenario_toml

    place, chosen = Path(folder), language(lang)
    scenarios = [forecast.scenario for forecast in comparison.forecasts]
    files = {
        **{f"inputs/{one.id}.toml": scenario_toml(one).encode() for one in scenarios},
        "targets.csv": _csv(comparison.table(chosen)),
        "allocation.csv": _csv(comparison.allocation_table(chosen)),
        "effects.csv": _csv(comparison.effects_table()),
        "comparison.json": (
            json.dumps(comparison.to_json(), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        ).encode(),
    }
    try:
        for name, content in files.items():
            write_whole(place / name, content)
        if charts:
            _draw(comparison, place, chosen)
    except StorageError as fault:
        fault.result = comparison
        raise
    return place


def _draw(comparison: Comparison, place: Path, lang: str) -> None:
    try:
        for name in CHARTS:
            comparison.plot(place / name, lang)
    except InputError as fault:
        raise StorageError(fault.problem, file=place) from None


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
