"""Elements of workbooks: cell formats, page setup, pictures, charts, the sheet of labels and values."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sim.language import text
from sim.report.content import Report
from sim.report.pictures import DPI, Picture
from sim.results.table import Line, Table, cells_wide

ROW, TITLE = 15, 22  # points of a line, and of the one with the title
_DATE = datetime(2000, 1, 1)  # written into the file instead of the clock
_WIDE = 100  # characters in a line of the sheet of labels and values
_NUMBER, _WIDEST = 11, 40  # characters of a column of numbers, and of the widest one of words
_FONT = {"zh": "微软雅黑", "en": "Calibri"}
_PICTURE = 900  # pixels across


#: Writes one sheet: the book, the sheet, the formats by name.
Fill = Callable[[Any, Any, dict[str, Any]], None]


def workbook(report: Report, lang: str, sheets: Mapping[str, tuple[Fill, int]]) -> bytes:
    """A workbook that knows its title and what limits it; the last sheet holds assumptions and origin.

    ``sheets``: key of the name of each -> what fills it, and its pages on paper, 0 for as many as it takes.
    """
    buffer = io.BytesIO()
    book = new_workbook(buffer, report.title, report.limit)
    styles = formats(book, lang)
    filled = {**sheets, "assumptions": (lambda _, sheet, styles: write_pairs(sheet, report.tables[-2:], styles), 0)}
    for key, (fill, down) in filled.items():
        sheet = book.add_worksheet(text(f"report.sheet-{key}", lang))
        fill(book, sheet, styles)
        print_whole(sheet, down=down)
    book.close()
    return buffer.getvalue()


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
        "head": {"bold": True, "text_wrap": True, "bg_color": "#EEF2F6", "bottom": 1},
        "head-right": {"bold": True, "text_wrap": True, "bg_color": "#EEF2F6", "bottom": 1, "align": "right"},
        "count": {"num_format": "#,##0.0"},
        "change": {"num_format": "+#,##0.00;-#,##0.00;0.00"},
        "money": {"num_format": "#,##0.00"},
        "general": {},
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


def insert_picture(sheet: Any, line: int, picture: Picture, name: str) -> None:
    """A picture with its upper left corner at the line."""
    scale = _PICTURE / (picture.size[0] * DPI) * DPI / 96  # a workbook counts 96 pixels to the inch
    content, title = io.BytesIO(picture.content), picture.title
    sheet.insert_image(line, 0, name, {"image_data": content, "x_scale": scale, "y_scale": scale, "description": title})


def write_lines(sheet: Any, report: Report, styles: dict[str, Any], more: Sequence[str] = ()) -> int:
    """Write title and paragraphs of a report, ``more`` before them; returns the next free line."""
    lines = [part.words for part in report.parts if isinstance(part, Line) and part.style not in ("title", "heading")]
    sheet.write(0, 0, report.title, styles["title"])
    sheet.set_row(0, TITLE)
    for line, words in enumerate((*more, *lines), start=1):
        sheet.write(line, 0, words, styles["plain"])
    return 1 + len(more) + len(lines)


def write_table(sheet: Any, top: int, table: Table, styles: dict[str, Any]) -> int:
    """Write heads and rows from line ``top``, numbers in the formats of their columns; returns the last line."""
    wide = [
        max([_NUMBER, *(min(cells_wide(str(row[k])) + 2, _WIDEST) for row in table.rows)])
        if k in table.words else _NUMBER
        for k in range(table.columns)
    ]  # fmt: skip
    for column, (head, width) in enumerate(zip(table.heads, wide, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write(top, column, head, styles["head" if column in table.words else "head-right"])
    sheet.set_row(top, ROW * max(lines_of(head, int(width)) for head, width in zip(table.heads, wide, strict=True)))
    for line, row in enumerate(table.rows, start=top + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write(line, column, cell, styles["wrapped"])
            elif cell is not None:
                sheet.write_number(line, column, cell, styles[table.formats[column]])
        sheet.set_row(
            line, ROW * max(lines_of(cell, int(wide[k])) for k, cell in enumerate(row) if isinstance(cell, str))
        )
    return top + len(table.rows)


def write_totals(sheet: Any, lines: tuple[int, int], table: Table, styles: dict[str, Any]) -> None:
    """Formulas for the last row of a table of amounts: the sums of ``lines``, first and last."""
    first, last = lines
    sheet.write(last + 1, 0, table.rows[-1][0], styles["head"])
    for column in range(1, table.columns):
        letter = chr(ord("A") + column)
        formula = f"=SUM({letter}{first + 1}:{letter}{last + 1})"
        sheet.write_formula(last + 1, column, formula, styles["money"], table.rows[-1][column])


@dataclass(frozen=True)
class Bars:
    """The bars of one column of a table; ``name``: in the key, the head of the column where empty."""

    name: str
    column: int
    colour: str


def add_bars(
    book: Any,
    sheet: Any,
    title: str,
    lines: tuple[int, int],
    series: Sequence[Bars],
    *,
    names: int = 0,
    at: int | None = None,
    below: int = 2,
    height: int = 440,
    share: bool = False,
    stacked: bool = False,
) -> None:
    """A live chart with a bar a row of a table, whose heads and last row stand in ``lines``.

    ``names``: column of the rows' names; ``at``: line of the chart, ``below`` the table where None; ``share``: from 0
    to 100 per cent.
    """
    head, last = lines
    chart = book.add_chart({"type": "bar", "subtype": "stacked"} if stacked else {"type": "bar"})
    for bars in series:
        chart.add_series({
            "name": bars.name or [sheet.get_name(), head, bars.column],
            "categories": [sheet.get_name(), head + 1, names, last, names],
            "values": [sheet.get_name(), head + 1, bars.column, last, bars.column],
            "fill": {"color": bars.colour},
        })  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 11}})
    if share:
        chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom"})
    chart.set_size({"width": _PICTURE, "height": height})
    sheet.insert_chart(last + below if at is None else at, 0, chart, {"description": title})


def write_pairs(sheet: Any, tables: Sequence[Table], styles: dict[str, Any]) -> None:
    """Tables of labels and values below each other, each under its title."""
    line = 0
    for table in tables:
        sheet.merge_range(line, 0, line, 1, table.title, styles["head"])
        for offset, (name, value) in enumerate(table.lines, start=1):
            sheet.write(line + offset, 0, name, styles["wrapped"])
            sheet.write(line + offset, 1, value, styles["wrapped"])
            sheet.set_row(line + offset, ROW * lines_of(value, _WIDE))
        line += len(table.rows) + 2
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, _WIDE + 8)


def lines_of(words: str, wide: int) -> int:
    """Lines that the words take in a column of ``wide`` characters: not every program measures wrapped text."""
    return max(1, -(-cells_wide(words) // wide))
