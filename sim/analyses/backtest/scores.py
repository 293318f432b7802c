"""CRPS, weighted interval score and PIT of forecasts given as draws or as a normal law; smaller scores are better.

CRPS, and the weighted interval score of the median and the central 50 and 90 per cent intervals; see
``sim.study.scores``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sim.analyses.backtest.baselines import Dressed
from sim.analyses.backtest.findings import LEVELS
from sim.study import scores

Floats = NDArray[np.float64]


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
