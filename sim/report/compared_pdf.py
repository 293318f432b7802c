"""The PDF of a comparison: reading and scenarios, a page a picture, money and effects, assumptions; A4 across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts import kind_figure
from sim.charts.pages import pdf_pages, text_page
from sim.language import text
from sim.report.compared import Compared, Table, compared
from sim.report.pictures import compared_kinds

if TYPE_CHECKING:
    from sim.charts.figure import ChartFigure
    from sim.comparison.result import Comparison


def content(comparison: Comparison, lang: str) -> bytes:
    """The document; the same comparison gives the same bytes. Its text can be searched and copied."""
    told = compared(comparison, lang)
    _, *others = told.tables  # the first one is drawn
    return pdf_pages(
        [
            text_page(told.title, [*told.reading, told.limit], told.scenarios, comparison.command),
            *(kind_figure(comparison, kind, lang) for kind in compared_kinds(comparison)),
            *(_table(table, told, lang, comparison.command) for table in others),
            *(
                text_page(text(key, lang), [], list(pairs), comparison.command)
                for key, pairs in (("report.assumptions", told.assumptions), ("report.provenance", told.provenance))
            ),
        ],
        told.title,
        comparison.command,
    )


def _table(table: Table, told: Compared, lang: str, command: str) -> ChartFigure:
    """A line a name, the scenarios by letter behind it."""
    join, inner = text("chart.mark", lang), text("compare.join", lang)
    letters = [letter for letter, _ in told.scenarios]
    lines = [
        (
            name,
            join.join(f"{letter} {inner.join(cell.splitlines())}" for letter, cell in zip(letters, cells, strict=True)),
        )
        for name, *cells in table.lines
    ]
    return text_page(table.title, [table.note], lines, command)
