"""``xiandao backtest``: what it asks for, what it prints where, what it leaves behind, how it ends."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shlex
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

import sim.analyses.backtest.run as module
from sim.analyses.backtest.result import Backtest
from sim.app.cli.streams import INTERNAL, INTERRUPTED, SUCCESS, USAGE
from sim.engine.compiled.available import available_cores
from sim.language import text
from sim.results.files import StorageError
from sim.results.result import Drawing


def toy():
    name = "backtest_toy"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "backtest" / "toy.py"
        spec = importlib.util.spec_from_file_location(name, path)
        loaded = importlib.util.module_from_spec(spec)
        sys.modules[name] = loaded
        spec.loader.exec_module(loaded)
    return sys.modules[name]


@pytest.fixture(scope="module")
def made():
    days = (date(2018, 1, 1), date(2021, 1, 1))
    return module.score_histories(toy().truth(2), toy().histories(1400, 1), (), days, 1200, 1)


@pytest.fixture
def backtest(monkeypatch: pytest.MonkeyPatch, made) -> SimpleNamespace:
    """Stands in for ``backtest.run.backtest``; ``calls`` lists what it was asked, ``act`` may raise or report."""
    desk = SimpleNamespace(calls=[], act=lambda progress, report: report(date(2019, 1, 1)))

    def answer(origins, runs, seed, *, threads, progress, report):
        desk.calls.append({"origins": origins, "runs": runs, "seed": seed, "threads": threads})
        desk.act(progress, report)
        return made

    monkeypatch.setattr(module, "backtest", answer)
    monkeypatch.setattr(Backtest, "drawings", lambda self: {"backtest.png": Drawing("ranks", dpi=30)})  # a small one
    return desk


def test_the_defaults_are_those_of_the_design(xiandao, backtest) -> None:
    done = xiandao("backtest")
    assert done.code == SUCCESS
    asked = {"origins": (2019, 2020, 2021, 2022, 2023), "runs": 40000, "seed": 1}
    assert backtest.calls == [asked | {"threads": available_cores()}]
    assert "results/backtest-40000-1" in done.err
    assert sorted(path.name for path in Path("results/backtest-40000-1").iterdir()) == [
        "backtest.json",
        "backtest.md",
        "backtest.png",
        "manifest.json",
        "result.json",
        "rows.csv",
    ]


@pytest.mark.usefixtures("drawn_pictures")
@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ("says nothing about the targets without history", "called pseudo", "last value", "Nominal 90 %")),
        ("zh", ("回测不能说明没有历史数据的目标", "“伪”回测", "末值不变", "名义 90%")),
    ],
)
def test_the_table_and_what_it_does_not_say_are_on_stdout(xiandao, backtest, lang: str, sentences) -> None:
    done = xiandao("backtest", "--lang", lang, "--out", "here")
    for sentence in sentences:
        assert sentence in done.out
    assert done.out.index(sentences[0]) < done.out.index(sentences[2])
    with Image.open("here/backtest.png") as image:
        assert image.text["Title"] == text("hindcast.ranks", lang)


def test_the_settings_reach_the_back_test(xiandao, backtest) -> None:
    options = ["--runs", "4000", "--seed", "7", "--origins", "2021, 2019", "--threads", "1", "--out", "mine", "-q"]
    done = xiandao("backtest", *options)
    assert backtest.calls == [{"origins": (2019, 2021), "runs": 4000, "seed": 7, "threads": 1}]
    assert done.err == ""


def test_json_is_one_object(xiandao, backtest) -> None:
    assert json.loads(xiandao("backtest", "--json").out)["schema_version"] == "1"


def test_csv_is_one_line_a_forecast(xiandao, backtest, made) -> None:
    rows = list(csv.DictReader(io.StringIO(xiandao("backtest", "--csv").out)))
    assert [row["outcome"] for row in rows] == [row.outcome for row in made.rows]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--origins", "2031"], "2024"),
        (["--origins", "2017,2019"], "2017"),
        (["--origins", "2019,2019"], "2019"),
        (["--origins", "spring"], "'spring'"),
        (["--origins", "2019,"], "--origins"),
        (["--origins", ""], "--origins"),
        (["--runs", "10"], "1,000"),
        (["--runs", "1500"], "200"),
        (["--runs", "many"], "'many'"),
        (["--seed", "-1"], "--seed"),
        (["--threads", "0"], "--threads"),
        (["--out", " "], "--out"),
        (["--json", "--csv"], "--csv"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(xiandao, backtest, monkeypatch, options, named, lang) -> None:
    monkeypatch.setenv("XIANDAO_LANG", lang)
    done = xiandao("backtest", *options)
    assert done.code == USAGE
    assert (done.out, done.err.count("\n")) == ("", 1)
    assert named in done.err
    assert backtest.calls == []
    assert not Path("results").exists()


def test_an_output_folder_that_is_a_file_is_refused_before_the_runs(xiandao, backtest) -> None:
    Path("taken").write_text("")
    assert xiandao("backtest", "--out", "taken").code == USAGE
    assert backtest.calls == []


def test_a_full_disk_does_not_cost_the_answer(xiandao, backtest, monkeypatch) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise StorageError("the disk is full: free some space", file=path.name)

    monkeypatch.setattr("sim.results.files.write_whole", refuse)
    done = xiandao("backtest", "-q")
    assert done.code == INTERNAL
    assert "called pseudo" in done.out
    assert done.err == "Error: backtest.md: the disk is full: free some space\n"


def test_ctrl_c_prints_the_line_that_goes_on(xiandao, backtest) -> None:
    def stop(progress, report):
        raise KeyboardInterrupt

    ordinary, backtest.act = backtest.act, stop
    done = xiandao("backtest", "--runs", "4000", "--origins", "2019,2020", "--out", "a b", "--csv", "-q")
    assert (done.code, done.out) == (INTERRUPTED, "")
    line = shlex.split(done.err.strip().splitlines()[-1].removeprefix("Resume with: "))
    backtest.act = ordinary
    assert xiandao(*line[1:]).code == SUCCESS
    assert backtest.calls[0] == backtest.calls[1]
    assert line[-2:] == ["--csv", "-q"]
