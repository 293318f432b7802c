"""The report of a comparison as one HTML file that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.language import text
from sim.report import pictures
from sim.report.compared import Table, compared
from sim.report.html_parts import cards, document, figure, heading, opening, pairs, row

if TYPE_CHECKING:
    from sim.comparison.result import Comparison


def content(comparison: Comparison, lang: str) -> bytes:
    """The file, UTF-8; the same comparison gives the same bytes."""
    told = compared(comparison, lang)
    first, *others = told.tables
    named = text("report.scenarios", lang)
    return document(
        told.title,
        lang,
        [
            opening(told.title, "", told.reading, told.limit),
            heading(named),
            pairs(told.scenarios, named),
            *_table(first),
            *(figure(one) for one in pictures.compared_pictures(comparison, lang)),
            *(part for table in others for part in _table(table)),
            heading(text("report.assumptions", lang)),
            pairs(told.assumptions, text("report.assumptions", lang)),
            heading(text("report.provenance", lang)),
            pairs(told.provenance, text("report.provenance", lang)),
        ],
    )


def _table(table: Table) -> tuple[str, str]:
    groups: list[tuple[str, list[str]]] = [("", [])]
    for name, *cells in table.lines:
        if not cells:
            groups.append((name, []))
            continue
        groups[-1][1].append(row(name, "", [(words, "", "number") for words in cells], table.heads[1:]))
    numbers = [False, *[True] * (len(table.heads) - 1)]
    filled = [group for group in groups if group[1]]
    return heading(table.title, table.note), cards(table.title, table.heads, filled, numbers=numbers)
