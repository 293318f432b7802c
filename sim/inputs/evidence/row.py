"""One row of evidence: a published figure with unit, source, knowledge date, and the period that it describes."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sim.errors import InputError, Text

_SPAN = re.compile(r"\d{4}-(\d{4}.*)")
_PART = re.compile(r"(\d{4})(?:-(\d{2})|Q(?:\d-)?(\d)|H(\d)|M(?:\d{1,2}-)?(\d{1,2}))?", re.ASCII)
# Longest first: "100 million CNY" must not be read as "million CNY".
_MILLIONS = {"100 million CNY": 100.0, "10 thousand CNY": 0.01, "billion CNY": 1000.0, "million CNY": 1.0}


def period_end(text: str) -> date:
    """Last day of a period: ``2023``, ``2023-05``, ``2023Q1``, ``2021Q1-3``, ``2021H1``, ``2022M1-5``, ``2016-2021M5``.

    Raises InputError for any other spelling.
    """
    span = _SPAN.fullmatch(text)
    match = _PART.fullmatch(span.group(1) if span else text)
    if match is None:
        raise InputError("not a period", value=text,
                         allowed=Text("a year, a month 2023-05, 2023Q1, 2023H1, 2023M1-5, a span"))  # fmt: skip
    year, month, quarter, half, until = match.groups()
    last = 12
    for part, months in ((month, 1), (quarter, 3), (half, 6), (until, 1)):
        if part is not None:
            last = int(part) * months
    if not 1 <= last <= 12:
        raise InputError("not a period: no such month", value=text)
    return date(int(year), last, calendar.monthrange(int(year), last)[1])


@dataclass(frozen=True)
class EvidenceRow:
    """A figure with unit, source and the day from which a forecaster could know it.

    ``value`` is the row's main figure in ``unit`` (the target of an earlier plan, the central value of a prior), or
    None where the source gives none; ``columns`` holds every cell as text.
    """

    id: str
    table: str
    value: float | None
    unit: str
    text: str
    source: str
    role: str
    available_from: date
    basis: str
    late: bool
    confidence: str
    columns: Mapping[str, str] = field(repr=False)
    period: str = ""

    @property
    def period_end(self) -> date | None:
        """Last day of the period that the figure describes, or None when the table has no period for it."""
        return period_end(self.period) if self.period else None

    def number(self) -> float:
        """``value``, or InputError when the row has no figure."""
        if self.value is None:
            raise InputError("the evidence row has no figure", key=self.id)
        return self.value

    def million_cny(self) -> float:
        """The figure in million CNY, whatever it is paid per. InputError when the unit is not Chinese money."""
        for unit, factor in _MILLIONS.items():
            if self.unit.startswith(unit):
                return self.number() * factor
        raise InputError("the unit is not Chinese money", key=self.id, value=self.unit)
