"""One forecast and one comparison of the shipped plan from invented counts, saved as the commands save them, and their
reports, each picture drawn and each document written once a session."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import sim.report.pictures
from sim.analyses.compare.result import Comparison
from sim.analyses.compare.run import compare
from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.run import forecast as run_forecast
from sim.report import report
from tests.forecast import toy

RUNS = 60
Documents = Callable[[str, str, str], bytes]


def simulate(theta: np.ndarray, totals: np.ndarray, seeds: np.ndarray, *, plan: Any, **options: Any) -> Any:
    """The toy, with firms: run r has r + 10 k of them in field or district k, every month."""
    made = toy.simulate(theta, totals, seeds, plan=plan, **options)

    def firms(number: int) -> np.ndarray:
        ends = seeds[:, 1, None] + 10.0 * np.arange(number)
        return np.repeat(ends[:, None, :], toy.MONTHS, axis=1)

    given = {"field_firms": firms(len(plan.fields)), "district_firms": firms(len(plan.districts))}
    return SimpleNamespace(**vars(made), **given)


def helped(theta: np.ndarray, totals: np.ndarray, seeds: np.ndarray, *, plan: Any, **options: Any) -> Any:
    """The same, with more of everything for each million of the first action."""
    made = simulate(theta, totals, seeds, plan=plan, **options)
    made.metrics = made.metrics + 0.01 * np.broadcast_to(totals, (len(seeds), len(plan.actions)))[:, :1, None]
    return made


@pytest.fixture(scope="session")
def forecast() -> Forecast:
    return run_forecast("reference", runs=RUNS, seed=1, simulate=simulate)


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    return compare("reference", "even", "adaptive", runs=RUNS, seed=1, simulate=helped)


@pytest.fixture(scope="session")
def folder(forecast: Forecast, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return forecast.save(tmp_path_factory.mktemp("saved") / "result")


@pytest.fixture(scope="session")
def compared_folder(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return comparison.save(tmp_path_factory.mktemp("saved") / "comparison")


@pytest.fixture(scope="session")
def saved(folder: Path) -> dict[str, Any]:
    """forecast.json."""
    document: dict[str, Any] = json.loads((folder / "forecast.json").read_bytes())
    return document


@pytest.fixture(scope="session")
def drawn_once() -> Iterator[Callable[..., Any]]:
    """Every picture of a document is drawn once, coarsely: what takes the time here is drawing, and the charts have
    tests. Yields what draws anew."""
    drawn: dict[tuple[str, str, str], Any] = {}
    draw = sim.report.pictures.picture

    def once(result: Any, kind: str, lang: str) -> Any:
        key = (type(result).__name__, kind, lang)
        if key not in drawn:
            drawn[key] = draw(result, kind, lang)
        return drawn[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sim.report.pictures, "picture", once)
        patched.setattr(sim.report.pictures, "DPI", 40.0)
        yield draw


@pytest.fixture(scope="session")
def documents(
    drawn_once: Callable[..., Any], folder: Path, compared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Documents:
    """``documents("forecast", "docx", "zh")``: the report of the saved forecast or comparison."""
    place, folders = tmp_path_factory.mktemp("reports"), {"forecast": folder, "comparison": compared_folder}
    written: dict[tuple[str, str, str], bytes] = {}

    def made(result: str, to: str, lang: str) -> bytes:
        key = (result, to, lang)
        if key not in written:
            written[key] = report(folders[result], to, place / f"{result}-{lang}.{to}", lang=lang).read_bytes()
        return written[key]

    return made
