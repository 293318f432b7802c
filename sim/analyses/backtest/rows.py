"""Scored forecasts of one origin: one row an outcome, with scores of the model and of the baselines.

CRPS, and the weighted interval score of the median and the central 50 and 90 per cent intervals; smaller is better; see
``sim.study.scores``.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import NormalDist

import numpy as np

from sim.analyses.backtest.baselines import Dressed, baselines
from sim.analyses.backtest.figures import Past, figure_of
from sim.analyses.backtest.findings import LEVELS, ScoredForecast
from sim.analyses.backtest.forecasts import OriginForecast
from sim.analyses.backtest.origins import horizon, year_of
from sim.analyses.calibrate.observations import HALF
from sim.study import scores
from sim.study.design import Floats


def crps_of_draws(draws: Floats, y: float) -> float:
    """CRPS of equally weighted draws float64[K]."""
    return float(scores.crps_sample(draws, y))


def crps_of_normal(dressed: Dressed, y: float) -> float:
    """CRPS of a normal forecast (Gneiting and Raftery 2007, equation 20)."""
    z = (y - dressed.centre) / dressed.sd
    below = 0.5 * (1.0 + math.erf(z / math.sqrt(2.0)))
    density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    return dressed.sd * (z * (2.0 * below - 1.0) + 2.0 * density - 1.0 / math.sqrt(math.pi))


def wis(quantiles: Sequence[float], y: float) -> float:
    """Weighted interval score of quantiles at ``LEVELS``."""
    return float(scores.weighted_interval_score(quantiles, LEVELS, y).total)


def normal_quantiles(dressed: Dressed) -> tuple[float, ...]:
    """Quantiles of a dressed baseline at ``LEVELS``."""
    return tuple(dressed.centre + dressed.sd * NormalDist().inv_cdf(level) for level in LEVELS)


def rank(draws: Floats, y: float) -> float:
    """Share of draws below ``y``; a draw equal to it counts half."""
    below, upto = scores.pit_sample(draws, y)
    return float(below + upto) / 2.0


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
