"""The workbook of a comparison: targets and money by scenario as plain numbers, with live charts."""

from typing import Any

from sim.analyses.compare.result import Comparison
from sim.analyses.compare.views import differing, scenarios
from sim.analyses.forecast.views import by
from sim.charts.palette import BASELINE, MUTED, PROGRAMMES, SCENARIO
from sim.language import text
from sim.language.numbers import money_unit
from sim.report import pictures
from sim.report.content import Report
from sim.report.workbook_parts import Bars, add_bars, insert_picture, workbook, write_lines, write_table, write_totals
from sim.results.table import Cell, Table, by_class

_COLOURS = (SCENARIO, BASELINE, PROGRAMMES[3], PROGRAMMES[1], PROGRAMMES[0], PROGRAMMES[4], MUTED)
# Columns of a scenario: key of the heading and format; the first one has no differences.
_OWN = (("report.model-probability", "share"), ("report.mean", "count"))
_MORE = (
    *_OWN,
    ("report.difference", "share-change"),
    ("report.difference-error", "share"),
    ("report.expected-difference", "change"),
    ("report.difference-error", "money"),
)
_CHART = 32  # lines that a chart covers


def content(comparison: Comparison, report: Report, lang: str) -> bytes:
    """The workbook; the same comparison gives the same bytes."""
    return workbook(report, lang, {
        "targets": (lambda book, sheet, styles: _targets(book, sheet, comparison, report, styles, lang), 0),
        "scenario": (lambda book, sheet, styles: _money(book, sheet, comparison, styles, lang), 1),
    })  # fmt: skip


def targets_sheet(comparison: Comparison, lang: str) -> Table:
    """One row a target, by class: under every scenario probability and count, and their differences from the first."""
    rows: list[tuple[Cell, ...]] = []
    for planned in by_class(comparison.first.plan.targets):
        cells: list[Cell] = [planned.name[lang]]
        for forecast, side in zip(comparison.forecasts, (None, *comparison.sides), strict=True):
            target = forecast.target(planned.id)
            cells += [target.model_probability, target.expected]
            if side is not None:
                chance, count = side.probability[planned.id], side.count[planned.id]
                cells += [chance.value, chance.error, count.value, count.error]
        for forecast, side in comparison.pairs:
            if forecast.later is not None:
                cells.append(forecast.later.counts[planned.id][forecast.target(planned.id).reading].mean)
            if side is not None and side.later is not None:
                cells += [side.later[planned.id].value, side.later[planned.id].error]
        rows.append(tuple(cells))
    columns = [(letter, column) for number, (letter, _) in enumerate(scenarios(comparison, lang))
               for column in (_MORE if number else _OWN)]  # fmt: skip
    if comparison.first.later is not None:
        month = by(comparison.first.later.month, lang)
        columns += [(f"{letter} {month}", column) for number, (letter, _) in enumerate(scenarios(comparison, lang))
                    for column in (_OWN[1:] + _MORE[4:] if number else _OWN[1:])]  # fmt: skip
    heads = (text("forecast.target", lang), *(f"{letter} {text(key, lang)}" for letter, (key, _) in columns))
    return Table(text("report.targets", lang), heads, tuple(rows), formats=("", *(kind for _, (_, kind) in columns)))


def money_sheet(comparison: Comparison, lang: str) -> Table:
    """All actions and their sum, in the reader's unit; those that differ first, so that one range holds them."""
    changed, unit = differing(comparison), money_unit(lang)
    ordered = sorted(comparison.first.plan.actions, key=lambda action: action.id not in changed)
    allocated = [forecast.allocated for forecast in comparison.forecasts]
    rows: list[tuple[Cell, ...]] = [
        (action.name[lang], *(money[action.id] / unit for money in allocated)) for action in ordered
    ]
    sums = (sum(money.values()) / unit for money in allocated)
    rows.append((text("report.total", lang), *sums))
    heads = (text("report.action", lang), *(f"{letter}  {name}" for letter, name in scenarios(comparison, lang)))
    return Table(text("compare.money", lang), heads, tuple(rows), note=text("report.allocated-unit", lang),
                 formats=("", *["money"] * len(comparison.forecasts)))  # fmt: skip


def _targets(book: Any, sheet: Any, comparison: Comparison, report: Report, styles: dict[str, Any], lang: str) -> None:
    named = [f"{letter}  {name}" for letter, name in scenarios(comparison, lang)]
    first = write_lines(sheet, report, styles, named) + 1
    last = write_table(sheet, first, targets_sheet(comparison, lang), styles)
    sheet.freeze_panes(first + 1, 1)
    columns = [1 + (len(_OWN) + len(_MORE) * (k - 1) if k else 0) for k in range(len(named))]
    bars = [Bars(name, column, _COLOURS[k % len(_COLOURS)])
            for k, (name, column) in enumerate(zip(named, columns, strict=True))]  # fmt: skip
    add_bars(book, sheet, text("report.chart-chances", lang), (first, last), bars, share=True, height=18 * _CHART)
    insert_picture(sheet, last + 2 + _CHART, pictures.picture(comparison, "targets", lang), "targets.png")
    sheet.set_h_pagebreaks([last + 1, last + 1 + _CHART])


def _money(book: Any, sheet: Any, comparison: Comparison, styles: dict[str, Any], lang: str) -> None:
    """All actions; the chart shows those that differ."""
    table, changed = money_sheet(comparison, lang), len(differing(comparison))
    sheet.write(0, 0, table.note, styles["plain"])
    last = write_table(sheet, 1, table, styles) - 1
    write_totals(sheet, (2, last), table, styles)
    sheet.freeze_panes(2, 1)
    if changed:
        bars = [Bars("", k + 1, _COLOURS[k % len(_COLOURS)]) for k in range(len(comparison.forecasts))]
        title, height = text("report.chart-money", lang), 160 + 44 * changed
        add_bars(book, sheet, title, (1, 1 + changed), bars, at=last + 3, height=height)
