"""Invented fits and back-tests under the shipped names: everything but the numbers is the real thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from sim.analyses.backtest.findings import Coverage, ScoredForecast, SeriesScore
from sim.analyses.backtest.result import Backtest
from sim.analyses.calibrate.fit import Fit, column_names
from sim.analyses.calibrate.gate import LEVELS, Gate, uniformity
from sim.analyses.calibrate.history import Setting, load_setting
from sim.analyses.calibrate.predictive import PredictiveCheck
from sim.analyses.calibrate.statistics import data_until

DRAWS, PRIOR, AGAIN, HISTORIES = 300, 500, 60, 400


@cache
def setting() -> Setting:
    """The shipped setting."""
    return load_setting()


@cache
def fit(until: date = date(2026, 11, 24), taught: str = "most", bias: float = 0.0) -> Fit:
    """``taught``: which quantities are informed, "most", "none" or "all"; ``bias``: of the ranks, which fails the gate.

    The first column contracts most and the others less and less; posterior logs lie around what was published.
    """
    random = np.random.default_rng(5)
    used = setting().observations.used
    names, data = column_names(setting()), data_until(setting(), until)
    k, states = len(names), len(setting().targets.states)
    contraction = {"most": np.linspace(0.97, -0.2, k).clip(0.0), "none": np.zeros(k), "all": np.full(k, 0.6)}[taught]
    middle = np.concatenate([np.zeros(k - states), [3.8, 5.8, 5.7, 11.3, 9.7, 10.4, -1.9][:states]])
    width = np.concatenate([np.ones(k - states), np.full(states, 0.3)])
    prior = middle + width * random.standard_normal((PRIOR, k))
    z = middle + width * (0.8 * contraction + np.sqrt(1.0 - contraction) * random.standard_normal((DRAWS, k)))
    centre = np.array([one.log for one in used])
    ranks = random.uniform(size=(HISTORIES, k)) ** (1.0 + bias)
    coverage = np.column_stack([np.mean(np.abs(ranks - 0.5) <= level / 2.0, axis=0) for level in LEVELS])
    gate = Gate(names, HISTORIES, contraction, coverage, uniformity(ranks), np.sqrt(1.0 - contraction), ranks)
    points = tuple(one.id for one in data.points)
    return Fit(
        setting=setting(),
        data=data,
        names=names,
        z=z,
        prior_z=prior,
        prior_weight=np.ones(PRIOR),
        prior_logs=centre + 0.5 * random.standard_normal((PRIOR, len(used))),
        posterior_logs=centre + 0.2 * random.standard_normal((AGAIN, len(used))),
        smoothed=np.concatenate([centre, np.full(len(setting().targets.reported), 8.0)])
        + 0.1 * random.standard_normal((AGAIN, len(used) + len(setting().targets.reported))),
        check=PredictiveCheck(points, 0.4, np.full(len(points), 0.5), 2.0),
        gate=gate,
        replicas=np.array([z, z]),
        learning=((250, 0.82), (500, 0.75), (1000, 0.71), (2000, 0.68), (4000, 0.665)),
        others={"talent_elasticity": 0.001},
        runs=4000,
        seed=7,
    )


ORIGINS = tuple(date(year, 1, 1) for year in (2019, 2020, 2021, 2022, 2023))


@cache
def backtest(origins: int = 5) -> Backtest:
    """Forecasts of every scored series from the first ``origins``; one series is worse, some have no baseline."""
    random = np.random.default_rng(11)
    days = ORIGINS[:origins]
    rows = []
    for one in setting().observations.scored:
        year = 2018 + one.last // 12
        for day in days:
            if day.year > year:
                continue
            centre = one.log + 0.1 * random.standard_normal()
            sd = 0.1 * np.sqrt(year - day.year + 1)
            quantiles = np.maximum(np.exp(centre + sd * np.array([-1.645, -0.674, 0.0, 0.674, 1.645])) - 0.5, 0.0)
            rows.append(
                ScoredForecast(
                    series=one.series,
                    outcome=one.id,
                    origin=day,
                    horizon=year - day.year + 1,
                    year=year,
                    value=one.value,
                    quantiles=tuple(quantiles),
                    crps=0.1,
                    wis=0.1,
                    baselines={"last-value": 0.2},
                    pit=float(random.uniform()),
                    known=12,
                )
            )
    return Backtest(
        origins=days,
        rows=tuple(rows),
        series=scores(),
        coverage=both(0.52, 0.91),
        geometric_mean=0.71,
        geometric_low=0.6,
        geometric_high=0.84,
        runs=4000,
        seed=7,
        by_horizon={years: both(0.5 + 0.02 * years, 1.0 - 0.03 * years) for years in range(1, 7)},
        provenance={"versions": {"sim": "0.1.0"}, "model": "0123456789abcdef"},
    )


def scores() -> tuple[SeriesScore, ...]:
    """Better, as good, worse beyond chance, of too few years for an interval, and one for which none is claimed."""

    def score(series: str, ratio: float, spread: float | None, baseline: str, claimed: bool = True) -> SeriesScore:
        low, high = (None, None) if spread is None else (ratio / spread, ratio * spread)
        return SeriesScore(series, 2, 0.1 * ratio, baseline, 0.1, ratio, low, high, claimed, 4)

    return (
        score("high-tech-stock", 0.62, 1.3, "last-growth"),
        score("unicorns", 0.97, 1.2, "last-value"),
        score("research", 2.8, 1.4, "linear-trend"),
        score("high-tech-new", 0.4, None, "last-value"),
        score("little-giants", 0.9, 1.1, "last-growth", claimed=False),
    )


def both(half: float, ninety: float) -> tuple[Coverage, ...]:
    """Coverage of 50 and 90 per cent."""
    return tuple(
        Coverage(nominal, value, max(value - 0.12, 0.0), min(value + 0.12, 1.0), 20)
        for nominal, value in ((0.5, half), (0.9, ninety))
    )


def changed(record: Any, **fields: Any) -> Any:
    """A copy of a record with other fields."""
    return replace(record, **fields)
