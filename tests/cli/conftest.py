"""The command line run inside the test process, and a forecast that answers at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import sim.app.cli
from sim.results.result import Result


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
        code = sim.app.cli.run(arguments)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def planned(name: str, zh: str, en: str) -> SimpleNamespace:
    reading = SimpleNamespace(id="since-plan", name=both("计划以来新增", "since the plan"))
    return SimpleNamespace(id=name, name=both(zh, en), reading=lambda _: reading)


def target(name: str, letter: str, **changes: Any) -> SimpleNamespace:
    """Invented numbers under the names of ``sim.analyses.forecast.targets.TargetForecast``."""
    values: dict[str, Any] = {
        "id": name,
        "class_": letter,
        "reading": "since-plan",
        "number": 500.0,
        "threshold": 490.0,
        "at_start": 0.0,
        "met_at_start": False,
        "expected": 430.2,
        "q05": 301.0,
        "q95": 577.0,
        "probability": 0.274,
        "model_probability": 0.274,
        "mc_error": 0.0141,
        "low": 0.02,
        "high": 0.81,
        "word": "unlikely",
        "confidence": "medium",
        "break_even": None,
        "outside_view": 0.9,
        "earned": None,
        "fit_error": None,
        "drivers": (),
        "placeholders": (),
        "variance": None,
        "pooled": None,
    }
    return SimpleNamespace(**(values | changes))


GAP = SimpleNamespace(recognised=430.2, earned=361.0, recognised_probability=0.274, earned_probability=0.152)
BREAK_EVEN = SimpleNamespace(
    sentence={"zh": "500 家需占新认定的 10.2 %", "en": "500 needs 10.2 % of new certifications"}.__getitem__
)


@dataclass
class Forecast:
    """Answers what the command asks of a ``sim.analyses.forecast.result.Forecast``."""

    runs: int
    seed: int
    runs_failed: int = 0
    money: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            "talent": {"allocated": 400.0, "released": 450.0, "spent": 400.0, "unspent": 50.0},
            "scenarios": {"allocated": 50.0, "released": 100.0, "spent": 100.0, "unspent": 0.0},
            "funds": {"allocated": 1950.0, "released": 2000.0, "spent": 1100.0, "unspent": 900.0},
        }
    )

    pool = None
    later = None
    provenance = {"fitted": "prior", "data_until": None}  # noqa: RUF012
    scenario = SimpleNamespace(id="reference", name=both("基准方案", "Reference"))
    joint = SimpleNamespace(
        targets=("high-tech-firms", "consortia"), all_met=SimpleNamespace(value=0.21, error=0.013), expected_met=1.3
    )
    plan = SimpleNamespace(
        targets=(
            planned("high-tech-firms", "高新技术企业", "High-tech firms"),
            planned("consortia", "创新联合体", "Innovation consortia"),
            planned("leaders", "生态主导型企业", "Ecosystem leaders"),
            planned("platforms", "合作交流平台", "Platforms"),
        ),
        actions=(
            SimpleNamespace(id="talent", name=both("人才引育", "Talent")),
            SimpleNamespace(id="scenarios", name=both("场景", "Scenarios")),
            SimpleNamespace(id="funds", name=both("基金", "Funds")),
        ),
    )
    targets = (
        target("high-tech-firms", "A", earned=GAP, break_even=BREAK_EVEN),
        target("consortia", "B", probability=0.995, word="very likely", low=None, high=None, met_at_start=True),
        target("leaders", "C", probability=0.9, model_probability=0.43, confidence="very low"),
        target("platforms", "C", probability=0.86, model_probability=0.001),
    )

    def table(self, lang: str) -> pd.DataFrame:
        return pd.DataFrame({"id": [target.id for target in self.targets]})

    csv_text = staticmethod(Result.csv_text)

    def to_json(self) -> dict[str, Any]:
        targets = [{"id": target.id, "probability": target.probability} for target in self.targets]
        return {"runs": self.runs, "targets": targets, "joint": {"all_met": 0.21, "expected_met": 1.3}}


@pytest.fixture
def forecast(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands in for ``forecast.run.forecast``; ``calls`` lists what it was asked, ``act`` may raise or report.

    ``made``: a result to answer with instead of the usual one.
    """
    desk = SimpleNamespace(
        calls=[],
        failed=0,
        act=lambda progress, runs: progress(runs, runs),
        answer=lambda runs: Forecast(runs, seed=1),
        made=None,
    )

    def stand_in(scenario: str, *, progress: Callable[[int, int], None], **values: Any) -> Forecast:
        desk.calls.append({"scenario": scenario, **values})
        desk.act(progress, values["runs"])
        return desk.made or Forecast(values["runs"], values["seed"], desk.failed)

    module = ModuleType("sim.analyses.forecast.run")
    module.forecast = stand_in  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sim.analyses.forecast.run", module)
    return desk
