"""A report as a Word document: A4, East Asian fonts named, head rows repeated, pictures with alternative text."""

from __future__ import annotations

from collections.abc import Callable

from sim.report.content import Figure, Report
from sim.report.pictures import Picture
from sim.report.word_parts import add_picture, add_table, new_document, packed
from sim.results.table import Line

_MOST_UPRIGHT = 8  # columns of a table; more need the page across
_STYLES = {"title": "Heading 1", "heading": "Heading 2", "quiet": "Caption", "plain": "Normal", "strong": "Normal"}


def content(report: Report, draw: Callable[[str], Picture], lang: str) -> bytes:
    """The document; the same report gives the same bytes. ``draw``: the picture of a kind."""
    across = any(table.columns > _MOST_UPRIGHT for table in report.tables)
    document = new_document(report.title, report.limit, lang, across=across)
    for part in report.parts:
        if isinstance(part, Line):
            document.add_paragraph(style=_STYLES[part.style]).add_run(part.words).bold = part.style == "strong" or None
        elif isinstance(part, Figure):
            add_picture(document, draw(part.kind), part.title, across=across)
        else:
            document.add_heading(part.title, level=2)
            if part.note:
                document.add_paragraph(part.note, style="Caption")
            add_table(document, part, across=across)
    return packed(document)
