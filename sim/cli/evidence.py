"""An evidence row in one line, for whoever asks on what a number rests."""

from __future__ import annotations

import csv
from functools import cache

from sim.cli.session import Session
from sim.resources import data_path

_FOLDER = "calibration/evidence"
# The tables name the same thing differently; the first column that a row fills is taken.
_WHAT = ("meaning", "instrument", "definition", "metric")
_HOW_MUCH = ("central", "amount", "value", "target")
_WHERE = ("source", "source_title", "plan")


def describe(row: str, session: Session) -> str:
    """``id: what, value unit (source)``; a judgement or a rule of the law is given as it is written."""
    found = _rows().get(row)
    if found is None:
        return row
    value = f"{_first(found, _HOW_MUCH)} {found.get('unit', '')}".strip()
    return f"{row}{session.say('cli.colon')}{_first(found, _WHAT)}, {value} ({_first(found, _WHERE)})"


@cache
def _rows() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted(data_path(_FOLDER).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found |= {row["id"]: row for row in csv.DictReader(file) if "value" in row or "unit" in row}
    return found


def _first(row: dict[str, str], columns: tuple[str, ...]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")
