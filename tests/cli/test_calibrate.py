"""``xiandao calibrate``: bad input, an interruption, a failed gate, and what it prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analyses.calibrate.fit import Fit
from tests.charts import records

from .conftest import Outcome

Command = Callable[..., Outcome]


@pytest.fixture(scope="module")
def fit() -> Fit:
    """Invented, and passed: what a fit learns is looked at in ``calibration``."""
    return records.fit()


def answered(monkeypatch: pytest.MonkeyPatch, act: Callable[..., Any]) -> None:
    monkeypatch.setattr("sim.analyses.calibrate.run.calibrate", act)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--draws", "ten"), "--draws"),
        (("--draws", "1100"), "a multiple of 200"),
        (("--draws", "100"), "1000 to 1000000"),
        (("--until", "yesterday"), "YYYY-MM-DD"),
        (("--until", "2999-01-01"), "lies in the future"),
        (("--until", "2017-12-31"), "before the first month"),
        (("--seed", "-1"), "--seed"),
        (("--threads", "0"), "--threads"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(xiandao: Command, arguments: tuple[str, ...], said: str) -> None:
    done = xiandao("calibrate", *arguments, "-q", "--lang", "en")
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not list(Path().iterdir())


def test_an_interruption_says_how_to_go_on(xiandao: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any, **__: Any) -> Fit:
        raise KeyboardInterrupt

    answered(monkeypatch, stopped)
    done = xiandao("calibrate", "--draws", "4000", "--until", "2024-06-30", "--lang", "en", "--make-default")
    assert done.code == 130
    line = done.err.splitlines()[-1]
    assert "xiandao calibrate --draws 4000 --until 2024-06-30 --seed 1" in line
    assert "--make-default" in line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_and_the_set(xiandao: Command, monkeypatch: pytest.MonkeyPatch, fit: Fit, lang: str) -> None:
    answered(monkeypatch, lambda *_, **__: fit)
    done = xiandao("calibrate", "--draws", "4000", "-q", "--lang", lang)
    assert done.code == 0
    for name in fit.setting.targets.carried:
        assert name in done.out
    places = list(Path("results/calibration-4000-1").glob("*/fit.json"))
    assert len(places) == 1
    assert json.loads(places[0].read_text(encoding="utf-8"))["passed"] is True
    assert places[0].with_name("contraction.png").is_file()


def test_json_is_the_record(xiandao: Command, monkeypatch: pytest.MonkeyPatch, fit: Fit) -> None:
    answered(monkeypatch, lambda *_, **__: fit)
    done = xiandao("calibrate", "--draws", "4000", "--json", "-q", "--out", "here")
    assert json.loads(done.out) == json.loads(next(Path("here").glob("*/fit.json")).read_text(encoding="utf-8"))


def test_a_failed_gate_is_exit_4_and_no_default(
    xiandao: Command, monkeypatch: pytest.MonkeyPatch, fit: Fit, tmp_path: Path
) -> None:
    failed = replace(fit, gate=replace(fit.gate, coverage=np.full_like(fit.gate.coverage, 0.4)))
    answered(monkeypatch, lambda *_, **__: failed)
    monkeypatch.setattr("sim.shipped.data_path", lambda name: tmp_path / "shipped" / name)
    done = xiandao("calibrate", "--draws", "4000", "--make-default", "-q", "--lang", "en")
    assert done.code == 4
    assert "does not become the default" in done.err
    assert not (tmp_path / "shipped").exists()


def test_a_passed_gate_becomes_the_default_when_asked(
    xiandao: Command, monkeypatch: pytest.MonkeyPatch, fit: Fit, tmp_path: Path
) -> None:
    answered(monkeypatch, lambda *_, **__: fit)
    monkeypatch.setattr("sim.shipped.data_path", lambda name: tmp_path / "shipped" / name)
    assert xiandao("calibrate", "--draws", "4000", "-q").code == 0
    assert not (tmp_path / "shipped").exists()
    assert xiandao("calibrate", "--draws", "4000", "--make-default", "-q").code == 0
    fitted = tmp_path / "shipped" / "calibration" / "fitted"
    assert (fitted / (fitted / "current").read_text().strip() / "draws.csv").is_file()
