"""What the workbooks are made of: formats, how a sheet is printed, pictures, the sheet of labels and values."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width

from sim.language import text
from sim.report.pictures import DPI, Picture

ROW, TITLE = 15, 22  # points of a line, and of the one with the title
_DATE = datetime(2000, 1, 1)  # written into the file instead of the clock
_WIDE = 100  # characters in a line of the sheet of labels and values
_FONT = {"zh": "微软雅黑", "en": "Calibri"}
_PICTURE = 900  # pixels across


def new_workbook(buffer: io.BytesIO, title: str, comment: str) -> Any:
    """An empty workbook that knows its title and what limits it."""
    from xlsxwriter import Workbook

    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "author": "xiandao", "comments": comment, "created": _DATE})
    return book


def formats(book: Any, lang: str) -> dict[str, Any]:
    """The formats of cells by name."""
    base = {"font_name": _FONT[lang], "font_size": 10, "valign": "top"}
    kinds: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "plain": {},
        "wrapped": {"text_wrap": True},
        "indented": {"text_wrap": True, "indent": 1},
        "head": {"bold": True, "text_wrap": True, "bg_color": "#EEF2F6", "bottom": 1},
        "head-right": {"bold": True, "text_wrap": True, "bg_color": "#EEF2F6", "bottom": 1, "align": "right"},
        "count": {"num_format": "#,##0.0"},
        "change": {"num_format": "+#,##0.00;-#,##0.00;0.00"},
        "money": {"num_format": "#,##0.00"},
        "share": {"num_format": "0.0%"},
        "share-change": {"num_format": "+0.0%;-0.0%;0.0%"},
    }
    return {name: book.add_format({**base, **kind}) for name, kind in kinds.items()}


def print_whole(sheet: Any, *, down: int = 1) -> None:
    """Print on A4 across, one page wide and ``down`` pages deep, 0 for as many as it takes."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, down)


def insert_picture(sheet: Any, line: int, one: Picture, name: str) -> None:
    """A picture with its upper left corner at the line."""
    scale = _PICTURE / (one.size[0] * DPI) * DPI / 96  # a workbook counts 96 pixels to the inch
    given = {"image_data": io.BytesIO(one.content), "x_scale": scale, "y_scale": scale, "description": one.title}
    sheet.insert_image(line, 0, name, given)


def write_pairs(
    sheet: Any, blocks: Sequence[tuple[str, Sequence[tuple[str, str]]]], styles: dict[str, Any], lang: str
) -> None:
    """Blocks of labels and values below each other; ``blocks``: key of the heading and the pairs."""
    line = 0
    for key, pairs in blocks:
        sheet.merge_range(line, 0, line, 1, text(key, lang), styles["head"])
        for offset, (name, value) in enumerate(pairs, start=1):
            sheet.write(line + offset, 0, name, styles["wrapped"])
            sheet.write(line + offset, 1, value, styles["wrapped"])
            sheet.set_row(line + offset, ROW * lines_of(value, _WIDE))
        line += len(pairs) + 2
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, _WIDE + 8)


def lines_of(words: str, wide: int) -> int:
    """Lines that the words take in a column of ``wide`` characters: not every program measures wrapped text."""
    return max(1, -(-sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words) // wide))
