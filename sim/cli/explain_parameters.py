"""A row of the parameter table, told: value, distribution, and where it comes from."""

from __future__ import annotations

import csv
from functools import cache

from sim.cli.evidence import describe
from sim.cli.session import Session
from sim.resources import data_path

_TABLE = "calibration/parameters.csv"


@cache
def rows() -> dict[str, dict[str, str]]:
    """Every row of the shipped table by name, as written."""
    with data_path(_TABLE).open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def tell(name: str, session: Session) -> tuple[str, list[tuple[str, str]]]:
    """Title and lines for the parameter ``name``."""
    row, say = rows()[name], session.say
    lines = [
        (say("explain.meaning"), row["meaning"]),
        (say("explain.central"), f"{row['central']} {row['unit']}"),
        (say("explain.distribution"), row["distribution"]),
        (say("explain.source"), describe(row["source"], session)),
    ]
    lines += [(say(f"explain.{key}"), row[key]) for key in ("effect", "note") if row.get(key)]
    return say("explain.parameter", id=name), lines
