"""Picture of a comparison: probability of every target by scenario on common runs, and the money that differs."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.compare.result import Comparison
from sim.analyses.compare.views import differing
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, widest
from sim.charts.palette import BASELINE, INK, MUTED, PROGRAMMES, RULE, SCENARIO
from sim.charts.paper import INSIDE, inch_axes, paper, styled
from sim.charts.style import BODY, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import SAME, amount, counts, fixed, money_unit, points, shown
from sim.results.table import class_groups
from sim.study.paired import Difference

_KEY, _HEAD, _FOOT, _BETWEEN, _CLASS = 0.34, 0.34, 0.36, 0.28, 0.3
PARTS = ("targets", "money")

_LINE, _PAD = 0.2, 0.16  # of a row: each scenario's line, and the space around them
_GAP, _WIDEST = 0.25, 3.6
_COLOURS = (SCENARIO, BASELINE, PROGRAMMES[3], PROGRAMMES[1], PROGRAMMES[0], PROGRAMMES[4], MUTED, INK)
_MARKS = ("o", "D", "s", "^", "v", "P", "X", "*")
_NINE_OF_TEN = 1.645


@styled
def comparison_figure(comparison: Comparison, lang: str, parts: Sequence[str] = PARTS) -> ChartFigure:
    """Paired dots of the targets above, dumbbells of the allocations that differ below; or one of the two ``parts``.

    Raises InputError where the money alone is asked for and none differs.
    """
    first = comparison.first
    changed = differing(comparison) if "money" in parts else ()
    if not changed and "targets" not in parts:
        raise InputError("the scenarios spend the same, so there is nothing to draw", key="KIND", value="money")
    row = _PAD + _LINE * len(comparison.forecasts)
    targets = _HEAD + _rows_height(comparison, row) + _FOOT if "targets" in parts else -_BETWEEN
    actions = _HEAD + row * len(changed) + _FOOT if changed else 0.0
    origin = comparison.origin(lang)
    marks = [text("compare.chart-marks", lang)] if "targets" in parts else []
    notes = [*marks, text("compare.rests-on", lang), origin.line(lang)]
    title = text("compare.title", lang, scenario=first.scenario.name[lang], runs=first.runs, seed=first.seed)
    body = _KEY + targets + (_BETWEEN + actions if changed else 0.0)
    figure, top = paper(title, _lead(comparison, lang), body, notes, origin)
    _key(figure, top + _KEY / 2, comparison, lang)
    if "targets" in parts:
        _targets(figure, top + _KEY, row, comparison, lang)
    if changed:
        _allocations(figure, top + _KEY + targets + _BETWEEN, row, comparison, changed, lang)
    return figure


def _lead(comparison: Comparison, lang: str) -> list[str]:
    """One sentence a scenario: the expected number of targets met, and its difference."""
    number = len(comparison.first.joint.targets)
    expected = f"{comparison.first.joint.expected_met:.2f}"
    lines = [text("compare.chart-own", lang, expected=expected, number=number)]
    for forecast, side in zip(comparison.forecasts[1:], comparison.sides, strict=True):
        gain = side.expected_met
        lines.append(text("compare.chart-other", lang, scenario=forecast.scenario.name[lang], gain=counts(gain)))
    return lines


def _key(figure: ChartFigure, y: float, comparison: Comparison, lang: str) -> None:
    room = INSIDE / len(comparison.forecasts) - 0.9
    names = [shortened(forecast.scenario.name[lang], SMALL, room) for forecast in comparison.forecasts]
    marks = [Line2D([], [], color=_COLOURS[k], marker=_MARKS[k], linestyle="none", markersize=6)
             for k in range(len(names))]  # fmt: skip
    figure.key_line(MARGIN, y, list(zip(marks, names, strict=True)))


def _targets(figure: ChartFigure, top: float, row: float, comparison: Comparison, lang: str) -> None:
    plan = comparison.first.plan
    left = MARGIN + min(widest([target.name[lang] for target in plan.targets], BODY), _WIDEST) * 1.05 + _GAP
    words = widest(["100 → 100  +00.0 ± 00.0"], BODY) * 1.05
    counted = widest(["000.0 → 000.0  +0.00 ± 0.00"], BODY) * 1.05
    width = MARGIN + INSIDE - words - counted - 2 * _GAP - left
    middle = MARGIN + INSIDE - counted - _GAP
    figure.write(MARGIN, top + _HEAD / 2, text("compare.chart-targets", lang), size=SMALL, colour=MUTED)
    for x, key in ((middle, "change"), (MARGIN + INSIDE, "count")):
        figure.write(x, top + _HEAD / 2, text(f"compare.chart-{key}", lang), size=SMALL, colour=MUTED, ha="right")
    y = top + _HEAD
    axes = inch_axes(figure, left, y, width, _rows_height(comparison, row), opaque=True)
    axes.set_xlim(-1.5, 101.5)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.set_xlabel(text("compare.chart-axis", lang), fontsize=SMALL)
    for letter, targets in class_groups(plan.targets):
        figure.rule(MARGIN, y, INSIDE, RULE)
        heading = text("forecast.class", lang, letter=letter, meaning=text(f"class.{letter}", lang))
        figure.write(MARGIN, y + 0.6 * _CLASS, heading, size=SMALL, colour=MUTED)
        y += _CLASS
        for target in targets:
            figure.write(MARGIN, y + row / 2, shortened(target.name[lang], BODY, _WIDEST))
            reference, *others = (forecast.target(target.id) for forecast in comparison.forecasts)
            offset = y - top - _HEAD
            _dot(axes, 100 * reference.model_probability, offset + _PAD / 2 + _LINE / 2, 0, None)
            for index, (other, side) in enumerate(zip(others, comparison.sides, strict=True), start=1):
                line = _PAD / 2 + _LINE * (index + 0.5)
                chance, count = side.probability[target.id], side.count[target.id]
                ends = [100 * reference.model_probability, 100 * other.model_probability]
                axes.plot(ends, [offset + line] * 2, color=_COLOURS[index], linewidth=1.4, zorder=2)
                _dot(axes, ends[1], offset + line, index, chance)
                chances = f"{shown(reference.model_probability)} → {shown(other.model_probability)}  {points(chance)}"
                counted_words = f"{fixed(reference.expected, 1)} → {fixed(other.expected, 1)}  {counts(count)}"
                for x, cell, change in ((middle, chances, chance), (MARGIN + INSIDE, counted_words, count)):
                    figure.write(x, y + line, cell, ha="right", colour=INK if change.shown else MUTED)
            y += row
            figure.rule(MARGIN, y, INSIDE, RULE)


def _rows_height(comparison: Comparison, row: float) -> float:
    """Inches that the targets take under the headings of their classes."""
    targets = comparison.first.targets
    return _CLASS * len(list(class_groups(targets))) + row * len(targets)


def _dot(axes: Axes, x: float, y: float, index: int, paired: Difference | None) -> None:
    axes.plot([x], [y], marker=_MARKS[index], color=_COLOURS[index], markersize=6, zorder=3)
    if paired is not None and paired.shown:
        half = 100 * _NINE_OF_TEN * paired.error
        axes.plot([x - half, x + half], [y, y], color=INK, linewidth=0.8, zorder=4)


def _allocations(
    figure: ChartFigure, top: float, row: float, comparison: Comparison, changed: Sequence[str], lang: str
) -> None:
    """Money by action in 亿元 (Chinese) or million CNY (English): a mark a scenario, joined to the first's."""
    actions = [action for action in comparison.first.plan.actions if action.id in changed]
    money = [[forecast.allocated[action.id] for forecast in comparison.forecasts] for action in actions]
    cells = [
        [f"{amount(first, lang)} → {amount(value, lang)}  {amount(value - first, lang, plus=True)}" for value in others]
        for first, *others in money
    ]
    left = MARGIN + min(widest([action.name[lang] for action in actions], BODY), _WIDEST) * 1.05 + _GAP
    room = widest([words for lines in cells for words in lines], BODY) * 1.05
    width = MARGIN + INSIDE - room - _GAP - left
    figure.write(MARGIN, top + _HEAD / 2, text("compare.chart-money", lang), size=SMALL, colour=MUTED)
    unit = money_unit(lang)
    most = max(max(amounts) for amounts in money) / unit
    y = top + _HEAD
    axes = inch_axes(figure, left, y, width, row * len(actions), opaque=True)
    axes.set_xlim(-0.015 * most, 1.015 * most)
    axes.set_xticks(*plain_ticks(0.0, most, edge=0.0))
    for action, amounts, lines in zip(actions, money, cells, strict=True):
        figure.rule(MARGIN, y, INSIDE, RULE)
        figure.write(MARGIN, y + row / 2, shortened(action.name[lang], BODY, _WIDEST))
        offset = y - top - _HEAD
        _dot(axes, amounts[0] / unit, offset + _PAD / 2 + _LINE / 2, 0, None)
        for index, words in enumerate(lines, start=1):
            line = _PAD / 2 + _LINE * (index + 0.5)
            ends = [amounts[0] / unit, amounts[index] / unit]
            axes.plot(ends, [offset + line] * 2, color=_COLOURS[index], linewidth=1.4, zorder=2)
            _dot(axes, ends[1], offset + line, index, None)
            figure.write(MARGIN + INSIDE, y + line, words, ha="right", colour=MUTED if words.endswith(SAME) else INK)
        y += row
    figure.rule(MARGIN, y, INSIDE, RULE)
