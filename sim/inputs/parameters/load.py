"""Strict reading of the parameter table."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from sim.errors import InputError, Text, unknown_name
from sim.inputs.evidence import Evidence, EvidenceRow, load_evidence
from sim.inputs.evidence.csv_file import number, read_text, table_rows
from sim.inputs.parameters.effects import EFFECTS
from sim.inputs.parameters.grammar import parse_distribution
from sim.inputs.parameters.parameter import Parameter
from sim.inputs.parameters.table import ParameterTable
from sim.shipped import data_path

COLUMNS = ("name", "unit", "central", "distribution", "source", "effect", "null_value", "meaning")
OPTIONAL = ("conversion", "note")
_NAME = re.compile(r"[a-z][a-z0-9_-]*(\[[a-z0-9][a-z0-9-]*\])?", re.ASCII)
_SIZE_JUDGED = ("S", "J", "D/J")  # the legend stands in calibration/evidence/README.md
_JUDGEMENT = re.compile(r"judgement\b")


def load_parameters(path: str | Path | None = None, evidence: Evidence | None = None) -> ParameterTable:
    """Read and check the parameter table (default: ``calibration/parameters.csv`` as shipped).

    ``source`` is one evidence reference, several between semicolons, or a text that begins with "judgement". Raises
    InputError naming file, parameter and value for anything missing, unknown, malformed or contradictory.
    """
    file = data_path("calibration/parameters.csv") if path is None else Path(path)
    text = read_text(file)
    return _read(file, text, load_evidence() if evidence is None else evidence)


@lru_cache(maxsize=4)
def _read(file: Path, text: str, evidence: Evidence) -> ParameterTable:
    """The table in ``text``: one that has not changed is checked once, however often a command asks for it."""
    rows: dict[str, Parameter] = {}
    for line, row in enumerate(table_rows(text, file, COLUMNS, OPTIONAL), start=1):
        parameter = _parameter(row, evidence, file, line)
        if parameter.name in rows:
            raise InputError("the parameter appears twice", file=file, key=parameter.name)
        rows[parameter.name] = parameter
    table = ParameterTable(rows.values(), file)
    table.check()
    return table


def _parameter(row: dict[str, str], evidence: Evidence, file: Path, line: int) -> Parameter:
    name = row["name"]
    if not name:
        raise InputError("the name is missing", file=file, key=Text("row {line}", line=line))
    if not _NAME.fullmatch(name):
        raise InputError("not a parameter name", file=file, key=name,
                         allowed=Text("small letters, digits, _ and -, with [profile] or not"))  # fmt: skip
    for column in (Text("unit"), Text("central"), Text("distribution"), Text("source"), Text("meaning")):
        if not row[column]:
            raise InputError(Text("the {column} is missing", column=column), file=file, key=name)
    central = number(row["central"], file=file, key=f"{name} central")
    law = parse_distribution(row["distribution"], file=file, key=name)
    if not law.contains(central):
        low, high = law.support
        allowed = Text("{low:g} to {high:g}", low=low, high=high)
        raise InputError("the central value lies outside the distribution", file=file, key=name, value=central,
                         allowed=allowed)  # fmt: skip
    null_value = _null_value(row, name, file)
    judged, placeholder = _source(row["source"], evidence, file, name)
    return Parameter(
        name=name,
        unit=row["unit"],
        central=central,
        law=law,
        distribution=row["distribution"],
        source=row["source"],
        conversion=row["conversion"],
        effect=row["effect"],
        null_value=null_value,
        meaning=row["meaning"],
        note=row["note"],
        judged=judged,
        placeholder=placeholder,
    )


def _null_value(row: dict[str, str], name: str, file: Path) -> float | None:
    effect, text = row["effect"], row["null_value"]
    if effect and effect not in EFFECTS:
        raise unknown_name("unknown effect", effect, EFFECTS, file=file, key=name)
    if effect and not text:
        raise InputError("an effect needs its null_value", file=file, key=name, value=effect)
    if text and not effect:
        raise InputError("a null_value without an effect", file=file, key=name, value=text, allowed=", ".join(EFFECTS))
    return number(text, file=file, key=f"{name} null_value") if text else None


def _source(source: str, evidence: Evidence, file: Path, name: str) -> tuple[bool, bool]:
    """Whether the row is judged, and whether it rests on a placeholder."""
    if _JUDGEMENT.match(source):
        return True, False
    rows: list[EvidenceRow] = []
    for reference in source.split(";"):
        try:
            cited = evidence.find(reference.strip())
        except InputError as error:
            problem = "the source is neither evidence nor begins with 'judgement'"
            raise InputError(problem, file=file, key=name, value=reference.strip(), nearest=error.nearest) from None
        if all(row.value is None and row.table != "plans" for row in cited):
            raise InputError("the evidence row has no figure", file=file, key=name, value=reference.strip())
        rows.extend(cited)
    judged = any(row.role == "judgement" or row.columns.get("knowledge") in _SIZE_JUDGED for row in rows)
    return judged, any(row.columns.get("placeholder") == "yes" for row in rows)
