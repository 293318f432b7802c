"""The workbook of a comparison: targets and money under every scenario as plain numbers, charts that stay live."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from sim.charts.palette import BASELINE, MUTED, PROGRAMMES, SCENARIO
from sim.language import text
from sim.report import pictures
from sim.report.compared import Compared, compared, differing, letters, names
from sim.report.workbook_parts import ROW, TITLE, formats, insert_picture, new_workbook, print_whole, write_pairs

if TYPE_CHECKING:
    from sim.comparison.result import Comparison

_COLOURS = (SCENARIO, BASELINE, PROGRAMMES[3], PROGRAMMES[1], PROGRAMMES[0], PROGRAMMES[4], MUTED)
# Columns of a scenario: key of the heading, column of ``Comparison.table()``, format; the first one has no differences.
_OWN = (("report.model-probability", "probability", "share"), ("report.mean", "expected", "count"))
_MORE = (
    *_OWN,
    ("report.difference", "difference", "share-change"),
    ("report.difference-error", "difference_error", "share"),
    ("report.expected-difference", "expected_difference", "change"),
    ("report.difference-error", "expected_error", "money"),
)
_MILLION = {"zh": 100.0, "en": 1.0}  # million CNY in one unit: 亿元, million
_CHART = 32  # lines that a chart covers


def content(comparison: Comparison, lang: str) -> bytes:
    """The workbook; the same comparison gives the same bytes."""
    told = compared(comparison, lang)
    buffer = io.BytesIO()
    book = new_workbook(buffer, told.title, told.limit)
    styles = formats(book, lang)
    sheets = [book.add_worksheet(text(f"report.sheet-{name}", lang)) for name in ("targets", "scenario", "assumptions")]
    _targets(book, sheets[0], comparison, told, styles, lang)
    _money(book, sheets[1], comparison, styles, lang)
    blocks = (("report.assumptions", told.assumptions), ("report.provenance", told.provenance))
    write_pairs(sheets[2], blocks, styles, lang)
    for sheet in sheets:
        print_whole(sheet, down=1 if sheet is sheets[1] else 0)
    book.close()
    return buffer.getvalue()


def _targets(book: Any, sheet: Any, comparison: Comparison, told: Compared, styles: dict[str, Any], lang: str) -> None:
    """One line a target, a block of columns a scenario."""
    sheet.write(0, 0, told.title, styles["title"])
    sheet.set_row(0, TITLE)
    said = [f"{letter}  {name}" for letter, name in told.scenarios]
    for place, sentence in enumerate([*said, *told.reading, told.limit], start=1):
        sheet.write(place, 0, sentence, styles["plain"])
    first = len(said) + len(told.reading) + 3
    last = first + len(comparison.first.targets)
    sheet.write(first, 0, text("forecast.target", lang), styles["head"])
    sheet.set_row(first, 3 * ROW)
    for line, target in enumerate(comparison.first.plan.targets, start=first + 1):
        sheet.write(line, 0, target.name[lang], styles["plain"])
    table = comparison.table(lang)
    column, chances = 1, []
    for letter, forecast in zip(letters(comparison), comparison.forecasts, strict=True):
        chances.append(column)
        rows = table[table["scenario"] == forecast.scenario.id]
        for key, name, kind in _MORE if len(chances) > 1 else _OWN:
            sheet.write(first, column, f"{letter} {text(key, lang)}", styles["head-right"])
            for line, value in enumerate(rows[name], start=first + 1):
                sheet.write_number(line, column, float(value), styles[kind])
            column += 1
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, column - 1, 11)
    sheet.freeze_panes(first + 1, 1)
    _chances(book, sheet, told, chances, (first, last), lang)
    insert_picture(sheet, last + 2 + _CHART, pictures.picture(comparison, "targets", lang), "targets.png")
    sheet.set_h_pagebreaks([last + 1, last + 1 + _CHART])


def _chances(book: Any, sheet: Any, told: Compared, columns: list[int], lines: tuple[int, int], lang: str) -> None:
    """A bar a target and scenario; ``lines``: of the heads, and the last one of the targets."""
    chart = book.add_chart({"type": "bar"})
    head, last = lines
    for place, (column, (letter, name)) in enumerate(zip(columns, told.scenarios, strict=True)):
        chart.add_series({
            "name": f"{letter}  {name}",
            "categories": [sheet.get_name(), head + 1, 0, last, 0],
            "values": [sheet.get_name(), head + 1, column, last, column],
            "fill": {"color": _COLOURS[place % len(_COLOURS)]},
        })  # fmt: skip
    chart.set_title({"name": text("report.chart-chances", lang), "name_font": {"size": 11}})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 18 * _CHART})
    sheet.insert_chart(last + 2, 0, chart, {"description": text("report.chart-chances", lang)})


def _money(book: Any, sheet: Any, comparison: Comparison, styles: dict[str, Any], lang: str) -> None:
    """All actions, million CNY or 亿元; the chart shows those that differ."""
    sheet.write(0, 0, text("report.allocated-unit", lang), styles["plain"])
    titles = zip(letters(comparison), names(comparison, lang), strict=True)
    heads = [text("report.action", lang), *(f"{letter}  {name}" for letter, name in titles)]
    for column, head in enumerate(heads):
        sheet.write(1, column, head, styles["head-right" if column else "head"])
    sheet.set_row(1, 3 * ROW)
    actions = comparison.first.plan.actions
    # Those that differ first, so that one range holds them.
    changed = differing(comparison)
    ordered = sorted(actions, key=lambda action: action.id not in changed)
    for line, action in enumerate(ordered, start=2):
        sheet.write(line, 0, action.name[lang], styles["plain"])
        for column, forecast in enumerate(comparison.forecasts, start=1):
            amount = forecast.allocated[action.id] / _MILLION[lang]
            sheet.write_number(line, column, amount, styles["money"])
    last = 1 + len(ordered)
    sheet.write(last + 1, 0, text("report.total", lang), styles["head"])
    for column, forecast in enumerate(comparison.forecasts, start=1):
        letter = chr(ord("A") + column)
        total = sum(forecast.allocated.values()) / _MILLION[lang]
        sheet.write_formula(last + 1, column, f"=SUM({letter}3:{letter}{last + 1})", styles["money"], total)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(comparison.forecasts), 20)
    sheet.freeze_panes(2, 1)
    if changed:
        _amounts(book, sheet, comparison, len(changed), last + 3, lang)


def _amounts(book: Any, sheet: Any, comparison: Comparison, number: int, line: int, lang: str) -> None:
    chart = book.add_chart({"type": "bar"})
    for column in range(1, 1 + len(comparison.forecasts)):
        chart.add_series({
            "name": [sheet.get_name(), 1, column],
            "categories": [sheet.get_name(), 2, 0, 1 + number, 0],
            "values": [sheet.get_name(), 2, column, 1 + number, column],
            "fill": {"color": _COLOURS[(column - 1) % len(_COLOURS)]},
        })  # fmt: skip
    chart.set_title({"name": text("report.chart-money", lang), "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 160 + 44 * number})
    sheet.insert_chart(line, 0, chart, {"description": text("report.chart-money", lang)})
