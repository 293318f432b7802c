"""An engine of one's own that keeps no money: every analysis runs to its end, is saved, drawn and reported."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import sim
import sim.app.cli
from sim.charts.kinds import kinds_of
from sim.errors import InputError
from sim.language import text
from sim.model.tables.metrics import METRICS
from sim.report import FORMATS, pictures, report
from sim.results.folder import opened
from sim.study.engine import engine_of
from tests.discovery import toy

MONTHS = 24


def engine(theta: np.ndarray, totals: np.ndarray, seeds: np.ndarray, **_: Any) -> SimpleNamespace:
    """Counts that grow with the first parameter, with money and by chance; status and metrics alone."""
    level = (1.0 + 0.5 * np.sin(9.0 * theta[:, :1])) * (1.0 + 0.002 * np.sum(totals))
    chance = np.random.default_rng(seeds[0]).uniform(0.5, 1.5, (len(seeds), len(METRICS)))
    ends = level * chance * (1.0 + np.arange(len(METRICS)) % 7)
    metrics = np.floor(ends[:, None, :] * np.linspace(0.0, 4.0, MONTHS)[:, None])
    return SimpleNamespace(metrics=metrics, status=np.ones(len(seeds), dtype=np.int64))


def table() -> Any:
    return toy.table()


ANALYSES: dict[str, Callable[[Path], Any]] = {
    "forecast": lambda out: sim.forecast("template", runs=20, structure_runs=4, simulate=engine, out=out),
    "compare": lambda out: sim.compare(
        "template", "template-no-plan", moves=["start-ups:pilot-zones:2"], runs=20, effects_runs=4,
        simulate=engine, out=out,
    ),
    "value": lambda out: sim.value("template", runs=8, step=5.0, simulate=engine, out=out),
    "search": lambda out: sim.search("template", "expected", 200, simulate=engine, estimate_runs=20, out=out),
    "sensitivity": lambda out: sim.sensitivity(
        "template", against=["template-no-plan"], trajectories=2, base_samples=16, keep=1, runs=20, tornado_runs=4,
        structure_runs=2, parameters=table(), simulate=engine, out=out,
    ),
    "discover": lambda out: sim.discover("template", runs=200, parameters=table(), simulate=engine, out=out),
}  # fmt: skip


@pytest.mark.usefixtures("drawn_pictures")
@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_is_saved_and_drawn(name: str, tmp_path: Path) -> None:
    result = ANALYSES[name](tmp_path)
    assert type(opened(tmp_path)).__name__ == type(result).__name__
    pictures = list(tmp_path.glob("*.png"))
    assert {path.name for path in pictures} == {file for file in result.drawings() if file.endswith(".png")}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    for kind in set(kinds_of(result)) - {drawing.kind for drawing in result.drawings().values()}:
        with nullcontext() if name == "compare" else suppress(InputError):  # no front, no firms by field, no box
            result.plot(kind=kind, lang="zh")


@pytest.mark.parametrize(("name", "lang"), [("forecast", "en"), ("compare", "zh")])
def test_every_report_is_written(name: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "DPI", 40.0)
    drawn: dict[str, Any] = {}
    draw = pictures.picture

    def once(result: Any, kind: str, lang: str) -> Any:
        """Page, brief and workbook show the same pictures."""
        if kind not in drawn:
            drawn[kind] = draw(result, kind, lang)
        return drawn[kind]

    monkeypatch.setattr(pictures, "picture", once)
    folder = tmp_path / "result"
    ANALYSES[name](folder)
    for to in FORMATS:
        assert report(folder, to, tmp_path / f"report.{to}", lang=lang).stat().st_size > 1000


def test_the_allocations_are_compared_though_nothing_is_known_of_what_was_spent(tmp_path: Path) -> None:
    result = ANALYSES["compare"](tmp_path)
    allocated = result.allocation_table().set_index(["scenario", "action"])
    assert allocated.loc[("template", "start-ups"), "allocated"] == pytest.approx(18.0)
    assert allocated.loc[("template-no-plan", "start-ups"), "allocated"] == 0.0
    assert allocated["unspent"].isna().all()
    words = " ".join(artist.get_text() for artist in result.plot(kind="money", lang="en").texts)
    assert "18.00 → 0.00" in words
    assert "18.00 → 16.00" in words


@pytest.mark.parametrize("command", ["forecast", "compare", "value"])
def test_the_command_prints_its_tables(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.study.engine.compiled", engine_of(engine))
    monkeypatch.chdir(tmp_path)
    arguments = {
        "forecast": ("--runs", "20"),
        "compare": ("template-no-plan", "--runs", "20"),
        "value": ("--runs", "8", "--step", "5"),
    }
    assert sim.app.cli.run((command, "template", *arguments[command], "--lang", "en", "-q")) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert text("compare.unspent", "en") not in printed.out
