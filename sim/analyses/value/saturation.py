"""Saturation of an action: the additional money at which its marginal effect is half of the first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.display import Displayed
from sim.study.design import Floats

_GRID = np.geomspace(0.02, 50.0, 200)  # half-points tried, in units of the largest addition
_REPLICAS = 200
_STRAIGHT = 10.0  # times the largest addition: a half-point beyond it is a straight line to what was run


@dataclass(frozen=True)
class Saturation(Displayed):
    """Response of one measure to money added to one action, in million CNY for the plan's period.

    ``amounts``, ``response``, ``errors``: the curve as run. ``half``: addition at which the marginal effect is half of
    its first, with ``low`` and ``high`` its 90 % interval over draws; None beyond what was run (a straight line).
    """

    action: str
    measure: str
    amounts: tuple[float, ...]
    response: tuple[float, ...]
    errors: tuple[float, ...]
    half: float | None
    low: float | None
    high: float | None


def half_point(amounts: Sequence[float], response: Floats) -> float:
    """Addition x at which the slope of the fitted curve r(x) = g x / (x + h) is half of that at 0: h (sqrt 2 - 1).

    ``response`` float64[K] at ``amounts``; least squares in g for each h of a grid. Infinite where a straight line fits
    as well as any curve.
    """
    x = np.asarray(amounts, dtype=np.float64)
    scale = x.max()

    def misfit(shape: Floats) -> float:
        residual = response - float(response @ shape) / float(shape @ shape) * shape
        return float(residual @ residual)

    least, h = min((misfit(x / (x + h)), h) for h in _GRID * scale)
    if misfit(x / scale) <= least or h >= _STRAIGHT * scale:
        return math.inf
    return float(h * (math.sqrt(2.0) - 1.0))


def saturation(
    action: str, measure: str, amounts: Sequence[float], gains: Floats, rng: np.random.Generator
) -> Saturation:
    """From ``gains`` float64[draws, K]: the gain of each parameter draw at each of ``amounts``.

    The interval resamples draws; an end beyond what was run is None.
    """
    response = gains.mean(axis=0)
    errors = gains.std(axis=0, ddof=1) / math.sqrt(len(gains))
    drawn = rng.integers(0, len(gains), (_REPLICAS, len(gains)))
    halves = np.array([half_point(amounts, gains[rows].mean(axis=0)) for rows in drawn])
    low, high = np.quantile(halves, (0.05, 0.95), method="inverted_cdf")
    return Saturation(
        action,
        measure,
        tuple(amounts),
        tuple(response.tolist()),
        tuple(errors.tolist()),
        # Beyond the largest amount that was run the curve is a guess.
        *(half if half <= max(amounts) else None for half in (half_point(amounts, response), float(low), float(high))),
    )
