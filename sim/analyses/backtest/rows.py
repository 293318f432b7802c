"""Scored forecasts of one origin: one row an outcome, with scores of the model and of the baselines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from sim.analyses.backtest.baselines import baselines
from sim.analyses.backtest.figures import HALF, Past, figure_of
from sim.analyses.backtest.findings import LEVELS, ScoredForecast
from sim.analyses.backtest.forecasts import OriginForecast
from sim.analyses.backtest.origins import horizon, year_of
from sim.analyses.backtest.scores import crps_of_draws, crps_of_normal, normal_quantiles, rank, wis


def scored_rows(forecast: OriginForecast, known: Mapping[str, Past], origin: date) -> list[ScoredForecast]:
    """Score one origin; ``known``: the past of every series at the origin, for the baselines."""
    rows = []
    for column, outcome in enumerate(forecast.outcomes):
        draws, y = forecast.draws[:, column], outcome.log
        quantiles = np.quantile(draws, LEVELS)
        dressed = baselines(figure_of(outcome), known)
        rows.append(
            ScoredForecast(
                series=outcome.series,
                outcome=outcome.id,
                origin=origin,
                horizon=horizon(outcome, origin),
                year=year_of(outcome),
                value=outcome.value,
                quantiles=tuple(float(q) for q in np.maximum(np.exp(quantiles) - HALF, 0.0)),
                crps=crps_of_draws(draws, y),
                wis=wis(quantiles.tolist(), y),
                baselines={name: crps_of_normal(base, y) for name, base in dressed.items()},
                pit=rank(draws, y),
                known=forecast.fit.points + forecast.fit.bounds,
                baseline_wis={name: wis(normal_quantiles(base), y) for name, base in dressed.items()},
                past=len(known[outcome.series]) if outcome.series in known else 0,
            )
        )
    return rows
