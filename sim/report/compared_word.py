"""The Word brief of a comparison: reading, targets under every scenario, pictures, money that differs, assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.language import text
from sim.report import pictures
from sim.report.compared import Compared, Table, compared
from sim.report.word_parts import add_picture, add_table, new_document, packed, span_row, text_width

if TYPE_CHECKING:
    from sim.comparison.result import Comparison

_MOST_UPRIGHT = 4  # scenarios; more need the page across
_NAME = 5.0  # centimetres of the first column


def content(comparison: Comparison, lang: str) -> bytes:
    """The document; the same comparison gives the same bytes."""
    told = compared(comparison, lang)
    across = len(told.scenarios) > _MOST_UPRIGHT
    document = new_document(told.title, told.limit, lang, across=across)
    document.add_heading(told.title, level=1)
    add_table(document, list(told.scenarios), (1.0, text_width(across=across) - 1.0))
    for sentence in told.reading:
        document.add_paragraph(sentence)
    document.add_paragraph().add_run(told.limit).bold = True
    first, *others = told.tables
    _table(document, first, across)
    for one in pictures.compared_pictures(comparison, lang):
        add_picture(document, one, across=across)
    for table in others:
        _table(document, table, across)
    _pairs(document, told, lang, across)
    return packed(document)


def _table(document: Any, table: Table, across: bool) -> None:
    document.add_heading(table.title, level=2)
    document.add_paragraph(table.note)
    columns = len(table.heads)
    each = (text_width(across=across) - _NAME) / (columns - 1)
    lines = [table.heads, *((*line, *[""] * (columns - len(line))) for line in table.lines)]
    made = add_table(document, lines, (_NAME, *[each] * (columns - 1)), head=True, right=True)
    for place, line in enumerate(table.lines, start=1):
        if len(line) == 1:
            span_row(made, place)


def _pairs(document: Any, told: Compared, lang: str, across: bool) -> None:
    for key, pairs in (("report.assumptions", told.assumptions), ("report.provenance", told.provenance)):
        document.add_heading(text(key, lang), level=2)
        add_table(document, list(pairs), (_NAME, text_width(across=across) - _NAME))
