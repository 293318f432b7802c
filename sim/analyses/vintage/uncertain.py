"""Outcomes with a measurement error: scores are expected over a normal law around the published figure."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_NODES = 64  # a score has a kink at every quantile: with 64 nodes its mean is off by half a per cent of the error


def points(value: float, error: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss-Hermite points around ``value`` with weights that sum to 1; the figure itself where ``error`` is 0."""
    if error == 0.0:
        return np.array([value]), np.array([1.0])
    node, weight = np.polynomial.hermite_e.hermegauss(_NODES)
    return value + error * node, weight / weight.sum()


def chance_inside(value: float, error: float, low: float, high: float, *, whole: bool) -> float:
    """Probability that the true figure lies in [``low``, ``high``]; 0 or 1 where ``error`` is 0.

    From the normal distribution function, since quadrature is poor at a step. ``whole``: the metric counts things, so
    every whole number stands for all that rounds to it, and an interval of one number keeps its probability.
    """
    if error == 0.0:
        return float(low <= value <= high)
    if whole:
        low, high = math.ceil(low) - 0.5, math.floor(high) + 0.5
    return max(0.0, _below((high - value) / error) - _below((low - value) / error))


def chance_reached(value: float, error: float, threshold: float, *, whole: bool) -> float:
    """Probability that the true figure is ``threshold`` or more; see ``chance_inside``."""
    if error == 0.0:
        return float(value >= threshold)
    edge = math.ceil(threshold) - 0.5 if whole else threshold
    return _below((value - edge) / error)


def _below(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2.0))
