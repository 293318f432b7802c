"""The report of a forecast as one HTML file that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.language import text
from sim.report import pictures
from sim.report.brief import Brief, Row, brief
from sim.report.html_parts import cards, document, figure, heading, opening, pairs, row
from sim.report.money import COLUMNS, Money

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

_KINDS = ("dots", "quantiles", "drivers")


def content(forecast: Forecast, lang: str) -> bytes:
    """The file, UTF-8; the same forecast gives the same bytes."""
    told = brief(forecast, lang)
    return document(
        told.title,
        lang,
        [
            opening(told.title, told.run, told.reading, told.limit),
            heading(text("report.targets", lang), text("report.table-caption", lang)),
            _targets(told, lang),
            *(figure(pictures.picture(forecast, kind, lang)) for kind in _KINDS),
            heading(text("forecast.money", lang), told.money.unit if told.money.rows else ""),
            _money(told.money, lang),
            heading(text("report.assumptions", lang)),
            pairs(told.assumptions, text("report.assumptions", lang)),
            heading(text("report.provenance", lang)),
            pairs(told.provenance, text("report.provenance", lang)),
        ],
    )


def _targets(told: Brief, lang: str) -> str:
    named = ("target", "threshold", "expected", "probability", "spread", "word", "outside-view")
    heads = [*(text(f"forecast.{name}", lang) for name in named), text("report.break-even", lang)]
    groups = [(words, [_target(one, heads[1:], lang) for one in rows]) for words, rows in told.classes]
    numbers = [False, True, True, True, True, False, True, False]
    return cards(text("report.targets", lang), heads, groups, numbers=numbers)


def _target(one: Row, heads: list[str], lang: str) -> str:
    confidence = text("chart.confidence", lang, confidence=one.confidence)
    numbers = [(words, "", "number") for words in (one.needed, one.expected, one.probability, one.spread)]
    cells = [*numbers, (one.word, confidence, "word"), (one.outside, "", "number"), (one.break_even, "", "")]
    return row(one.name, one.reading, cells, heads, one.target.id)


def _money(money: Money, lang: str) -> str:
    if not money.rows:
        return heading("", text("forecast.money-none", lang))
    heads = [text("report.action", lang), *(text(f"report.{name}", lang) for name in COLUMNS)]
    lines = [
        row(name, "", [(f"{number:,.2f}", "", "number") for number in numbers], heads[1:])
        for name, numbers in [*money.rows, (text("report.total", lang), money.totals)]
    ]
    return cards(text("forecast.money", lang), heads, [("", lines)], numbers=[False, *[True] * len(COLUMNS)])
