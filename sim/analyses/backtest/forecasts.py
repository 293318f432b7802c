"""Forecasts of the model from one origin, by a regression of later outcomes on the statistics known at the origin.

Each history run gives the statistics known at the origin and, further along the same trajectory, the outcomes that were
still to come, both with their errors of observation. The outcomes are regressed on the statistics exactly like a
parameter, so the forecast is conditioned on the record through the parameters and through the state of the city. A
statistic that was not published is absent, never filled in; with none the forecast is the prior predictive.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.analyses.backtest.findings import OriginFit
from sim.analyses.backtest.origins import data_at, outcomes_at
from sim.analyses.calibrate.gate import accept
from sim.analyses.calibrate.history import Histories, Setting
from sim.analyses.calibrate.observations import Observation
from sim.analyses.calibrate.predictive import prior_predictive
from sim.analyses.calibrate.statistics import bound_weights, published
from sim.analyses.calibrate.training import Amortised, Engine, Floats, Training

DRAWS = 4000


@dataclass(frozen=True, eq=False)
class OriginForecast:
    """``draws`` float64[DRAWS, m]: logarithms of number + 1/2 of the m ``outcomes``, as they would be published."""

    outcomes: tuple[Observation, ...]
    draws: Floats
    fit: OriginFit


def forecast_from(
    setting: Setting, histories: Histories, runs: int, seed: int, origin: date, engine: Engine
) -> OriginForecast:
    """Forecast every outcome that is scored from ``origin``; histories from ``runs`` on are unseen and check the fit.

    Raises ValueError where no history agrees with the bounds known.
    """
    data = data_at(setting, origin)
    outcomes = outcomes_at(setting.observations, origin)
    pairs = Training(
        published(setting, histories, seed, data.points),
        published(setting, histories, seed, outcomes),
        bound_weights(setting, histories, data.bounds),
    )
    seen = histories.draw < runs
    training = pairs.rows(np.flatnonzero(seen))
    fitted = engine(training)
    half, ninety = _coverage(fitted, pairs, ~seen) if outcomes and not seen.all() else (None, None)
    fit = OriginFit(
        day=origin,
        points=len(data.points),
        bounds=len(data.bounds),
        share=prior_predictive(tuple(point.id for point in data.points), training, data.x).share,
        unseen_50=half,
        unseen_90=ninety,
    )
    return OriginForecast(outcomes, fitted.sample(data.x, DRAWS, seed), fit)


def _coverage(fitted: Amortised, pairs: Training, unseen: np.ndarray) -> tuple[float, float]:
    """Coverage of central 50 and 90 per cent intervals on unseen histories that agree with the bounds."""
    held = pairs.rows(np.flatnonzero(unseen))
    held = held.rows(accept(held.weight))
    distance = np.abs(fitted.ranks(held.x, held.z) - 0.5)
    return float(np.mean(distance <= 0.25)), float(np.mean(distance <= 0.45))
