"""A folder with a comparison: its JSON, tables of targets, allocation and effects, the scenarios, the picture."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import InputError
from sim.forecast.files import StorageError, write_together
from sim.kept.files import RESULT, kept
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
        **comparison.copies,
        "targets.csv": _csv(comparison.table(chosen)),
        "allocation.csv": _csv(comparison.allocation_table(chosen)),
        "effects.csv": _csv(comparison.effects_table()),
        RESULT: kept(_without_runs(comparison)),
        "comparison.json": (
            json.dumps(comparison.to_json(), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        ).encode(),
    }
    write_together(place, files, comparison)
    if charts:
        _draw(comparison, place, chosen)
    return place


def _without_runs(comparison: Comparison) -> Comparison:
    """The comparison without the single runs of its forecasts, which none of its pictures shows and nobody wants
    twice on the disk."""
    bare = [
        replace(one, metrics=np.zeros((0, 0, 0)), inputs={}, action_money=None, field_firms=None, district_firms=None)
        for one in comparison.forecasts
    ]
    return replace(comparison, forecasts=tuple(bare))


def _draw(comparison: Comparison, place: Path, lang: str) -> None:
    try:
        for name in CHARTS:
            comparison.plot(place / name, lang)
    except InputError as fault:
        refused = StorageError(fault.problem, file=place)
        refused.result = comparison
        raise refused from None


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
