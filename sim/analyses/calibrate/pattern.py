"""Posterior-predictive gate: does the fitted model miss the record in a pattern, though no figure alone is far out?

For every fitted series the figures are held against histories that were run again from the posterior. Three numbers a
series: the mean distance from the model (level), its slope over the years (trend), and the last less the first (net
growth, stocks only). Each has a two-sided p-value among the histories; series are held to 5 per cent together (Holm).
A few points can hide much, so each row says what slope the points could have shown four times in five.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analyses.calibrate.gate import holm
from sim.analyses.calibrate.observations import Observation
from sim.analyses.calibrate.training import Floats

ALPHA = 0.05
_DETECTED = 1.96 + 0.84  # sd of a slope that a two-sided test at 5 per cent finds with a chance of 80 per cent
_LEAST_YEARS = 1.0  # between the first and the last figure, for a slope to mean anything


@dataclass(frozen=True)
class SeriesPattern:
    """One series: ``points`` figures of the years ``first`` to ``last``.

    ``level``: mean distance from the median history, log points; ``trend``: its slope a year; ``growth``: the record's
    net growth a year, and ``modelled`` the model's, log points (nan for flows); ``detectable``: slope a year that so
    few points would have shown four times in five; ``p``: p-values of level, trend and growth, nan where there is none.
    """

    series: str
    points: int
    first: float
    last: float
    level: float
    trend: float
    growth: float
    modelled: float
    detectable: float
    p: tuple[float, float, float]


TESTS = ("level", "trend", "net growth")


def series_patterns(points: Sequence[Observation], columns: Sequence[int], logs: Floats) -> tuple[SeriesPattern, ...]:
    """The pattern of every series among ``points``; ``logs`` float64[m, Q]: what m histories would have published,
    with errors of observation, ``columns``: where each point stands in it."""
    groups: dict[str, list[int]] = {}
    for index, point in enumerate(points):
        groups.setdefault(point.series, []).append(index)
    return tuple(
        _pattern([points[k] for k in group], logs[:, [columns[k] for k in group]]) for group in groups.values()
    )


def _pattern(points: list[Observation], logs: Floats) -> SeriesPattern:
    years = np.array([(point.first + point.last + 1) / 24.0 for point in points])
    record = np.array([point.log for point in points])
    middle = np.median(logs, axis=0)
    distance, spread = record - middle, logs - middle
    level, trend, growth, modelled = float(distance.mean()), np.nan, np.nan, np.nan
    detectable = np.nan
    p = [_two_sided(distance.mean(), spread.mean(axis=1)), np.nan, np.nan]
    span = float(np.ptp(years))
    if span >= _LEAST_YEARS:
        centred = years - years.mean()
        slope = centred / (centred @ centred)
        trend, slopes = float(slope @ distance), spread @ slope
        detectable = float(_DETECTED * slopes.std())
        p[1] = _two_sided(trend, slopes)
        if points[0].form == "stock":
            first, last = int(np.argmin(years)), int(np.argmax(years))
            growth = float(record[last] - record[first]) / span
            grown = (logs[:, last] - logs[:, first]) / span
            modelled = float(np.median(grown))
            p[2] = _two_sided(growth - modelled, grown - modelled)
    first_year, last_year = (float(2018 + edge) for edge in (years.min(), years.max()))
    return SeriesPattern(points[0].series, len(points), first_year, last_year, level, trend, growth, modelled,
                         detectable, (p[0], p[1], p[2]))  # fmt: skip


def _two_sided(value: float, histories: Floats) -> float:
    """Share of ``histories`` at least as far from their middle as ``value``, which counts as one of them."""
    middle = np.median(histories)
    further = np.abs(histories - middle) >= abs(value - middle)
    return float((further.sum() + 1) / (len(histories) + 1))


def pattern_faults(patterns: Sequence[SeriesPattern]) -> tuple[str, ...]:
    """Sentences: series whose level, trend or net growth the fitted model misses; each test by Holm over all series."""
    faults = []
    for test, name in enumerate(TESTS):
        tested = [pattern for pattern in patterns if np.isfinite(pattern.p[test])]
        rejected = holm(np.array([pattern.p[test] for pattern in tested]), ALPHA)
        faults += [
            f"{pattern.series}: {name} of the record off (p = {pattern.p[test]:.1e})"
            for pattern, bad in zip(tested, rejected, strict=True)
            if bad
        ]
    return tuple(faults)
