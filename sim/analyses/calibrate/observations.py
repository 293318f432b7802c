"""The observation model: the model quantity and error of each published figure, and the figures left out, with reasons.

Each row of ``calibration/observations.csv`` names an evidence row (or a whole series that is left out). A figure used
is compared on the logarithm: ``log(figure * factor)`` is the model's own number with a normal error. A bound enters by
the probability that it holds, never as a point. Two sources that differ are two rows; the same figure from a second
page is left out with that reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from sim.analyses.calibrate.expressions import Expression, parse_factor, parse_model
from sim.display import Displayed
from sim.errors import InputError, Text, check_name
from sim.inputs.evidence import Evidence, EvidenceRow, load_evidence
from sim.inputs.evidence.csv_file import number, read_csv
from sim.inputs.parameters import ParameterTable, load_parameters
from sim.shipped import data_path

COLUMNS = ("row", "use", "unit", "series", "model", "form", "from", "to", "factor", "bound", "error", "reason")
USES = ("fit", "score", "fit+score", "none")
FORMS = ("stock", "flow")
BOUNDS = ("point", "lower", "upper")
FIRST_YEAR, MONTHS = 2018, 84
REGION = "Hangzhou"
_HALF = 0.5  # counts may be zero: figure and model are compared as log(number + 1/2)


@dataclass(frozen=True)
class Observation(Displayed):
    """One figure as a statistic. ``value``: in the model's unit, logged by ``log``; ``error``: sd of the logarithm.

    ``first``, ``last``: months from January 2018 (0); a flow counts over both, a stock stands at the end of ``last``.
    ``available_from``: when figure and factor were both known.
    """

    id: str
    series: str
    model: Expression
    form: str
    first: int
    last: int
    value: float
    bound: str
    error: float
    available_from: date
    fitted: bool
    scored: bool
    reason: str

    @property
    def log(self) -> float:
        """The statistic."""
        return float(np.log(self.value + _HALF))

    def known(self, day: date) -> bool:
        """Whether a forecaster of ``day`` could have it."""
        return self.available_from <= day


@dataclass(frozen=True)
class LeftOut:
    """An evidence row or series that no fit uses, and why."""

    reference: str
    reason: str


@dataclass(frozen=True)
class Observations(Displayed):
    """``used``: every figure with a statistic; ``left_out``: the others with their reason."""

    used: tuple[Observation, ...]
    left_out: tuple[LeftOut, ...]

    def fitted(self, day: date) -> tuple[Observation, ...]:
        """What a fit made on ``day`` may see."""
        return tuple(row for row in self.used if row.fitted and row.known(day))

    @property
    def scored(self) -> tuple[Observation, ...]:
        """What a back-test scores, oldest first."""
        return tuple(sorted((row for row in self.used if row.scored), key=lambda row: (row.last, row.id)))


def month_of(label: str, *, file: object, key: str) -> int:
    """Months since January 2018 of ``2018-03``. InputError outside the years of the history runs."""
    try:
        year, month = (int(part) for part in label.split("-"))
        index = 12 * (year - FIRST_YEAR) + month - 1
    except ValueError:
        raise InputError("not a month", file=file, key=key, value=label, allowed="YYYY-MM") from None
    if not (0 <= index < MONTHS and 1 <= month <= 12):
        raise InputError("outside the history runs", file=file, key=key, value=label,
                         allowed=Text("2018-01 to 2024-12"))  # fmt: skip
    return index


def load_observations(
    fields: Sequence[str],
    path: str | Path | None = None,
    evidence: Evidence | None = None,
    table: ParameterTable | None = None,
) -> Observations:
    """Read and check the observation table; ``fields``: ids of the plan's fields.

    Raises InputError naming file, row and value: an unknown evidence row, metric or word, a row twice, a figure in
    another unit than the table says, a missing reason, and a published series of the city that is neither
    used nor left out.
    """
    file = data_path("calibration/observations.csv") if path is None else Path(path)
    known = load_evidence() if evidence is None else evidence
    parameters = load_parameters() if table is None else table
    used: list[Observation] = []
    left: list[LeftOut] = []
    seen: set[str] = set()
    for cells in read_csv(file, COLUMNS):
        name = cells["row"]
        if name in seen:
            raise InputError("the row appears twice", file=file, key=name)
        seen.add(name)
        if not cells["reason"]:
            raise InputError("the reason is missing", file=file, key=name)
        check_name("unknown use", cells["use"], USES, file=file, key=name)
        if cells["use"] == "none":
            known.find(name)
            left.append(LeftOut(name, cells["reason"]))
        else:
            used.append(_observation(cells, known.row(name), fields, known, parameters, file))
    _complete(seen, known, file)
    return Observations(tuple(used), tuple(left))


def _observation(
    cells: dict[str, str],
    row: EvidenceRow,
    fields: Sequence[str],
    evidence: Evidence,
    table: ParameterTable,
    file: Path,
) -> Observation:
    name = cells["row"]
    check_name("unknown form", cells["form"], FORMS, file=file, key=name)
    check_name("unknown bound", cells["bound"], BOUNDS, file=file, key=name)
    if cells["unit"] != row.unit:
        problem = "the figure is in another unit than the factor was chosen for"
        raise InputError(problem, file=file, key=name, value=row.unit, allowed=cells["unit"])
    if not cells["series"]:
        raise InputError("the series is missing", file=file, key=name)
    factor, basis = parse_factor(cells["factor"], evidence, file=file, key=name)
    error = number(cells["error"], file=file, key=f"{name} error")
    value = row.number() * factor
    if error <= 0.0 or value < 0.0:
        raise InputError("error must be above zero and the figure not below", file=file, key=name, value=value)
    last = month_of(cells["to"], file=file, key=f"{name} to")
    first = last if cells["form"] == "stock" else month_of(cells["from"], file=file, key=f"{name} from")
    if first > last:
        raise InputError("the flow ends before it begins", file=file, key=name, value=cells["from"])
    if cells["bound"] != "point" and "score" in cells["use"]:
        raise InputError("a bound cannot be scored", file=file, key=name, value=cells["use"])
    return Observation(
        id=name,
        series=cells["series"],
        model=parse_model(cells["model"], fields, table, file=file, key=name),
        form=cells["form"],
        first=first,
        last=last,
        value=value,
        bound=cells["bound"],
        error=error,
        available_from=max(source.available_from for source in (row, *basis)),
        fitted="fit" in cells["use"],
        scored="score" in cells["use"],
        reason=cells["reason"],
    )


def _complete(seen: set[str], evidence: Evidence, file: Path) -> None:
    """Every figure of the city stands in the table: itself, or its series as left out."""
    for row in evidence.table("series"):
        whole = f"series:{row.columns['series']}"
        if row.columns["region"] == REGION and row.id not in seen and whole not in seen:
            raise InputError("a published figure is neither used nor left out with a reason", file=file, key=row.id)
