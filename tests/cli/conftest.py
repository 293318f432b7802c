"""The command line run inside the test process, and a forecast that answers at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import sim.cli


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def xiandao(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """``xiandao("forecast", "--runs", "5")`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Outcome:
        code = sim.cli.run(arguments)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def target_record(name: str, letter: str, zh: str, en: str) -> SimpleNamespace:
    reading = SimpleNamespace(id="since-plan", name=both("计划以来新增", "since the plan"))
    return SimpleNamespace(id=name, class_=letter, name=both(zh, en), readings=(reading,))


def target_result(name: str, letter: str, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": name,
        "class": letter,
        "reading": "since-plan",
        "threshold": 490.0,
        "at_start": 0.0,
        "expected": 430.2,
        "q05": 301.0,
        "q50": 428.0,
        "q95": 577.0,
        "probability": 0.274,
        "mc_error": 0.0141,
        "low": 0.02,
        "high": 0.81,
        "earned_probability": 0.152,
        "word": "unlikely",
        "confidence": "medium",
        "break_even": "500 needs 10.2 % of new certifications",
        "outside_view": 0.9,
        "placeholders": [],
        "readings": {"since-plan": 0.274},
    }
    return values | changes


@dataclass
class Forecast:
    """Answers what the command asks of a forecast, with invented numbers."""

    runs: int
    seed: int
    failed: int = 0
    money: dict[str, dict[str, float]] = field(
        default_factory=lambda: {
            "talent": {"released": 450.0, "spent": 400.0, "unspent": 50.0},
            "funds": {"released": 2000.0, "spent": 1100.0, "unspent": 900.0},
        }
    )

    scenario = SimpleNamespace(id="reference", name=both("基准方案", "Reference"))
    plan = SimpleNamespace(
        targets=(
            target_record("high-tech-firms", "A", "高新技术企业", "High-tech firms"),
            target_record("consortia", "B", "创新联合体", "Innovation consortia"),
            target_record("leaders", "C", "生态主导型企业", "Ecosystem leaders"),
            target_record("platforms", "C", "合作交流平台", "Platforms"),
        ),
        actions=(
            SimpleNamespace(id="talent", name=both("人才引育", "Talent")),
            SimpleNamespace(id="funds", name=both("基金", "Funds")),
        ),
    )

    @property
    def runs_failed(self) -> int:
        return self.failed

    def save(self, folder: Path) -> None:
        (folder / "forecast.json").write_text(json.dumps(self.to_json()), encoding="utf-8")

    def plot(self, path: Path, lang: str) -> None:
        path.write_bytes(b"picture")

    def table(self, lang: str) -> pd.DataFrame:
        return pd.DataFrame(self.to_json()["targets"])[["id", "probability"]]

    def to_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "scenario": "reference",
            "runs": self.runs,
            "seed": self.seed,
            "targets": [
                target_result("high-tech-firms", "A"),
                target_result("consortia", "B", probability=0.995, word="very likely", earned_probability=None),
                target_result("leaders", "C", low=None, high=None, confidence="very low", break_even=None),
                target_result("platforms", "C", outside_view=None),
            ],
            "joint": {"all_met": 0.21, "expected_met": 1.3},
            "provenance": {},
        }


@pytest.fixture
def forecast(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands in for ``sim.forecast.run.forecast``; ``calls`` lists what it was asked, ``act`` may raise or change."""
    desk = SimpleNamespace(calls=[], failed=0, act=lambda progress, runs: progress(runs, runs))

    def stand_in(scenario: str, *, progress: Callable[[int, int], None], **values: Any) -> Forecast:
        desk.calls.append({"scenario": scenario, **values})
        desk.act(progress, values["runs"])
        return Forecast(values["runs"], values["seed"], desk.failed)

    module = ModuleType("sim.forecast.run")
    module.forecast = stand_in  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sim.forecast.run", module)
    return desk
