"""``xiandao discover``: what it prints, what it refuses, and how it goes on after Ctrl-C."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim.analyses.discover.run as run
from tests.discovery import toy

Command = Callable[..., Any]
OPEN = "tech-centres"


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The toy city in place of the real one; ``options`` of its ``simulate`` may be changed."""
    options: dict[str, Any] = {}
    real = run.discover

    def stand_in(scenario: str, **values: Any) -> Any:
        engine = lambda *a, **k: toy.simulate(*a, **k, **options)  # noqa: E731
        return real(scenario, **{**values, "parameters": toy.table(), "simulate": engine})

    monkeypatch.setattr(run, "discover", stand_in)
    return options


def test_what_it_prints_in_english_and_chinese(xiandao: Command, planted: dict[str, Any]) -> None:
    done = xiandao("discover", "--target", OPEN, "--runs", "600", "--lang", "en")
    assert done.code == 0, done.err
    assert "Scenario discovery for reference: 600 runs, seed 1" in done.out
    assert "150 draws; coverage and density are those of 150 other draws" in done.out
    assert "Enterprise technology centres: missed in" in done.out
    assert "leniency in counting and granting titles is off" in done.out
    assert "quasi p" in done.out
    place = Path("results") / "discover-reference-tech-centres-missed-600-1"
    assert f"tables and pictures: {place}" in done.err
    assert {path.name for path in place.iterdir()} >= {"discovery.json", "boxes.txt", "boxes.csv"}
    chinese = xiandao("discover", "--target", OPEN, "--runs", "600", "--lang", "zh", "-q", "--no-switches")
    assert "未达标的情形" in chinese.out
    assert chinese.err == ""


def test_json_and_csv_are_the_same_result(xiandao: Command, planted: dict[str, Any]) -> None:
    options = ("discover", "--target", OPEN, "--runs", "600", "-q", "--no-switches", "--out", "there")
    document = json.loads(xiandao(*options, "--json").out)
    rows = xiandao(*options, "--csv").out.splitlines()
    boxes = document["targets"][0]["boxes"]
    assert rows[0].startswith("target,box,factor,sense,value")
    assert len(rows) - 1 == sum(len(box["conditions"]) for box in boxes)
    assert xiandao(*options, "--json", "--csv").code == 2


def test_an_outcome_that_never_varies_is_one_sentence(xiandao: Command, planted: dict[str, Any]) -> None:
    done = xiandao("discover", "--target", "platforms", "--runs", "200", "--no-switches", "--lang", "en")
    assert done.code == 0
    assert done.out.splitlines()[-1].endswith(": missed in every run, so there are no circumstances to tell apart.")


def test_the_target_may_be_left_out(xiandao: Command, planted: dict[str, Any]) -> None:
    done = xiandao("discover", "--runs", "200", "--json", "-q", "--no-switches")
    assert OPEN in [target["id"] for target in json.loads(done.out)["targets"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--target", "high-tech-firm"), "did you mean 'high-tech-firms'"),
        (("--runs", "100"), "--runs"),
        (("--runs", "301"), "pairs"),
        (("--outcome", "lost"), "missed, met"),
        (("--density", "2"), "--density"),
        (("--coverage", "half"), "--coverage"),
        (("--prior", "--fitted", "x"), "exclude each other"),
        (("--level", "huge"), "low, middle, high"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_leaves_no_folder(
    xiandao: Command, arguments: tuple[str, ...], says: str
) -> None:
    done = xiandao("discover", *arguments, "--lang", "en")
    assert done.code == 2
    assert says in done.err
    assert len(done.err.strip().splitlines()) == 1 + done.err.count("preparing")
    assert not Path("results").exists()


def test_ctrl_c_says_how_to_go_on_and_the_line_does(xiandao: Command, planted: dict[str, Any]) -> None:
    planted["stop"] = [20]
    options = ("discover", "--target", OPEN, "--runs", "200", "--lang", "en", "--out", "there")
    cut = xiandao(*options)
    assert cut.code == 130
    line = cut.err.strip().splitlines()[-1]
    assert "xiandao discover reference --target tech-centres --outcome missed --runs 200" in line
    del planted["stop"]
    resumed = xiandao(*line[line.index("xiandao") :].split()[1:], "--json", "-q")
    assert resumed.code == 0
    whole = xiandao(*options[:-2], "--out", "elsewhere", "--json", "-q")
    assert resumed.out == whole.out


def test_failed_runs_are_told_and_change_the_exit_code(xiandao: Command, planted: dict[str, Any]) -> None:
    planted["fail"] = (0, 5)
    done = xiandao("discover", "--target", OPEN, "--runs", "200", "--lang", "en", "--no-switches")
    assert done.code == 3
    assert "2 of 200 runs failed" in done.err


def test_help_speaks_both_languages(xiandao: Command) -> None:
    assert "boxes of parameters and switches" in xiandao("discover", "--help", "--lang", "en").out
    assert "情形" in xiandao("discover", "--help", "--lang", "zh").out
