"""Forecasts made of toy runs, and a vintage of a few round numbers whose scores can be reckoned by hand."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sim.analyses.forecast.run import forecast
from sim.analyses.vintage import layout

MADE = date(2026, 11, 24)
OUTCOMES = "date,metric,value,kind,error\n"


@pytest.fixture(scope="session")
def toy() -> Callable[..., Any]:
    """The stand-in for the ensemble (loaded by path: the test folders are no packages)."""
    path = Path(__file__).parents[1] / "forecast/toy.py"
    spec = importlib.util.spec_from_file_location("vintage_toy", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.simulate


@pytest.fixture(scope="session")
def city(toy: Callable[..., Any]) -> Any:
    """A forecast of the whole plan, two of its runs failed."""

    def simulate(*given: Any, **named: Any) -> Any:
        return toy(*given, fail=(3, 40), **named)

    return forecast("reference", runs=120, seed=3, simulate=simulate)


def level_row(metric: str, month: str, unit: str, *steps: float) -> list[str]:
    """A row of quantiles: ``steps`` at the levels up to .25, below .5, at .5, above, and from .75 on."""
    out, q25, median, q75, far = steps
    figures = []
    for level in layout.HUB_LEVELS:
        figures.append(
            out if level < 0.25 else q25 if level < 0.5 else median if level == 0.5 else q75 if level <= 0.75 else far
        )
    return [metric, month, unit, f"{median:g}", *(f"{x:g}" for x in figures)]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Two months. ``zones``: 2 up to level .20, 4 up to .45, 5 at .5, 6 up to .75, 8 above; ``money`` ten times that.

    Target ``parks`` needs 6: under its chosen reading ``completed`` (metric zones) met with probability .25, under
    ``listed`` (metric lists) with .8; target ``declared`` is of class C. ``field_firms:quantum`` counts like zones.
    """
    steps = (2, 4, 5, 6, 8)
    rows = [list(layout.QUANTILE_COLUMNS)]
    for metric, unit, size in (
        ("zones", "count", 1),
        ("lists", "count", 2),
        ("money", "million CNY", 10),
        ("field_firms:quantum", "count", 1),
    ):
        for month, part in (("2025-01-31", 0.5), ("2025-02-28", 1)):
            rows.append(level_row(metric, month, unit, *(part * size * step for step in steps)))
    targets = [
        list(layout.TARGET_COLUMNS),
        ["parks", "B", "completed", "yes", "zones", "6", "6", "0.25", "0.02", "0.1", "0.4", "0.25", "0.9"],
        ["parks", "B", "listed", "no", "lists", "6", "6", "0.8", "0.02", "0.6", "0.9", "0.8", "0.9"],
        ["declared", "C", "named", "yes", "zones", "4", "4", "0.6", "", "", "", "0.7", "0.6"],
    ]
    document = {"schema_version": "1", "made": "2025-01-15", "unseen": "2025"}
    files = {
        layout.QUANTILES: lines(rows),
        layout.TARGETS: lines(targets),
        layout.DOCUMENT: json.dumps(document).encode(),
        layout.README: b"A vintage of a few round numbers.\n",
    }
    return written(tmp_path, files)


def lines(rows: list[list[str]]) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode()


def written(root: Path, files: dict[str, bytes]) -> Path:
    """A folder of these files under the name that they deserve."""
    place = root / layout.folder_name(MADE, "tiny", layout.digest(files))
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    return place


@pytest.fixture
def outcomes(tmp_path: Path) -> Callable[..., Path]:
    """``outcomes("2025-02,zones,5,listed,")`` writes a file of these rows."""

    def write(*rows: str, header: str = OUTCOMES) -> Path:
        path = tmp_path / "outcomes.csv"
        path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return write
