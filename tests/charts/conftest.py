"""Results of every kind from invented counts, each made once: everything but the simulation is the real thing."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.analyses.compare.run import compare
from sim.analyses.forecast.result import Forecast
from sim.analyses.sensitivity.run import sensitivity
from sim.analyses.sweep.run import sweep
from sim.analyses.value.run import value
from sim.analyses.value.saturation import Saturation
from sim.analyses.vintage.read import read_vintage
from sim.charts import style
from tests.charts import records
from tests.charts.invented import invented
from tests.discovery import toy as boxes
from tests.marginal.cities import priced_city, responding_city

_STOCK = style._settings


@pytest.fixture(autouse=True)
def blank_pictures() -> None:
    """This room looks at the pictures themselves."""


@pytest.fixture
def fine_pictures(coarse_pictures: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are as fine as a user's."""
    monkeypatch.setattr(style, "_settings", _STOCK)


@pytest.fixture(scope="session")
def forecast() -> Forecast:
    """The reference scenario."""
    return invented()


@pytest.fixture(scope="session")
def baseline() -> Forecast:
    """Less of everything, to be compared with."""
    return invented("no-plan", 0.8)


@pytest.fixture(scope="session")
def other_city() -> Forecast:
    """The invented city, whose targets are fewer."""
    return invented("template")


@pytest.fixture(scope="session")
def comparison() -> Any:
    """Three scenarios of the invented city."""
    return compare("template", "template-no-plan", moves=["start-ups:pilot-zones:2"], runs=20, effects_runs=0)


@pytest.fixture(scope="session")
def valued() -> Any:
    """What money in the invented city is worth; where more stops helping is invented too."""
    made = value("template", runs=8, step=5.0)
    amounts = (20.0, 40.0, 80.0)
    curve = Saturation(
        "start-ups", made.plan.targets[0].id, amounts, (1.0, 1.6, 2.0), (0.2, 0.2, 0.3), 30.0, None, None
    )
    return dataclasses.replace(made, saturation={"start-ups": curve, "funds": None})


@pytest.fixture(scope="session")
def priced() -> Any:
    """What the reference's money buys in a stand-in city, instruments and all."""
    return value("reference", runs=8, prices=True, whole=True, fitted="prior", simulate=priced_city)


@pytest.fixture(scope="session")
def responded() -> Any:
    """What agents do with the reference's money in a stand-in city."""
    return value("reference", runs=8, responses=True, fitted="prior", simulate=responding_city)


def searched(objective: Any, simulations: int) -> Any:
    """A search of the stand-in engine."""
    engine = loaded("search_toy", "search").stand_in()
    return sim.search("reference", objective, simulations, 1, fitted="prior", simulate=engine, estimate_runs=100)


@pytest.fixture(scope="session")
def search_result() -> Any:
    """One objective."""
    return searched("expected", 600)


@pytest.fixture(scope="session")
def front() -> Any:
    """Two objectives."""
    return searched([{"weights": {"high-tech-firms": 1.0}}, "expected"], 1500)


@pytest.fixture(scope="session")
def analysed() -> Any:
    """A sensitivity analysis of the toy engine."""
    toy = loaded("chart_sensitivity_toy", "sensitivity")
    sizes = {"trajectories": 3, "base_samples": 64, "keep": 2, "runs": 400, "tornado_runs": 100, "structure_runs": 20}
    return sensitivity("template", parameters=toy.table(), simulate=toy.simulate, **sizes)


@pytest.fixture(scope="session")
def discovered() -> Any:
    """A discovery with a box."""
    return sim.discover(target="tech-centres", runs=1200, parameters=boxes.table(), simulate=boxes.simulate)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The shipped sweep of the invented city, over two factors."""
    return sweep("tiny", tmp_path_factory.mktemp("sweeps") / "tiny", executor="threads", workers=1)


@pytest.fixture(scope="session")
def full(forecast: Forecast) -> Forecast:
    """With firms by field and district: run r has r + 10 k of them in the k-th."""
    plan, runs, months = forecast.plan, forecast.runs, len(forecast.months)

    def firms(number: int) -> np.ndarray:
        return np.repeat((np.arange(runs)[:, None] + 10.0 * np.arange(number))[:, None, :], months, axis=1)

    return dataclasses.replace(forecast, field_firms=firms(len(plan.fields)), district_firms=firms(len(plan.districts)))


@pytest.fixture(scope="session")
def backtested() -> Any:
    """Invented forecasts of the past."""
    return records.backtest()


@pytest.fixture(scope="session")
def promised() -> Any:
    """The shipped vintage."""
    return read_vintage("2026-11-reference-cfe8784d")


@pytest.fixture(scope="session")
def kept_fit() -> Any:
    """What is kept of an invented fit."""
    return records.fit().bare()


def loaded(name: str, room: str) -> Any:
    """``tests/ROOM/toy.py``, whose neighbours are not a package, under a name of its own."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / room / "toy.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def make() -> Callable[..., Forecast]:
    """``make(scenario, factor, failed, **changes of the scenario)``."""
    return invented
