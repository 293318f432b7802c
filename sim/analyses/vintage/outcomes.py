"""The outcomes that a vintage is scored on: a CSV file read strictly, one row a published figure."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from sim.analyses.vintage.layout import FIELD_FIRMS
from sim.analyses.vintage.read import TargetRow, Vintage
from sim.errors import InputError, Text, check_name, nearest_name, unknown_name
from sim.inputs.evidence.spreadsheet import read_spreadsheet, typed_day
from sim.inputs.evidence.typed_numbers import typed_number

COLUMNS = ("date", "metric", "value", "kind", "error")
#: How a figure came about: printed on a list, recognised by an authority, or reported by somebody.
KINDS = ("listed", "recognised", "reported")
TARGET = "target:"

_WHOLE = ("count", "persons")  # units of things that cannot be fewer than none


@dataclass(frozen=True)
class Outcome:
    """``name``: as written (``high_tech_first``, ``field_firms:quantum``, ``target:consortia``); ``metric``: counted.

    ``month``: place in the vintage's months of the last month end on or before ``date``; ``error``: standard deviation
    of ``value``, in the metric's unit; ``target``: the reading that ``kind`` chooses, None for a plain metric.
    """

    date: datetime.date
    month: int
    name: str
    metric: str
    value: float
    kind: str
    error: float
    target: TargetRow | None


def read_outcomes(path: str | Path, vintage: Vintage) -> tuple[Outcome, ...]:
    """The outcomes in a file, in its order. Raises InputError naming file, row (from 1 below the header) and value.

    Refused: what ``sim.inputs.evidence.spreadsheet`` refuses, a metric, field, target or kind that does not exist, a
    date that is none or outside the vintage's months, a value or error that is no finite number, a negative count or
    error, and a second figure of one kind for the same metric and month.
    """
    outcomes: list[Outcome] = []
    seen: dict[tuple[int, str, str], int] = {}
    for row, cells in enumerate(read_spreadsheet(path, COLUMNS), start=1):
        outcome = _outcome(cells, vintage, path, row)
        first = seen.setdefault((outcome.month, outcome.name, outcome.kind), row)
        if first != row:
            problem = Text("the same month, metric and kind stand twice: in row {first:d} too", first=first)
            duplicate = f"{outcome.date}, {outcome.name}, {outcome.kind}"
            raise InputError(problem, file=path, key=Text("row {row}", row=row), value=duplicate)
        outcomes.append(outcome)
    return tuple(outcomes)


def _outcome(cells: dict[str, str], vintage: Vintage, path: str | Path, row: int) -> Outcome:
    def key(column: str) -> str:
        return Text("row {row}, {column}", row=row, column=column)

    day = typed_day(cells["date"], file=path, key=key("date"))
    month = _month(day, vintage, path, key("date"))
    kind, name = cells["kind"], cells["metric"]
    check_name("unknown kind", kind, KINDS, file=path, key=key("kind"))
    target = None
    if name.startswith(TARGET):
        target = _reading(name.removeprefix(TARGET), kind, vintage, path, key("metric"))
    metric = name if target is None else target.metric
    if metric not in vintage.quantiles:
        raise _unknown_metric(name, vintage, path, key("metric"))
    value = typed_number(cells["value"], file=path, key=key("value"))
    if value < 0 and vintage.units[metric] in _WHOLE:
        raise InputError("a count cannot be negative", file=path, key=key("value"), value=cells["value"])
    error = typed_number(cells["error"], file=path, key=key("error")) if cells["error"] else 0.0
    if error < 0:
        problem = "a standard deviation cannot be negative"
        raise InputError(problem, file=path, key=key("error"), value=cells["error"])
    return Outcome(day, month, name, metric, value, kind, error, target)


def _month(day: datetime.date, vintage: Vintage, path: str | Path, key: str) -> int:
    """The last month that was over on ``day``: a count of mid-June is compared with the end of May."""
    first, last = vintage.months[0], vintage.months[-1]
    if not first <= day <= last:
        problem = "outside the months of the vintage"
        raise InputError(problem, file=path, key=key, value=day.isoformat(),
                         allowed=Text("{first:%Y-%m-%d} to {last:%Y-%m-%d}", first=first, last=last))  # fmt: skip
    return max(index for index, end in enumerate(vintage.months) if end <= day)


def _reading(target: str, kind: str, vintage: Vintage, path: str | Path, key: str) -> TargetRow:
    """The reading that is called like the kind of outcome, else the one that was forecast."""
    readings = vintage.readings(target)
    if not readings:
        raise unknown_name("unknown target", target, {row.target for row in vintage.targets}, file=path, key=key)
    return next((row for row in readings if row.reading == kind), readings[0])


def _unknown_metric(name: str, vintage: Vintage, path: str | Path, key: str) -> InputError:
    """With the nearest name only: the list has a hundred."""
    known = [*vintage.quantiles, *(f"{TARGET}{row.target}" for row in vintage.targets)]
    allowed = Text("a metric of quantiles.csv, {fields!r}, {targets!r}", fields=FIELD_FIRMS + "FIELD",
                   targets=TARGET + "TARGET")  # fmt: skip
    nearest = nearest_name(name, known)
    return InputError("unknown metric", file=path, key=key, value=name, allowed=allowed, nearest=nearest)
