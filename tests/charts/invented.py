"""Forecasts of the shipped plans from invented counts: everything but the simulation is the real thing."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.run import forecast as run_forecast
from sim.inputs.policy import load_scenario
from sim.model.tables.metrics import METRICS

RUNS = 200
DONE, FAILED = 1, 2


@cache
def level(column: int) -> float:
    """One a metric for all runs."""
    return float(0.5 + 0.8 * np.random.default_rng([3, column]).uniform())


@cache
def spread(pair: int) -> np.ndarray:
    """float64[metrics]: one a parameter draw, which two runs share; the rest is chance."""
    return np.asarray(np.exp(0.25 * np.random.default_rng([5, pair]).normal(size=len(METRICS))))


def invented(scenario_name: str = "reference", factor: float = 1.0, failed: int = 0, **changes: Any) -> Forecast:
    """A forecast whose counts grow to ``factor`` times the plan's numbers, give or take parameters and chance.

    The first ``failed`` runs fail; ``changes`` are fields of the scenario.
    """

    def simulate(theta: np.ndarray, allocation: np.ndarray, seeds: np.ndarray, *, plan: Any, **_: Any) -> Any:
        numbers = {reading.metric: target.number for target in plan.targets for reading in target.readings}
        metrics = np.zeros((len(seeds), plan.months, len(METRICS)))
        ends = np.array([numbers.get(metric.id, 5000.0) * factor * level(k) for k, metric in enumerate(METRICS)])
        for row, run in enumerate(seeds[:, 1]):
            monthly = ends * spread(run // 2) / plan.months
            paths = np.random.default_rng([7, run]).poisson(monthly, (plan.months, len(METRICS)))
            metrics[row, 1:] = np.cumsum(paths[1:], axis=0)
        metrics[:, :, [k for k, metric in enumerate(METRICS) if not metric.cumulative]] += 3
        status = np.where(seeds[:, 1] < failed, FAILED, DONE)
        metrics[status == FAILED] = np.nan
        return SimpleNamespace(metrics=metrics, status=status)

    scenario = load_scenario(scenario_name).model_copy(update=changes)
    return run_forecast(scenario, runs=RUNS, seed=1, simulate=simulate)
