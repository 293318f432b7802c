"""The PDF: the reading with what each target asks, one page a picture, and the assumptions; A4 across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts import kind_figure
from sim.charts.pages import pdf_pages, text_page
from sim.language import text
from sim.report.brief import Brief, brief
from sim.report.money import COLUMNS

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

_KINDS = ("dots", "quantiles", "drivers")
_OPTIONAL = {"fields": "field_firms", "districts": "district_firms"}  # kind -> what the runs must have kept


def content(forecast: Forecast, lang: str) -> bytes:
    """The document; the same forecast gives the same bytes. Its text can be searched and copied."""
    told = brief(forecast, lang)
    command = forecast.provenance["command"]
    kinds = [*_KINDS, *(kind for kind, kept in _OPTIONAL.items() if getattr(forecast, kept) is not None)]
    figures = [
        text_page(told.title, [told.run, *told.reading, told.limit], _asked(told, lang), command),
        *(kind_figure(forecast, kind, lang) for kind in kinds),
        text_page(text("forecast.money", lang), [told.money.unit], _money(told, lang), command),
        *(
            text_page(text(key, lang), [], [*pairs], command)
            for key, pairs in (("report.assumptions", told.assumptions), ("report.provenance", told.provenance))
        ),
    ]
    return pdf_pages(figures, told.title, command)


def _asked(told: Brief, lang: str) -> list[tuple[str, str]]:
    """Every target with probability, word, outside view and break-even in one line."""
    join = text("chart.mark", lang)
    lines = []
    for row in told.rows:
        parts = [row.probability, row.word, text("report.outside", lang, value=row.outside)]
        lines.append((row.name, join.join([*parts, row.break_even] if row.break_even else parts)))
    return lines


def _money(told: Brief, lang: str) -> list[tuple[str, str]]:
    join = text("chart.mark", lang)
    return [
        (name, join.join(f"{text(f'report.{column}', lang)} {number:,.2f}" for column, number in
                         zip(COLUMNS, numbers, strict=True)))
        for name, numbers in [*told.money.rows, (text("report.total", lang), told.money.totals)]
    ]  # fmt: skip
