"""Published figures of a series as baselines use them: logarithms of a stock or of a yearly rate.

A baseline sees what the forecaster of the day had: the figures of the observation table, and the older ones that the
table leaves out only because the model begins in 2018 and takes them as its prior.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.analyses.backtest.origins import one_a_year, over
from sim.analyses.calibrate.observations import FIRST_YEAR, Observation, Observations
from sim.inputs.evidence import Evidence

HALF = 0.5

#: Evidence row, series, first and last month (equal: a stock at its end), factor to the model's unit.
OLDER: tuple[tuple[str, str, str, str, float], ...] = (
    ("series:hte_new/hangzhou/all/2012", "high-tech-new", "2012-01", "2012-12", 1.0),
    ("series:hte_valid/hangzhou/all/2012", "high-tech-stock", "2012-12", "2012-12", 1.0),
    ("series:hte_valid/hangzhou/all/2017/2", "high-tech-stock", "2017-12", "2017-12", 1.0),
    ("series:unicorns/hangzhou/all/2018/2", "unicorns", "2018-03", "2018-03", 1.0),
    ("series:listed_companies/hangzhou/all/2017", "listed", "2017-12", "2017-12", 1.0),
    ("series:rd_expenditure/hangzhou/all/2010", "research", "2010-12", "2010-12", 100.0),
    ("series:rd_expenditure/hangzhou/all/2013", "research", "2013-12", "2013-12", 100.0),
    ("series:rd_expenditure/hangzhou/all/2014", "research", "2014-12", "2014-12", 100.0),
    ("series:rd_expenditure/hangzhou/all/2015", "research", "2015-12", "2015-12", 100.0),
    ("series:rd_expenditure/hangzhou/all/2015/2", "research", "2015-12", "2015-12", 100.0),
    ("series:rd_expenditure/hangzhou/all/2016", "research", "2016-12", "2016-12", 100.0),
    ("series:rd_expenditure/hangzhou/all/2017", "research", "2017-12", "2017-12", 100.0),
)


@dataclass(frozen=True)
class Figure:
    """A published figure. ``first``, ``last``: months from January 2018, before it below 0; ``flow``: counted over
    them, else a stock at the end of ``last``; ``error``: sd of the logarithm, 0 where none is stated."""

    id: str
    series: str
    flow: bool
    first: int
    last: int
    value: float
    available_from: date
    error: float = 0.0

    @property
    def years(self) -> float:
        """What turns a yearly rate into this figure: length of a flow's period, 1 for a stock."""
        return (self.last - self.first + 1) / 12.0 if self.flow else 1.0

    @property
    def time(self) -> float:
        """Years from January 2018 to the end of a stock's month, to the middle of a flow's period."""
        return (self.first + self.last + 1) / 24.0 if self.flow else (self.last + 1) / 12.0

    @property
    def log(self) -> float:
        """Logarithm of the stock, or of the flow of a whole year at this rate."""
        return math.log(self.value / self.years + HALF)


@dataclass(frozen=True, eq=False)
class Past:
    """A series at an origin: ``times`` float64[n] in years, increasing, and ``logs`` float64[n]."""

    times: NDArray[np.float64]
    logs: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.times)

    def until(self, n: int) -> Past:
        """The first ``n`` figures."""
        return Past(self.times[:n], self.logs[:n])


def figure_of(row: Observation) -> Figure:
    """A row of the observation table as a figure."""
    return Figure(row.id, row.series, row.form == "flow", row.first, row.last, row.value, row.available_from, row.error)


def older_figures(evidence: Evidence) -> tuple[Figure, ...]:
    """The rows of ``OLDER`` that ``evidence`` holds."""
    figures = []
    for name, series, first, last, factor in OLDER:
        if evidence.has(name):
            row = evidence.row(name)
            start, end = _month(first), _month(last)
            figures.append(Figure(name, series, start < end, start, end, row.number() * factor, row.available_from))
    return tuple(figures)


def pasts(observations: Observations, older: Iterable[Figure], origin: date) -> dict[str, Past]:
    """Series -> its figures known at the origin, one a calendar year; series without any are absent."""
    all_figures = [*older, *(figure_of(row) for row in observations.used if row.bound == "point")]
    known = one_a_year(figure for figure in all_figures if figure.available_from <= origin and over(figure, origin))
    by_series = {}
    for series in dict.fromkeys(figure.series for figure in known):
        members = sorted((figure for figure in known if figure.series == series), key=lambda figure: figure.time)
        times, logs = zip(*((figure.time, figure.log) for figure in members), strict=True)
        by_series[series] = Past(np.array(times), np.array(logs))
    return by_series


def _month(label: str) -> int:
    year, month = label.split("-")
    return 12 * (int(year) - FIRST_YEAR) + int(month) - 1
