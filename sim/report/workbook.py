"""The workbook: targets, money, months and assumptions as numbers that can be computed with, charts that stay live."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import numpy as np

from sim.charts.palette import BASELINE, SCENARIO, SCENARIO_PALE
from sim.charts.rows import target_record
from sim.language import text
from sim.report.brief import Brief, brief
from sim.report.money import COLUMNS, Money
from sim.report.pictures import DPI, picture
from sim.tables.metrics import METRIC_INDEX

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

LEVELS = (0.05, 0.5, 0.95)
# Columns of numbers on the first sheet: key of the heading, attribute of the target, format.
_NUMBERS = (
    ("report.number", "number", "count"),
    ("forecast.threshold", "threshold", "count"),
    ("forecast.at-start", "at_start", "count"),
    ("report.mean", "expected", "count"),
    ("report.q05", "q05", "count"),
    ("report.q50", "q50", "count"),
    ("report.q95", "q95", "count"),
    ("forecast.probability", "probability", "share"),
    ("report.error", "mc_error", "share"),
    ("report.low", "low", "share"),
    ("report.high", "high", "share"),
    ("report.model-probability", "model_probability", "share"),
    ("forecast.outside-view", "outside_view", "share"),
)
_PROBABILITY = 3 + [name for _, name, _ in _NUMBERS].index("probability")
_DATE = datetime(2000, 1, 1)  # written into the file instead of the clock
_WIDE, _ROW = 100, 15  # characters in a line of the last sheet; points of a line
_FONT = {"zh": "微软雅黑", "en": "Calibri"}


def content(forecast: Forecast, lang: str) -> bytes:
    """The workbook; the same forecast gives the same bytes."""
    from xlsxwriter import Workbook

    told = brief(forecast, lang)
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": told.title, "author": "xiandao", "comments": told.limit, "created": _DATE})
    styles = _styles(book, lang)
    names = [text(f"report.sheet-{name}", lang) for name in ("targets", "scenario", "months", "assumptions")]
    sheets = [book.add_worksheet(name) for name in names]
    _targets(book, sheets[0], forecast, told, styles, lang)
    _scenario(book, sheets[1], told, styles, lang)
    _months(book, sheets[2], forecast, styles, lang)
    _pairs(sheets[3], told, styles, lang)
    for sheet in sheets:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0 if sheet is sheets[-1] else 1)  # a chart is not cut in two
    book.close()
    return buffer.getvalue()


def _styles(book: Any, lang: str) -> dict[str, Any]:
    base = {"font_name": _FONT[lang], "font_size": 10, "valign": "top"}
    kinds: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "plain": {},
        "wrapped": {"text_wrap": True},
        "head": {"bold": True, "text_wrap": True, "bg_color": "#EEF2F6", "bottom": 1},
        "head-right": {"bold": True, "text_wrap": True, "bg_color": "#EEF2F6", "bottom": 1, "align": "right"},
        "count": {"num_format": "#,##0.0"},
        "money": {"num_format": "#,##0.00"},
        "share": {"num_format": "0.0%"},
    }
    return {name: book.add_format({**base, **kind}) for name, kind in kinds.items()}


def _targets(book: Any, sheet: Any, forecast: Forecast, told: Brief, styles: dict[str, Any], lang: str) -> None:
    sheet.write(0, 0, told.title, styles["title"])
    for place, sentence in enumerate((told.run, *told.reading, told.limit)):
        sheet.write(1 + place, 0, sentence, styles["plain"])
    first = 3 + len(told.reading) + 1
    words = [text("report.id", lang), text("forecast.target", lang), text("report.reading-of", lang)]
    after = [text(f"forecast.{name}", lang) for name in ("word", "confidence")] + [text("report.break-even", lang)]
    heads = [*words, *(text(key, lang) for key, _, _ in _NUMBERS), text("report.class", lang), *after]
    for column, head in enumerate(heads):
        numbers = 3 <= column < 3 + len(_NUMBERS)
        sheet.write(first, column, head, styles["head-right" if numbers else "head"])
    for line, row in enumerate(told.rows, start=first + 1):
        for column, word in enumerate((row.target.id, row.name, row.reading)):
            sheet.write(line, column, word, styles["plain"])
        for column, (_, name, kind) in enumerate(_NUMBERS, start=3):
            value = getattr(row.target, name)
            if value is not None:
                sheet.write_number(line, column, value, styles[kind])
        said = (row.target.class_, row.word, row.confidence, row.break_even)
        for column, word in enumerate(said, start=3 + len(_NUMBERS)):
            sheet.write(line, column, word, styles["plain"])
    sheet.set_row(first, 3 * _ROW)
    last = first + len(told.rows)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 2, 30)
    sheet.set_column(3, 2 + len(_NUMBERS), 11)
    sheet.set_column(3 + len(_NUMBERS), 5 + len(_NUMBERS), 16)
    sheet.set_column(6 + len(_NUMBERS), 6 + len(_NUMBERS), 60)
    sheet.freeze_panes(first + 1, 2)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({
        "name": text("forecast.probability", lang),
        "categories": [sheet.get_name(), first + 1, 1, last, 1],
        "values": [sheet.get_name(), first + 1, _PROBABILITY, last, _PROBABILITY],
        "fill": {"color": SCENARIO},
    })  # fmt: skip
    chart.set_title({"name": text("report.chart-targets", lang), "name_font": {"size": 11}})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": 420})
    sheet.insert_chart(last + 2, 0, chart, {"description": text("report.chart-targets", lang)})
    drawn = picture(forecast, "dots", lang)
    scale = 900 / (drawn.size[0] * DPI) * DPI / 96  # 900 pixels across; Excel counts 96 to the inch
    given = {"image_data": io.BytesIO(drawn.content), "x_scale": scale, "y_scale": scale, "description": drawn.title}
    sheet.insert_image(last + 24, 0, "dots.png", given)


def _scenario(book: Any, sheet: Any, told: Brief, styles: dict[str, Any], lang: str) -> None:
    money: Money = told.money
    if not money.rows:
        sheet.write(0, 0, text("forecast.money-none", lang), styles["plain"])
        return
    sheet.write(0, 0, money.unit, styles["plain"])
    for column, head in enumerate([text("report.action", lang), *(text(f"report.{name}", lang) for name in COLUMNS)]):
        sheet.write(1, column, head, styles["head-right" if column else "head"])
    for line, (name, numbers) in enumerate(money.rows, start=2):
        sheet.write(line, 0, name, styles["plain"])
        for column, number in enumerate(numbers, start=1):
            sheet.write_number(line, column, number, styles["money"])
    sheet.set_row(1, 3 * _ROW)
    last = 1 + len(money.rows)
    sheet.write(last + 1, 0, text("report.total", lang), styles["head"])
    for column, total in enumerate(money.totals, start=1):
        letter = chr(ord("A") + column)
        sheet.write_formula(last + 1, column, f"=SUM({letter}3:{letter}{last + 1})", styles["money"], total)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(COLUMNS), 14)
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in ((COLUMNS.index("spent") + 1, SCENARIO), (COLUMNS.index("unspent") + 1, BASELINE)):
        chart.add_series({
            "name": [sheet.get_name(), 1, column],
            "categories": [sheet.get_name(), 2, 0, last, 0],
            "values": [sheet.get_name(), 2, column, last, column],
            "fill": {"color": colour},
        })  # fmt: skip
    chart.set_title({"name": money.unit, "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 760, "height": 460})
    sheet.insert_chart(last + 3, 0, chart, {"description": money.unit})


def _months(book: Any, sheet: Any, forecast: Forecast, styles: dict[str, Any], lang: str) -> None:
    sheet.write(0, 0, text("report.month", lang), styles["head"])
    for line, month in enumerate(forecast.months, start=1):
        sheet.write(line, 0, month, styles["plain"])
    column = 1
    months = len(forecast.months)
    for place, target in enumerate(forecast.targets):
        record, reading = target_record(forecast.plan, target)
        runs = forecast.metrics[forecast.done, :, METRIC_INDEX[reading.metric]]
        quantiles = np.quantile(runs, LEVELS, axis=0)
        heads = [f"{record.name[lang]} {text(key, lang)}" for key in ("report.q05", "report.q50", "report.q95")]
        for offset, (head, values) in enumerate(zip(heads, quantiles, strict=True)):
            sheet.write(0, column + offset, head, styles["head-right"])
            for line, value in enumerate(values, start=1):
                sheet.write_number(line, column + offset, float(value), styles["count"])
        chart = _path(book, sheet.get_name(), column, months, (record.name[lang], target.threshold))
        down, across = divmod(place, 3)
        sheet.insert_chart(months + 2 + 16 * down, 4 * across, chart, {"description": record.name[lang]})
        column += len(LEVELS)
    sheet.set_row(0, 3 * _ROW)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, column - 1, 14)
    sheet.freeze_panes(1, 1)


def _path(book: Any, name: str, column: int, months: int, count: tuple[str, float]) -> Any:
    chart = book.add_chart({"type": "line"})
    for offset, (colour, width) in enumerate(((SCENARIO_PALE, 1.25), (SCENARIO, 2.25), (SCENARIO_PALE, 1.25))):
        chart.add_series({
            "name": [name, 0, column + offset],
            "categories": [name, 1, 0, months, 0],
            "values": [name, 1, column + offset, months, column + offset],
            "line": {"color": colour, "width": width},
        })  # fmt: skip
    chart.set_title({"name": f"{count[0]} ≥{count[1]:g}", "name_font": {"size": 10}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"interval_unit": 6})
    chart.set_y_axis({"min": 0})
    chart.set_size({"width": 400, "height": 300})
    return chart


def _pairs(sheet: Any, told: Brief, styles: dict[str, Any], lang: str) -> None:
    line = 0
    blocks: Sequence[tuple[str, tuple[tuple[str, str], ...]]] = (
        ("report.assumptions", told.assumptions),
        ("report.provenance", told.provenance),
    )
    for key, pairs in blocks:
        sheet.merge_range(line, 0, line, 1, text(key, lang), styles["head"])
        for offset, (name, value) in enumerate(pairs, start=1):
            sheet.write(line + offset, 0, name, styles["wrapped"])
            sheet.write(line + offset, 1, value, styles["wrapped"])
            wide = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in value)
            sheet.set_row(line + offset, _ROW * max(1, -(-wide // _WIDE)))  # not every program measures wrapped text
        line += len(pairs) + 2
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, _WIDE + 8)
