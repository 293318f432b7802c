"""One forecast of the shipped plan from invented counts, saved as the command saves it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.forecast.result import Forecast
from sim.forecast.run import forecast as run_forecast
from tests.forecast import toy

RUNS = 60


def simulate(theta: np.ndarray, totals: np.ndarray, seeds: np.ndarray, *, plan: Any, **options: Any) -> Any:
    """The toy, with firms: run r has r + 10 k of them in field or district k, every month."""
    made = toy.simulate(theta, totals, seeds, plan=plan, **options)

    def firms(number: int) -> np.ndarray:
        ends = seeds[:, 1, None] + 10.0 * np.arange(number)
        return np.repeat(ends[:, None, :], toy.MONTHS, axis=1)

    given = {"field_firms": firms(len(plan.fields)), "district_firms": firms(len(plan.districts))}
    return SimpleNamespace(**vars(made), **given)


@pytest.fixture(scope="session")
def forecast() -> Forecast:
    return run_forecast("reference", runs=RUNS, seed=1, simulate=simulate)


@pytest.fixture(scope="session")
def folder(forecast: Forecast, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return forecast.save(tmp_path_factory.mktemp("saved") / "result")


@pytest.fixture(scope="session")
def saved(folder: Path) -> dict[str, Any]:
    """forecast.json."""
    document: dict[str, Any] = json.loads((folder / "forecast.json").read_bytes())
    return document
