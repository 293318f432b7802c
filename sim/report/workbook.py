"""The workbook: targets, money, months and assumptions as numbers that can be computed with, charts that stay live."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.charts.palette import BASELINE, SCENARIO, SCENARIO_HALF
from sim.charts.rows import target_record
from sim.language import text
from sim.report import pictures
from sim.report.brief import Brief, brief
from sim.report.money import COLUMNS, Money
from sim.report.workbook_parts import (
    ROW,
    TITLE,
    formats,
    insert_picture,
    lines_of,
    new_workbook,
    print_whole,
    write_pairs,
)

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

LEVELS = (0.05, 0.5, 0.95)
# How the levels are drawn, and behind them the count that is needed.
_LINES: tuple[dict[str, Any], ...] = (
    {"color": SCENARIO_HALF, "width": 1.25},
    {"color": SCENARIO, "width": 2.25},
    {"color": SCENARIO_HALF, "width": 1.25},
    {"color": BASELINE, "width": 1.25, "dash_type": "dash"},
)
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
# Width of the columns of words, in characters: those before the numbers, and those behind.
_BEFORE, _NUMBER, _BEHIND = (17, 26, 24), 9.5, (6, 14, 10, 46)
# One line plot a target on the sheet of months: pixels, the lines and columns that it covers, plots side by side.
_PLOT, _DOWN, _OVER, _ACROSS = {"width": 400, "height": 300}, 16, 4, 3


def content(forecast: Forecast, lang: str) -> bytes:
    """The workbook; the same forecast gives the same bytes."""
    told = brief(forecast, lang)
    buffer = io.BytesIO()
    book = new_workbook(buffer, told.title, told.limit)
    styles = formats(book, lang)
    names = [text(f"report.sheet-{name}", lang) for name in ("targets", "scenario", "months", "assumptions")]
    sheets = [book.add_worksheet(name) for name in names]
    _targets(book, sheets[0], forecast, told, styles, lang)
    _scenario(book, sheets[1], told, styles, lang)
    _months(book, sheets[2], forecast, styles, lang)
    blocks = (("report.assumptions", told.assumptions), ("report.provenance", told.provenance))
    write_pairs(sheets[3], blocks, styles, lang)
    for sheet in sheets:
        print_whole(sheet, down=0 if sheet is sheets[-1] else 1)  # a chart is not cut in two
    book.close()
    return buffer.getvalue()


def _targets(book: Any, sheet: Any, forecast: Forecast, told: Brief, styles: dict[str, Any], lang: str) -> None:
    sheet.write(0, 0, told.title, styles["title"])
    sheet.set_row(0, TITLE)
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
            sheet.write(line, column, word, styles["wrapped"])
        for column, (_, name, kind) in enumerate(_NUMBERS, start=3):
            value = getattr(row.target, name)
            if value is not None:
                sheet.write_number(line, column, value, styles[kind])
        said = (row.target.class_, row.word, row.confidence, row.break_even)
        for column, word in enumerate(said, start=3 + len(_NUMBERS)):
            sheet.write(line, column, word, styles["indented"])
        wrapped = zip((row.target.id, row.name, row.reading, *said), (*_BEFORE, *_BEHIND), strict=True)
        sheet.set_row(line, ROW * max(lines_of(word, wide) for word, wide in wrapped))
    sheet.set_row(first, 4 * ROW)
    last = first + len(told.rows)
    for column, wide in enumerate((*_BEFORE, *[_NUMBER] * len(_NUMBERS), *_BEHIND)):
        sheet.set_column(column, column, wide)
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
    insert_picture(sheet, last + 24, pictures.picture(forecast, "dots", lang), "dots.png")


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
    sheet.set_row(1, 3 * ROW)
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
    first = months + 2
    for place, target in enumerate(forecast.targets):
        record, reading = target_record(forecast.plan, target)
        quantiles = np.quantile(forecast.counts(reading.metric), LEVELS, axis=0)
        needed = np.full((1, months), target.threshold)
        keys = ("report.q05", "report.q50", "report.q95", "forecast.threshold")
        for offset, (key, values) in enumerate(zip(keys, (*quantiles, *needed), strict=True)):
            sheet.write(0, column + offset, f"{record.name[lang]} {text(key, lang)}", styles["head-right"])
            for line, value in enumerate(values, start=1):
                sheet.write_number(line, column + offset, float(value), styles["count"])
        chart = _path(book, sheet.get_name(), column, months, (record.name[lang], target.threshold))
        down, across = divmod(place, _ACROSS)
        sheet.insert_chart(first + _DOWN * down, _OVER * across, chart, {"description": record.name[lang]})
        column += len(_LINES)
    sheet.set_row(0, 3 * ROW)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, column - 1, 14)
    sheet.freeze_panes(1, 1)
    # On paper the plots alone: four columns of numbers a target are for the screen.
    sheet.print_area(first, 0, first + _DOWN * -(-len(forecast.targets) // _ACROSS), _OVER * _ACROSS)


def _path(book: Any, name: str, column: int, months: int, count: tuple[str, float]) -> Any:
    chart = book.add_chart({"type": "line"})
    for offset, line in enumerate(_LINES):
        chart.add_series({
            "name": [name, 0, column + offset],
            "categories": [name, 1, 0, months, 0],
            "values": [name, 1, column + offset, months, column + offset],
            "line": line,
        })  # fmt: skip
    chart.set_title({"name": f"{count[0]} ≥{count[1]:g}", "name_font": {"size": 10}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"interval_unit": 6})
    chart.set_y_axis({"min": 0})
    chart.set_size(_PLOT)
    return chart
