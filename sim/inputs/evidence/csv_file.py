"""Strict reading of a CSV table: the stated columns, one cell each, UTF-8, nothing repaired."""

import csv
import io
import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from sim.errors import InputError, LibraryText, Text, check_name
from sim.inputs.evidence.text_file import utf8_text

# float() also takes "nan", "1_000" and digits of other scripts; a table of figures must not.
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file (a byte-order mark is allowed). InputError when it is absent, empty or not UTF-8."""
    return _not_empty(utf8_text(read_bytes(path), path), path)


def read_bytes(path: str | Path) -> bytes:
    """The content of a file. InputError when it is absent or cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("the file does not exist", file=path) from None
    except OSError as error:
        raise InputError(Text("the file cannot be read: {reason}", reason=LibraryText(error.strerror)),
                         file=path) from None  # fmt: skip


def _not_empty(text: str, path: str | Path) -> str:
    if not text.strip():
        raise InputError("the file is empty", file=path)
    return text


def read_csv(path: str | Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[dict[str, str]]:
    """Rows of a CSV file as dictionaries with exactly the columns ``required`` and those of ``optional`` it has.

    Cells are stripped of outer spaces; an optional column that is absent reads as "". Raises InputError for an unknown,
    missing or repeated column, a row with too few or too many cells, and a table without rows.
    """
    return table_rows(read_text(path), path, required, optional)


def parts(cell: str) -> tuple[str, ...]:
    """What stands between semicolons in a cell."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def table_rows(
    text: str,
    path: str | Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    delimiter: str = ",",
    cell: Callable[[str], str] = str.strip,
) -> list[dict[str, str]]:
    """Rows of the text of a table, see ``read_csv``; ``cell``: what is done to every cell. Raises InputError."""
    reader = csv.reader(io.StringIO(_not_empty(text, path), newline=""), strict=True, delimiter=delimiter)
    try:
        header = [cell(name) for name in next(reader)]
        _check_header(header, required, optional, path)
        rows = []
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                problem = Text("{cells} cells where the header has {columns}", cells=len(cells), columns=len(header))
                raise InputError(problem, file=path, key=Text("line {line}", line=reader.line_num))
            row = dict.fromkeys(optional, "")
            row.update(zip(header, map(cell, cells), strict=True))
            rows.append(row)
    except csv.Error as error:
        raise InputError(Text("not a CSV table: {reason}", reason=LibraryText(error)), file=path,
                         key=Text("line {line}", line=reader.line_num)) from None  # fmt: skip
    if not rows:
        raise InputError("the table has no rows", file=path)
    return rows


def _check_header(header: list[str], required: Sequence[str], optional: Sequence[str], path: str | Path) -> None:
    known = [*required, *optional]
    for number, name in enumerate(header, start=1):
        check_name("unknown column", name, known, file=path, key=Text("column {number}", number=number))
        if header.count(name) > 1:
            raise InputError("the column appears twice", file=path, key=name)
    for name in required:
        if name not in header:
            raise InputError("the column is missing", file=path, key=name, allowed=", ".join(known))


def number(text: str, *, file: object = None, key: str | None = None, line: int | None = None) -> float:
    """A finite plain decimal number such as 12, -0.5 or 1e-3. InputError at ``line`` and ``key`` for all else."""
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        key = key if line is None else Text("line {line} {name}", line=line, name=key)
        raise InputError("not a finite number", file=file, key=key, value=text)
    return value
