"""Origins of back-test forecasts: the figures known on a first of January, and the outcomes still to come.

A figure is known when it was published by that day and its period was over. An outcome is scored when its period ends
after that day; a flow only when its whole period lies after it, since a figure that is half past is half known. Figures
of one series that end in the same calendar year are one outcome: the longest period, else the latest, else the most
exact stands for the year, so that a half year is never scored beside its year.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from sim.analyses.calibrate.history import Setting
from sim.analyses.calibrate.observations import FIRST_YEAR, MONTHS, Observation, Observations
from sim.analyses.calibrate.statistics import Data, data_until
from sim.errors import InputError, Text

FIRST_ORIGIN, LAST_ORIGIN = FIRST_YEAR, FIRST_YEAR + MONTHS // 12 - 1
ORIGINS = (2019, 2020, 2021, 2022, 2023)


class Dated(Protocol):
    """A figure of a series over months from January 2018, with the sd of its logarithm."""

    @property
    def id(self) -> str: ...
    @property
    def series(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def error(self) -> float: ...
    @property
    def available_from(self) -> date: ...


DatedFigure = TypeVar("DatedFigure", bound=Dated)


def origin_days(years: Sequence[int], key: str = "origins") -> tuple[date, ...]:
    """1 January of each year, oldest first. InputError for none, a year twice, or one outside the history runs."""
    allowed = Text("{first:d} to {last:d}", first=FIRST_ORIGIN, last=LAST_ORIGIN)
    if not years:
        raise InputError("no origin is given", key=key, allowed=allowed)
    for year in years:
        if not FIRST_ORIGIN <= year <= LAST_ORIGIN:
            raise InputError("outside the history runs", key=key, value=year, allowed=allowed)
        if list(years).count(year) > 1:
            raise InputError("the origin is given twice", key=key, value=year)
    return tuple(date(year, 1, 1) for year in sorted(years))


def first_month(origin: date) -> int:
    """Months from January 2018 to the origin: the first month that is still to come."""
    return 12 * (origin.year - FIRST_YEAR)


def over(figure: Dated, origin: date) -> bool:
    """Whether the figure's period lay in the past."""
    return figure.last < first_month(origin)


def horizon(figure: Dated, origin: date) -> int:
    """Whole years from the origin to the end of the period, rounded up."""
    return -(-(figure.last + 1 - first_month(origin)) // 12)


def year_of(figure: Dated) -> int:
    """Calendar year in which the period ends."""
    return FIRST_YEAR + figure.last // 12


def data_at(setting: Setting, origin: date) -> Data:
    """Data of a fit at ``origin``: published by then, about a period that was over."""
    known = data_until(setting, origin)
    return Data(
        origin,
        tuple(figure for figure in known.points if over(figure, origin)),
        tuple(figure for figure in known.bounds if over(figure, origin)),
    )


def outcomes_at(observations: Observations, origin: date) -> tuple[Observation, ...]:
    """Outcomes scored from ``origin``, by series and end of period: one figure a series and calendar year."""
    start = first_month(origin)
    coming = [figure for figure in observations.scored if not over(figure, origin) and figure.first >= start]
    return one_a_year(figure for figure in coming if figure.bound == "point")


def one_a_year(figures: Iterable[DatedFigure]) -> tuple[DatedFigure, ...]:
    """One figure a series and calendar year, by series and end of period."""
    best: dict[tuple[str, int], DatedFigure] = {}
    for figure in figures:
        key = (figure.series, year_of(figure))
        if key not in best or _rank(figure) > _rank(best[key]):
            best[key] = figure
    return tuple(sorted(best.values(), key=lambda figure: (figure.series, figure.last)))


def _rank(figure: Dated) -> tuple[int, int, float, date, str]:
    return (figure.last - figure.first, figure.last, -figure.error, figure.available_from, figure.id)
