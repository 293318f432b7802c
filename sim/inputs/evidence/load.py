"""Loading and searching the evidence tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sim.errors import InputError, Text, check_name, unknown_name
from sim.inputs.evidence.check import read_row
from sim.inputs.evidence.csv_file import read_text, table_rows
from sim.inputs.evidence.row import EvidenceRow
from sim.inputs.evidence.schema import TABLES, WITHHELD_COLUMNS, WITHHELD_FILE
from sim.shipped import data_path

_FILES = tuple(table.file for table in TABLES.values())


class Evidence:
    """Evidence rows by id, in the order of the files. ``withheld`` tells why an id is not used, or not in full."""

    def __init__(self, rows: Iterable[EvidenceRow], withheld: Mapping[str, str] | None = None) -> None:
        self._rows = {row.id: row for row in rows}
        self.withheld: Mapping[str, str] = MappingProxyType(dict(withheld or {}))
        groups: dict[str, list[EvidenceRow]] = {}
        for row in self._rows.values():
            for name in _groups(row):
                groups.setdefault(name, []).append(row)
        self._groups = {name: tuple(members) for name, members in groups.items() if name not in self._rows}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[EvidenceRow]:
        return iter(self._rows.values())

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._rows)

    def row(self, id: str) -> EvidenceRow:
        """The row with this id, such as ``priors:exit_hazard_cn_year1``. InputError with the nearest id otherwise."""
        if id in self._rows:
            return self._rows[id]
        if id in self._groups:
            first = self._groups[id][0].id
            raise InputError("the reference names several rows where one is needed", value=id, nearest=first)
        raise self._absent(id)

    def find(self, reference: str) -> tuple[EvidenceRow, ...]:
        """The rows that a source reference names: an id, a series ``series:hte_valid``, or a section ``rules:1``.

        Raises InputError when nothing has that name.
        """
        if reference in self._rows:
            return (self._rows[reference],)
        if reference in self._groups:
            return self._groups[reference]
        raise self._absent(reference)

    def has(self, reference: str) -> bool:
        """Whether ``find`` would find something."""
        return reference in self._rows or reference in self._groups

    def available(self, day: date) -> Evidence:
        """Only the rows that could be known on ``day``."""
        return Evidence((row for row in self if row.available_from <= day), self.withheld)

    def table(self, name: str) -> tuple[EvidenceRow, ...]:
        """All rows of one table. InputError when there is no such table."""
        check_name("unknown evidence table", name, TABLES)
        return tuple(row for row in self if row.table == name)

    def series(
        self, name: str, *, region: str | None = None, field: str | None = None, year: str | None = None
    ) -> tuple[EvidenceRow, ...]:
        """Rows of one published series, oldest period first; two sources of one figure stay two rows.

        Raises InputError for an unknown series. Returns () when the region, field or year has no row.
        """
        rows = self._groups.get(f"series:{name}")
        if rows is None:
            known = [group.removeprefix("series:") for group in self._groups if group.startswith("series:")]
            raise unknown_name("unknown series", name, known)
        wanted = {
            key: value for key, value in (("region", region), ("field", field), ("year", year)) if value is not None
        }
        matching = [row for row in rows if all(row.columns[key] == value for key, value in wanted.items())]
        return tuple(sorted(matching, key=lambda row: (row.period_end or row.available_from, row.id)))

    @property
    def late(self) -> tuple[EvidenceRow, ...]:
        """Rows printed, judged or collected after the plan came into force."""
        return tuple(row for row in self if row.late)

    def _absent(self, reference: str) -> InputError:
        if reference in self.withheld:
            return InputError(Text("the evidence row is withheld: {reason}", reason=self.withheld[reference]),
                              key=reference)  # fmt: skip
        prefix = reference.partition(":")[0] + ":"
        known = [id for id in (*self._rows, *self._groups) if id.startswith(prefix)]
        error = unknown_name("unknown evidence row", reference,
                             known or [f"{table.prefix}:..." for table in TABLES.values()])  # fmt: skip
        if known:  # hundreds of ids: the nearest one helps, the list does not
            return InputError(error.problem, value=reference, nearest=error.nearest)
        return error


def _groups(row: EvidenceRow) -> tuple[str, ...]:
    if row.table == "series":
        return (f"series:{row.columns['series']}",)
    if row.table == "rules":
        return (f"rules:{row.columns['section']}",)
    return ()


def load_evidence(path: str | Path | None = None) -> Evidence:
    """Read and check the evidence folder (default: the one shipped with the program).

    Raises InputError naming file, row and value when a row lacks a unit, a source or the day it could be known, repeats
    an id, is misspelt, or holds a realised figure of the plan's own time.
    """
    folder = data_path("calibration/evidence") if path is None else Path(path)
    if not folder.is_dir():
        raise InputError("the evidence folder does not exist", file=folder)
    return _read(folder, tuple(read_text(folder / name) for name in (*_FILES, WITHHELD_FILE)))


@lru_cache(maxsize=2)
def _read(folder: Path, texts: tuple[str, ...]) -> Evidence:
    """The evidence in ``texts``, those of the tables and of what is withheld: unchanged files are checked once."""
    rows: dict[str, EvidenceRow] = {}
    for (name, table), text in zip(TABLES.items(), texts, strict=False):
        file = folder / table.file
        for cells in table_rows(text, file, table.required):
            row = read_row(name, cells, file)
            if row.id in rows:
                raise InputError("the id appears twice", file=file, key=row.id)
            rows[row.id] = row
    kept_back = table_rows(texts[-1], folder / WITHHELD_FILE, WITHHELD_COLUMNS)
    withheld = {cells["id"]: cells["reason"] for cells in kept_back}
    return Evidence(rows.values(), withheld)
