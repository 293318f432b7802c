"""Which parameters are fields of the world record, so that a rule reads one as ``world.NAME``."""

import csv
from functools import cache

from sim.shipped import data_path


@cache
def parameter_fields() -> tuple[str, ...]:
    """Names of the shipped rows without a profile, in the order of ``calibration/parameters.csv``, read once.

    Nobody's own table changes the record: it gives other values to these fields. A row that only instruments, the
    start of the city or observations use is a field that no rule reads. Order matters to no number; a row more, or
    another order, compiles the engine anew.
    """
    with data_path("calibration/parameters.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file) if "[" not in row["name"])
