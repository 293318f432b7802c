"""The period that a published figure describes, as the series write it."""

from __future__ import annotations

import calendar
import re
from datetime import date

from sim.errors import InputError, Text

_SPAN = re.compile(r"\d{4}-(\d{4}.*)")
_PART = re.compile(r"(\d{4})(?:-(\d{2})|Q(?:\d-)?(\d)|H(\d)|M(?:\d{1,2}-)?(\d{1,2}))?", re.ASCII)


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
