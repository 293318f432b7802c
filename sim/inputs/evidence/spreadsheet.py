"""CSV as a planner's spreadsheet saves it: Excel's encodings and separators, dates as they are written in Chinese."""

import calendar
import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from sim.errors import InputError, Text
from sim.inputs.evidence.csv_file import read_bytes, table_rows
from sim.inputs.evidence.text_file import desktop_text
from sim.inputs.evidence.typed_numbers import half_width

_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)
# No point before a lone month: a spreadsheet writes October, 2026.10, as the number 2026.1.
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{4})年(\d{1,2})月", re.ASCII)


def read_spreadsheet(path: str | Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[dict[str, str]]:
    """Rows of a CSV file as ``read_csv`` gives them, from UTF-8, GBK or UTF-16, with commas, tabs or semicolons.

    Full-width letters and digits come at half their width, and rows without a filled cell are left out. Raises
    InputError as ``read_csv`` does, and for text in another encoding.
    """
    text = desktop_text(read_bytes(path), path)
    header = text.partition("\n")[0]
    delimiter = next((mark for mark in ",\t;" if mark in header), ",")
    rows = table_rows(text, path, required, optional, delimiter=delimiter, cell=half_width)
    filled = [row for row in rows if any(row.values())]
    if not filled:
        raise InputError("the table has no rows", file=path)
    return filled


def typed_day(text: str, *, file: object = None, key: str | None = None) -> datetime.date:
    """The day of 2026-06-30, 2026/6/30, 2026.6.30 or 2026年6月30日; the last one of 2026-06, 2026/6 or 2026年6月.

    InputError for anything else, days that do not exist included.
    """
    plain = half_width(text)
    try:
        if match := _DAY.fullmatch(plain):
            year, month, day = (match[k] or match[other] for k, other in ((1, 5), (3, 6), (4, 7)))
            return datetime.date(int(year), int(month), int(day))
        if match := _MONTH.fullmatch(plain):
            year, month = int(match[1] or match[3]), int(match[2] or match[4])
            return datetime.date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:  # a thirteenth month, or the 30th of February
        pass
    allowed = Text("2026-06-30, 2026/6/30, 2026年6月30日, or a month: 2026-06, 2026年6月")
    raise InputError("not a date", file=file, key=key, value=text, allowed=allowed)
