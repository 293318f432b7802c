"""The workbook of a forecast: targets, money and months as plain numbers, with live charts."""

from typing import Any

import numpy as np

from sim.analyses.forecast.earned import MONEY
from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.targets import target_record
from sim.analyses.forecast.views import by, money_table
from sim.analyses.forecast.words import confidence_key, word_key
from sim.charts.palette import BASELINE, SCENARIO, SCENARIO_HALF
from sim.language import text
from sim.language.numbers import needed_line
from sim.report import pictures
from sim.report.content import Report
from sim.report.workbook_parts import (
    ROW,
    Bars,
    add_bars,
    insert_picture,
    workbook,
    write_lines,
    write_table,
    write_totals,
)
from sim.results.table import Cell, Table, by_class

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
# Counts by the later month of runs that went on: key of the heading, attribute.
_LATER = [
    ("report.mean", "mean"),
    ("report.error", "error"),
    ("report.q05", "q05"),
    ("report.q50", "q50"),
    ("report.q95", "q95"),
]
_BEFORE, _BEHIND = ("report.id", "forecast.target", "report.reading-of"), (
    "report.class", "forecast.word", "forecast.confidence", "report.break-even")  # fmt: skip
_PROBABILITY = len(_BEFORE) + [name for _, name, _ in _NUMBERS].index("probability")
# One line plot a target on the sheet of months: pixels, the lines and columns that it covers, plots side by side.
_PLOT, _DOWN, _OVER, _ACROSS = {"width": 400, "height": 300}, 16, 4, 3


def content(forecast: Forecast, report: Report, lang: str) -> bytes:
    """The workbook; the same forecast gives the same bytes."""
    return workbook(report, lang, {
        "targets": (lambda book, sheet, styles: _targets(book, sheet, forecast, report, styles, lang), 1),
        "scenario": (lambda book, sheet, styles: _scenario(book, sheet, forecast, styles, lang), 1),
        "months": (lambda book, sheet, styles: _months(book, sheet, forecast, styles, lang), 1),
    })  # fmt: skip


def targets_sheet(forecast: Forecast, lang: str) -> Table:
    """One row a target, by class, its numbers unrounded."""
    rows: list[tuple[Cell, ...]] = []
    later = [] if forecast.later is None else _LATER
    for target in by_class(forecast.targets):
        record, reading = target_record(forecast.plan, target)
        even = "" if target.break_even is None else target.break_even.sentence(lang)
        words = (target.class_, text(word_key(target.word), lang), text(confidence_key(target.confidence), lang), even)
        numbers = [getattr(target, name) for _, name, _ in _NUMBERS]
        if forecast.later is not None:
            counted = forecast.later.counts[target.id][target.reading]
            numbers += [getattr(counted, name) for _, name in later]
        rows.append((target.id, record.name[lang], reading.name[lang], *numbers, *words))
    month = "" if forecast.later is None else by(forecast.later.month, lang)
    heads = [text(key, lang) for key in (*_BEFORE, *(key for key, _, _ in _NUMBERS))]
    heads += [f"{month} {text(key, lang)}" for key, _ in later]
    heads += [text(key, lang) for key in _BEHIND]
    first = len(_BEFORE) + len(_NUMBERS) + len(later)
    words_in = (*range(len(_BEFORE)), *range(first, first + len(_BEHIND)))
    kinds = (*[""] * len(_BEFORE), *(kind for _, _, kind in _NUMBERS), *["count"] * len(later), *[""] * len(_BEHIND))
    return Table(text("report.targets", lang), tuple(heads), tuple(rows), words_in, formats=kinds)


def _targets(book: Any, sheet: Any, forecast: Forecast, report: Report, styles: dict[str, Any], lang: str) -> None:
    first = write_lines(sheet, report, styles) + 1
    table = targets_sheet(forecast, lang)
    last = write_table(sheet, first, table, styles)
    sheet.freeze_panes(first + 1, 2)
    bars = Bars(text("forecast.probability", lang), _PROBABILITY, SCENARIO)
    add_bars(book, sheet, text("report.chart-targets", lang), (first, last), [bars], names=1, share=True)
    insert_picture(sheet, last + 24, pictures.picture(forecast, "dots", lang), "dots.png")


def _scenario(book: Any, sheet: Any, forecast: Forecast, styles: dict[str, Any], lang: str) -> None:
    table = money_table(forecast, lang)
    if table is None:
        sheet.write(0, 0, text("forecast.money-none", lang), styles["plain"])
        return
    sheet.write(0, 0, table.note, styles["plain"])
    last = write_table(sheet, 1, table, styles) - 1
    write_totals(sheet, (2, last), table, styles)
    shown = [Bars("", MONEY.index(name) + 1, colour) for name, colour in (("spent", SCENARIO), ("unspent", BASELINE))]
    add_bars(book, sheet, table.note, (1, last), shown, below=2, stacked=True)


def _months(book: Any, sheet: Any, forecast: Forecast, styles: dict[str, Any], lang: str) -> None:
    sheet.write(0, 0, text("report.month", lang), styles["head"])
    for line, month in enumerate(forecast.every_month, start=1):
        sheet.write(line, 0, month, styles["plain"])
    column = 1
    months = len(forecast.every_month)
    first = months + 2
    for index, target in enumerate(by_class(forecast.targets)):
        record, reading = target_record(forecast.plan, target)
        quantiles = forecast.by_month(reading.metric, _quantiles)
        least = np.full((1, months), target.threshold)
        keys = ("report.q05", "report.q50", "report.q95", "forecast.threshold")
        for offset, (key, values) in enumerate(zip(keys, (*quantiles, *least), strict=True)):
            sheet.write(0, column + offset, f"{record.name[lang]} {text(key, lang)}", styles["head-right"])
            for line, value in enumerate(values, start=1):
                sheet.write_number(line, column + offset, float(value), styles["count"])
        named = f"{record.name[lang]} {needed_line(target.number, target.threshold, lang)}"
        chart = _path(book, sheet.get_name(), column, months, named)
        down, across = divmod(index, _ACROSS)
        sheet.insert_chart(first + _DOWN * down, _OVER * across, chart, {"description": record.name[lang]})
        column += len(_LINES)
    sheet.set_row(0, 3 * ROW)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, column - 1, 14)
    sheet.freeze_panes(1, 1)
    # On paper the plots alone: four columns of numbers a target are for the screen.
    sheet.print_area(first, 0, first + _DOWN * -(-len(forecast.targets) // _ACROSS), _OVER * _ACROSS)


def _quantiles(runs: np.ndarray) -> np.ndarray:
    return np.quantile(runs, LEVELS, axis=0)


def _path(book: Any, name: str, column: int, months: int, title: str) -> Any:
    chart = book.add_chart({"type": "line"})
    for offset, line in enumerate(_LINES):
        chart.add_series({
            "name": [name, 0, column + offset],
            "categories": [name, 1, 0, months, 0],
            "values": [name, 1, column + offset, months, column + offset],
            "line": line,
        })  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 10}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"interval_unit": 6})
    chart.set_y_axis({"min": 0})
    chart.set_size(_PLOT)
    return chart
