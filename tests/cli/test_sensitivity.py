"""``xiandao sensitivity``: what it asks for, what it prints where, what it leaves behind, how it ends."""

from __future__ import annotations

import importlib.util
import json
import shlex
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import sim.analyses.sensitivity.run as module
from sim.analyses.sensitivity.workload import sizes, workload
from sim.app.cli.streams import FAILED_RUNS, INTERNAL, INTERRUPTED, SUCCESS, USAGE
from sim.results.files import StorageError

DEFAULTS = {"targets": None, "seed": 1, "level": None, "fitted": None, "lang": "en"}


@pytest.fixture(scope="module")
def made():
    path = Path(__file__).parents[1] / "sensitivity" / "toy.py"
    spec = importlib.util.spec_from_file_location("cli_sensitivity_toy", path)
    toy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(toy)
    small = {"trajectories": 3, "base_samples": 64, "keep": 2, "runs": 400, "tornado_runs": 100, "structure_runs": 20}
    return module.sensitivity(
        "template", parameters=toy.table(), simulate=toy.simulate, against=["template-no-plan"], **small
    )


@pytest.fixture
def sensitivity(monkeypatch: pytest.MonkeyPatch, made) -> SimpleNamespace:
    """Stands in for ``sensitivity.run.sensitivity``; ``calls`` lists what it was asked, ``act`` may raise."""
    desk = SimpleNamespace(calls=[], act=lambda: None, made=made)

    def answer(scenario, *, progress, report, **values):
        desk.calls.append({"scenario": scenario, **values})
        report(workload(sizes(), 358, len(values["against"]), 10, "a-set"))
        progress(5, 10)
        desk.act()
        return desk.made

    monkeypatch.setattr(module, "sensitivity", answer)
    return desk


def test_the_defaults_are_those_of_the_library(xiandao, sensitivity) -> None:
    done = xiandao("sensitivity", "--lang", "en")
    assert done.code == SUCCESS
    (asked,) = sensitivity.calls
    assert {name: asked[name] for name in DEFAULTS} == DEFAULTS
    assert (asked["scenario"], asked["out"]) == ("reference", "results/sensitivity-reference-1")
    assert {asked[name] for name in ("keep", "base_samples", "trajectories", "runs")} == {None}


def test_every_option_reaches_the_library(xiandao, sensitivity) -> None:
    options = "--target scenarios --target breakthroughs --against even --against low --trajectories 5 --samples 128"
    options += " --keep 7 --runs 600 --tornado-runs 80 --structure-runs 0 --seed 9 --level low --threads 1 --prior"
    xiandao("sensitivity", "high", *options.split(), "--out", "here")
    (asked,) = sensitivity.calls
    expected = {
        "scenario": "high",
        "targets": ("scenarios", "breakthroughs"),
        "against": ("even", "low"),
        "trajectories": 5,
        "base_samples": 128,
        "keep": 7,
        "runs": 600,
        "tornado_runs": 80,
        "structure_runs": 0,
        "seed": 9,
        "level": "low",
        "threads": 1,
        "fitted": "prior",
        "out": "here",
    }
    assert {name: asked[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ("What would change the probabilities most: template", "Morris", "Sobol", "at 90 %", "gone, %", "gain")),
        ("zh", ("什么最能改变各目标的概率：template", "Morris", "Sobol", "取 90%", "减少 %", "增加")),
    ],
)
def test_every_table_is_on_stdout(xiandao, sensitivity, lang: str, sentences) -> None:
    done = xiandao("sensitivity", "--lang", lang)
    places = [done.out.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    assert "strong" in done.out


def test_the_runs_are_announced_before_they_are_made(xiandao, sensitivity) -> None:
    done = xiandao("sensitivity", "--lang", "en", "--against", "even")
    assert "36,956 runs" in done.err
    assert "6 to 10 minutes" in done.err
    assert xiandao("sensitivity", "-q").err == ""


def test_json_and_csv_are_whole_and_alone_on_stdout(xiandao, sensitivity) -> None:
    answer = json.loads(xiandao("sensitivity", "--json").out)
    assert answer["scenario"] == "template"
    assert {"screening", "indices", "tornado", "information", "variance"} <= answer["targets"][1].keys()
    lines = xiandao("sensitivity", "--csv").out.splitlines()
    assert lines[0] == "target,output,factor,first,first_error,total,total_error,shown"
    assert len(lines) > 10


def test_an_interruption_says_how_to_go_on(xiandao, sensitivity) -> None:
    sensitivity.act = lambda: (_ for _ in ()).throw(KeyboardInterrupt)
    done = xiandao("sensitivity", "--keep", "9", "--target", "scenarios", "--out", "two words", "--lang", "en")
    assert done.code == INTERRUPTED
    words = shlex.split(done.err.splitlines()[-1].partition("xiandao ")[2])
    again = dict(zip(words[2::2], words[3::2], strict=True))
    assert words[:2] == ["sensitivity", "reference"]
    assert again["--keep"] == "9"
    assert again["--target"] == "scenarios"
    assert again["--out"] == "two words"
    assert again["--fitted"] == "a-set"


def test_failed_runs_are_an_exit_code_of_their_own(xiandao, sensitivity, made) -> None:
    sensitivity.made = replace(made, runs_failed=2)
    done = xiandao("sensitivity", "--lang", "en")
    assert done.code == FAILED_RUNS
    assert "2 of the usual ones" in done.out


def test_a_full_disk_costs_the_file_and_not_the_answer(xiandao, sensitivity, made) -> None:
    fault = StorageError("the disk is full", file="x")
    fault.result = made
    sensitivity.act = lambda: (_ for _ in ()).throw(fault)
    done = xiandao("sensitivity", "--lang", "en")
    assert done.code == INTERNAL
    assert "Sobol" in done.out
    assert "disk is full" in done.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--samples", "100"], "128|256"),
        (["--samples", "many"], "--samples"),
        (["--target", "scenario"], "'scenarios'"),
        (["--against", "no-such"], "no-such"),
        (["--against", "template"], "template"),
        (["--keep", "-1"], "--keep"),
        (["--json", "--csv"], "--csv"),
        (["--prior", "--fitted", "x"], "--fitted"),
        (["--level", "hihg"], "'high'"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(xiandao, tmp_path, arguments, word: str) -> None:
    done = xiandao("sensitivity", *arguments, "--lang", "en", "--out", str(tmp_path / "new"), "-q")
    assert done.code == USAGE
    assert len(done.err.splitlines()) == 1
    assert any(part in done.err for part in word.split("|"))
    assert not (tmp_path / "new").exists()
