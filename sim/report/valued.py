"""The report of a price list or a response table: its pictures, what the terminal prints, how to read it, origin."""

import math
from dataclasses import replace
from typing import Any

from sim.analyses.value.price_list import PriceList
from sim.analyses.value.response_table import ResponseTable
from sim.analyses.value.views import screen
from sim.language import text
from sim.report.assumptions import short_digest
from sim.report.content import Part, Report, ReportPicture
from sim.report.workbook_parts import workbook, write_lines, write_table
from sim.results.table import Cell, Line, Table, pairs

Valued = PriceList | ResponseTable
_KINDS = {PriceList: ("page", "actions"), ResponseTable: ("page",)}


def valued(result: Valued, lang: str) -> Report:
    """The report in ``lang``, alike in every format. Raises InputError for an unknown language."""
    title, *blocks = screen(result, lang)
    assert isinstance(title, Line)
    limit = text("chart.conditional", lang)
    quiet = [block for block in blocks if isinstance(block, Line) and block.style == "quiet"]
    legend = quiet[-1]
    parts: list[Part] = [
        title,
        Line(limit, "strong"),
        *(ReportPicture(kind) for kind in _KINDS[type(result)]),
        *(
            replace(block, words=block.words.strip()) if isinstance(block, Line) else block
            for block in blocks
            if block is not legend
        ),
        pairs(text("report.assumptions", lang), [(text("report.how-to-read", lang), legend.words)]),
        pairs(text("report.provenance", lang), _provenance(result, lang)),
    ]
    return Report(title.words, limit, result.command, tuple(parts))


def content(result: Valued, report: Report, lang: str) -> bytes:
    """The workbook: every line of the result as plain numbers; the same result gives the same bytes."""
    table = lines_sheet(result, lang)

    def fill(_: Any, sheet: Any, styles: dict[str, Any]) -> None:
        write_table(sheet, write_lines(sheet, report, styles) + 1, table, styles)

    return workbook(report, lang, {"lines": (fill, 0)})


def lines_sheet(result: Valued, lang: str) -> Table:
    """The tidy table of the result, a row a line, numbers as numbers."""
    frame = result.table(lang)
    rows = [tuple(_cell(value) for value in row) for row in frame.itertuples(index=False)]
    words = tuple(k for k, name in enumerate(frame.columns) if any(isinstance(row[k], str) for row in rows))
    formats = tuple("plain" if k in words else "general" for k in range(len(frame.columns)))
    return Table("", tuple(str(name) for name in frame.columns), tuple(rows), words=words, formats=formats)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return float(value)
    number = float(value)
    return None if math.isnan(number) else number


def _provenance(result: Valued, lang: str) -> list[tuple[str, str]]:
    origin = result.provenance
    programs = ", ".join(f"{name} {version}" for name, version in origin["versions"].items())
    return [
        (text("report.command", lang), result.command),
        (text("report.plan", lang), result.plan.header.name[lang]),
        (text("report.versions", lang), programs),
        (text("report.code", lang), short_digest(origin["code"])),
    ]
