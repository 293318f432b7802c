"""The Word brief: reading, the targets by class, two figures, money, assumptions, provenance; A4, East Asian fonts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.language import text
from sim.report import pictures
from sim.report.brief import Brief, brief
from sim.report.money import COLUMNS, Money
from sim.report.word_parts import add_picture, add_table, new_document, packed, span_row

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

_KINDS = ("dots", "quantiles")
_COLUMNS = (3.8, 2.6, 2.9, 2.0, 1.5, 4.2)  # centimetres: target, count, probability, word, outside view, break-even


def content(forecast: Forecast, lang: str) -> bytes:
    """The document; the same forecast gives the same bytes."""
    told = brief(forecast, lang)
    document = new_document(told.title, told.limit, lang)
    document.add_heading(told.title, level=1)
    document.add_paragraph(told.run)
    for sentence in told.reading:
        document.add_paragraph(sentence)
    document.add_paragraph().add_run(told.limit).bold = True
    document.add_heading(text("report.targets", lang), level=2)
    _targets(document, told, lang)
    document.add_paragraph(text("report.table-caption", lang), style="Caption")
    for kind in _KINDS:
        add_picture(document, pictures.picture(forecast, kind, lang))
    document.add_heading(text("forecast.money", lang), level=2)
    _money(document, told.money, lang)
    for key, pairs in (("report.assumptions", told.assumptions), ("report.provenance", told.provenance)):
        document.add_heading(text(key, lang), level=2)
        add_table(document, list(pairs), (5.0, 12.0))
    return packed(document)


def _targets(document: Any, told: Brief, lang: str) -> None:
    heads = [text(f"forecast.{name}", lang) for name in ("target", "threshold", "probability", "word", "outside-view")]
    heads[1] = text("report.needed-expected", lang)
    lines: list[Sequence[str]] = [(*heads, text("report.break-even", lang))]
    classes = []
    for heading, rows in told.classes:
        classes.append(len(lines))
        lines.append((heading, *[""] * 5))
        for row in rows:
            counted = f"{row.needed}\n{row.expected}"
            probability = row.probability if row.target.class_ == "C" else f"{row.probability}\n{row.spread}"
            word = f"{row.word}\n{text('chart.confidence', lang, confidence=row.confidence)}"
            lines.append((f"{row.name}\n{row.reading}", counted, probability, word, row.outside, row.break_even))
    table = add_table(document, lines, _COLUMNS, head=True)
    for place in classes:
        span_row(table, place)


def _money(document: Any, money: Money, lang: str) -> None:
    if not money.rows:
        document.add_paragraph(text("forecast.money-none", lang))
        return
    document.add_paragraph(money.unit)
    lines: list[Sequence[str]] = [
        (text("report.action", lang), *(text(f"report.{name}", lang) for name in COLUMNS)),
        *((name, *(f"{number:,.2f}" for number in numbers)) for name, numbers in money.rows),
        (text("report.total", lang), *(f"{number:,.2f}" for number in money.totals)),
    ]
    add_table(document, lines, (6.6, 2.6, 2.6, 2.6, 2.6), head=True, right=True)
