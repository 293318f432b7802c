"""``xiandao export`` and the summary that a sweep prints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.analyses.sweep.results import SweepResults, open_results
from sim.analyses.sweep.run import sweep
from sim.analyses.sweep.views import best_points, screen
from sim.app.cli.streams import console
from sim.app.cli.table import show
from sim.language.numbers import with_error
from sim.model.tables.metrics import METRICS
from tests.sweep.parts import part_of

Command = Callable[..., Any]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> SweepResults:
    return sweep("tiny", tmp_path_factory.mktemp("sweeps") / "tiny", executor="threads", workers=1)


def test_it_writes_one_file_and_says_where(xiandao: Command, tiny: SweepResults) -> None:
    done = xiandao("export", str(tiny.folder), "--to", "csv", "--what", "points", "--out", "points.csv", "--lang", "en")
    assert done.code == 0
    assert (done.out, done.err) == ("", "Written: points.csv\n")
    assert len(pd.read_csv("points.csv")) == 9 * 24 * (len(METRICS) + 6)
    quiet = xiandao("export", str(tiny.folder), "--to", "csv", "--out", "runs.csv", "-q")
    assert quiet.err == ""
    assert len(pd.read_csv("runs.csv")) == 72 * 24


def test_an_unfinished_sweep_says_how_much_is_there(
    xiandao: Command, tiny: SweepResults, capsys: pytest.CaptureFixture[str]
) -> None:
    made = part_of(tiny, Path("part"), [0, 2, 3])
    done = xiandao("export", "part", "--to", "csv", "--lang", "en", "-q")
    assert done.code == 0
    assert done.err == "The sweep is unfinished: 24 of 72 runs (33 %) are there; what follows rests on them alone.\n"
    assert pd.read_csv("part/runs.csv")["point"].unique().tolist() == [0, 2, 3]
    show(screen(made.summary(), "en"), console())
    assert "(33 %)" in capsys.readouterr().out
    part_of(tiny, Path("nothing"), [])
    assert "holds no results yet" in xiandao("export", "nothing", "--to", "csv", "--lang", "en").err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere", "--to", "csv"), "no manifest.json"),
        (("FOLDER", "--to", "excel"), "parquet, netcdf, csv"),
        (("FOLDER", "--to", "csv", "--what", "run"), "runs, points"),
        (("FOLDER", "--to", "csv", "--out", " "), "--out"),
        (("FOLDER",), "--to"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    xiandao: Command, tiny: SweepResults, arguments: tuple[str, ...], says: str
) -> None:
    done = xiandao("export", *(str(tiny.folder) if word == "FOLDER" else word for word in arguments), "--lang", "en")
    assert done.code == 2
    assert says in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_help_speaks_both_languages(xiandao: Command) -> None:
    assert "one file for other programs" in " ".join(xiandao("export", "--help", "--lang", "en").out.split())
    assert "供其他程序使用" in xiandao("export", "--help", "--lang", "zh").out


def test_the_summary_shows_the_best_points_and_every_target(
    tiny: SweepResults, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tiny.summary()
    show(screen(made, "en"), console())
    out = capsys.readouterr().out
    place = made.measures.place("expected_met")
    best = best_points(made, 3)
    assert [made.value[point, place] for point in best] == sorted(made.value[:, place], reverse=True)[:3]
    assert with_error(made.value[best[0], place], made.error[best[0], place]) in out
    assert "Pilot zones and scenarios, % of expenditure" in out
    for target in made.measures.targets:
        assert target.name["en"] in out
    assert "unfinished" not in out
    assert "Class C: share of runs in which the capacity would be there" in out
    show(screen(made, "zh"), console())
    assert "达标项数（共 4 项）" in capsys.readouterr().out


def test_open_results_is_a_public_name(tiny: SweepResults) -> None:
    assert sim.open_results is open_results
    assert sim.open_results(tiny.folder).sha256 == tiny.sha256
