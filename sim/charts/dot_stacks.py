"""Layout of a quantile dot plot: position and size of fifty equally likely outcomes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

DOTS = 50
_BINS = range(12, 37)
_LEAST_DOT = 0.075  # inches across: smaller dots cannot be counted
_MOST_DOT = 0.22
_MOST_ABREAST = 8


@dataclass(frozen=True, eq=False)
class Stacks:
    """``x``, ``y``: float64[DOTS], y in dots above the axis; ``met``: bool[DOTS]; ``size``: inches across a dot.

    ``edge``: where the threshold is drawn, None without one; ``low``, ``high``: ends of the axis; ``whole``: the
    outcomes are whole numbers.
    """

    x: np.ndarray
    y: np.ndarray
    met: np.ndarray
    size: float
    edge: float | None
    low: float
    high: float
    whole: bool


def outcomes(values: np.ndarray) -> np.ndarray:
    """float64[DOTS]: the quantiles of ``values`` float64[n] at 1, 3, 5 ... 99 per cent, each a value that occurred."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    odd = 2 * np.arange(DOTS) + 1
    # ceil(n odd / 100) - 1 in whole numbers: a rounded level would now and then name the next run
    return ordered[-(-ordered.size * odd // (2 * DOTS)) - 1]


def stacked(values: np.ndarray, threshold: float | None, width: float, height: float) -> Stacks:
    """Stack the outcomes of ``values`` float64[n] in a panel of ``width`` by ``height`` inches.

    A bin ends at ``threshold``, so that no dot stands on the wrong side of it. Where ties would make a stack too high
    for dots that can be counted, a bin holds several abreast.
    """
    dots = outcomes(values)
    whole = bool(np.all(dots == np.round(dots)))
    low = min(dots[0], dots[-1] if threshold is None else threshold)
    high = max(dots[-1], dots[0] if threshold is None else threshold)
    best: tuple[float, int, float, np.ndarray] | None = None
    for abreast in range(1, _MOST_ABREAST + 1):
        for step in _steps(low, high, whole):
            bin_of = _bins(dots, threshold, step)
            bins = max(int(bin_of.max()), 0) - min(int(bin_of.min()), 0) + 2
            most = int(np.bincount(bin_of - bin_of.min()).max())
            size = min(_MOST_DOT, width / (bins * abreast), height / math.ceil(most / abreast))
            if best is None or size > best[0]:
                best = (size, abreast, step, bin_of)
        if best is not None and best[0] >= _LEAST_DOT:
            break
    assert best is not None
    size, abreast, step, bin_of = best
    origin = dots[0] if threshold is None else threshold
    left = origin + bin_of * step - (0.5 if whole else 0.0)
    rank = np.array([np.count_nonzero(bin_of[:k] == bin_of[k]) for k in range(DOTS)])
    edge = None if threshold is None else threshold - (0.5 if whole else 0.0)
    ends = [float(left.min()), float(left.max() + step), *([] if edge is None else [edge - step, edge + step])]
    met = np.zeros(DOTS, dtype=bool) if threshold is None else dots >= threshold
    apart = min(step / abreast, size / width * (max(ends) - min(ends)))  # dots abreast touch, whatever the bin
    x = left + step / 2 + apart * ((rank % abreast) - (abreast - 1) / 2)
    return Stacks(x, (rank // abreast) + 0.5, met, size, edge, min(ends), max(ends), whole)


def _steps(low: float, high: float, whole: bool) -> list[float]:
    """Widths of a bin that divide the range into few enough bins; whole ones where things are counted."""
    span = max(high - low, 1.0 if whole else 1e-9)
    steps = {span / bins for bins in _BINS}
    return sorted({float(max(1, math.ceil(step))) for step in steps} if whole else steps)


def _bins(dots: np.ndarray, threshold: float | None, step: float) -> np.ndarray:
    origin = dots[0] if threshold is None else threshold
    return np.floor((dots - origin) / step + 1e-9).astype(np.int64)
