"""The conditions that every evidence row must meet."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sim.errors import InputError, Text, check_name, unknown_name
from sim.inputs.evidence.csv_file import number
from sim.inputs.evidence.row import EvidenceRow
from sim.inputs.evidence.schema import BASES, CONFIDENCE, ORIGIN, REALISED, ROLES, TABLES

_FUND = re.compile(r"\bfund\b|基金", re.IGNORECASE)


def read_row(name: str, cells: dict[str, str], file: str | Path) -> EvidenceRow:
    """One row of table ``name`` from its cells. Raises InputError naming ``file``, row and value."""
    table = TABLES[name]
    id = cells["id"]
    if not id.startswith(table.prefix + ":") or id == table.prefix + ":":
        raise InputError(Text("the id must begin with '{prefix}:' and a name", prefix=table.prefix), file=file,
                         key=id or "id", value=id)  # fmt: skip

    def fault(problem: str, value: object = None, allowed: str | None = None) -> InputError:
        return InputError(problem, file=file, key=id, value=value, allowed=allowed)

    if not cells["unit"]:
        raise fault("the unit is missing")
    source = next((cells[column] for column in table.source if cells[column]), "")
    if not source:
        raise fault("the source is missing")
    figures = {
        column: number(cells[column], file=file, key=f"{id} {column}") for column in table.numbers if cells[column]
    }
    check_name("unknown role", cells["role"], ROLES, file=file, key=id)
    basis = cells["available_from_basis"]
    check_name("unknown available_from_basis", basis, BASES, file=file, key=id)
    confidence = cells.get("confidence", "")
    if "confidence" in table.columns and confidence not in CONFIDENCE:
        raise unknown_name("unknown confidence", confidence, CONFIDENCE, file=file, key=id)
    row = EvidenceRow(
        id=id,
        table=name,
        value=figures.get(table.value),
        unit=cells["unit"],
        text=cells[table.text],
        source=source,
        role=cells["role"],
        available_from=_day(cells["available_from"], file, id),
        basis=basis,
        late=cells["late"] == "yes",
        confidence=confidence,
        columns=MappingProxyType(cells),
        period=cells[table.period] if table.period else "",
    )
    if cells["late"] not in ("", "yes") or row.late != (row.available_from > ORIGIN):
        raise fault(Text("late must be 'yes' exactly when the row could be known only after {origin:%Y-%m-%d}",
                         origin=ORIGIN), cells["late"])  # fmt: skip
    _refuse_outcomes_of_the_plan(row, fault, file)
    _refuse_a_size_called_a_budget(row, fault)
    return row


def _day(text: str, file: str | Path, id: str) -> date:
    if not text:
        raise InputError("available_from is missing", file=file, key=id)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise InputError("available_from is not a date", file=file, key=id, value=text,
                         allowed=Text("a day like 2024-06-30"))  # fmt: skip
    return day


def _refuse_outcomes_of_the_plan(row: EvidenceRow, fault: Callable[..., InputError], file: str | Path) -> None:
    """The forecast may be scored later only if no realised figure of the plan's own time stands in the folder."""
    try:
        end = row.period_end
    except InputError as error:
        raise InputError(error.problem, file=file, key=row.id, value=row.period, allowed=error.allowed) from None
    if row.role not in REALISED:
        return
    if row.late and end is None:
        raise fault("a realised figure printed late must name its period")
    if end is not None and end > ORIGIN:
        raise fault(Text("a realised figure of a period after {origin:%Y-%m-%d} may not be kept", origin=ORIGIN),
                    row.period)  # fmt: skip


def _refuse_a_size_called_a_budget(row: EvidenceRow, fault: Callable[..., InputError]) -> None:
    """What a fund holds is realised, whatever its row is called: printed late it may only be what was planned."""
    payer = f"{row.text} {row.columns.get('per', '')}"
    if row.role != "budget" or not row.late or not _FUND.search(payer):
        return
    if "planned" not in f"{row.text} {row.columns.get('note', '')}":
        raise fault(Text("the size of a fund printed after {origin:%Y-%m-%d} must be called planned", origin=ORIGIN),
                    row.value)  # fmt: skip
