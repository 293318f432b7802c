"""Scenarios side by side: the chance of every target under each, on the same runs, and the money that differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.charts.measure import shortened, widest
from sim.charts.palette import BASELINE, INK, MUTED, PROGRAMMES, RULE, SCENARIO
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import BODY, SMALL
from sim.charts.target_dots import MARGIN
from sim.charts.ticks import plain_ticks, signed
from sim.errors import InputError
from sim.forecast.words import shown
from sim.language import language, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.charts.figure import ChartFigure
    from sim.comparison.result import Comparison
    from sim.forecast.paired import Difference

_KEY, _HEAD, _FOOT, _BETWEEN = 0.34, 0.34, 0.36, 0.28
PARTS = ("targets", "money")

_LINE, _PAD = 0.2, 0.16  # of a row: each scenario's line, and the space around them
_GAP, _WIDEST = 0.25, 3.6
_COLOURS = (SCENARIO, BASELINE, PROGRAMMES[3], PROGRAMMES[1], PROGRAMMES[0], PROGRAMMES[4], MUTED, INK)
_MARKS = ("o", "D", "s", "^", "v", "P", "X", "*")
_LEAST_MONEY = 0.05  # million CNY: less is rounding of shares
_PER_YI = 100.0
_NINE_OF_TEN = 1.645


@styled
def comparison_figure(comparison: Comparison, lang: str, parts: Sequence[str] = PARTS) -> ChartFigure:
    """Paired dots of the targets above, dumbbells of the allocations that differ below; or one of the two ``parts``.

    Raises InputError where the money alone is asked for and none differs.
    """
    lang = language(lang)
    first = comparison.first
    differing = _differing(comparison) if "money" in parts else []
    if not differing and "targets" not in parts:
        raise InputError("the scenarios spend the same, so there is nothing to draw", key="KIND", value="money")
    row = _PAD + _LINE * len(comparison.forecasts)
    targets = _HEAD + row * len(first.targets) + _FOOT if "targets" in parts else -_BETWEEN
    actions = _HEAD + row * len(differing) + _FOOT if differing else 0.0
    origin = comparison.origin(lang)
    marks = [text("compare.chart-marks", lang)] if "targets" in parts else []
    notes = [*marks, text("compare.rests-on", lang), origin.line(lang)]
    title = text("compare.title", lang, scenario=first.scenario.name[lang], runs=first.runs, seed=first.seed)
    body = _KEY + targets + (_BETWEEN + actions if differing else 0.0)
    figure, top = paper(title, _lead(comparison, lang), body, notes, origin)
    _key(figure, top + _KEY / 2, comparison, lang)
    if "targets" in parts:
        _targets(figure, top + _KEY, row, comparison, lang)
    if differing:
        _allocations(figure, top + _KEY + targets + _BETWEEN, row, comparison, differing, lang)
    return figure


def _lead(comparison: Comparison, lang: str) -> list[str]:
    """One sentence a scenario: the expected number of targets met, and its difference."""
    number = len(comparison.first.joint.targets)
    own = f"{comparison.first.joint.expected_met:.2f}"
    lines = [text("compare.chart-own", lang, expected=own, number=number)]
    for forecast, side in zip(comparison.forecasts[1:], comparison.sides, strict=True):
        gain = side.expected_met
        words = f"{signed(gain.value, 2)} ± {gain.error:.2f}" if gain.shown else "="
        lines.append(text("compare.chart-other", lang, scenario=forecast.scenario.name[lang], gain=words))
    return lines


def _key(figure: ChartFigure, y: float, comparison: Comparison, lang: str) -> None:
    from matplotlib.lines import Line2D

    room = INSIDE / len(comparison.forecasts) - 0.9
    marks: list[tuple[Any, str]] = [
        (
            Line2D([], [], color=_COLOURS[k], marker=_MARKS[k], linestyle="none", markersize=6),
            shortened(forecast.scenario.name[lang], SMALL, room),
        )
        for k, forecast in enumerate(comparison.forecasts)
    ]
    figure.key_line(MARGIN, y, marks)


def _targets(figure: ChartFigure, top: float, row: float, comparison: Comparison, lang: str) -> None:
    plan, first = comparison.first.plan, comparison.first
    names = [target.name[lang] for target in plan.targets]
    left = MARGIN + min(widest(names, BODY), _WIDEST) * 1.05 + _GAP
    words = widest(["100 → 100  +00.0 ± 00.0"], BODY) * 1.05
    counted = widest(["000.0 → 000.0  +0.00 ± 0.00"], BODY) * 1.05
    width = MARGIN + INSIDE - words - counted - 2 * _GAP - left
    middle = MARGIN + INSIDE - counted - _GAP
    figure.write(MARGIN, top + _HEAD / 2, text("compare.chart-targets", lang), size=SMALL, colour=MUTED)
    for x, key in ((middle, "change"), (MARGIN + INSIDE, "count")):
        figure.write(x, top + _HEAD / 2, text(f"compare.chart-{key}", lang), size=SMALL, colour=MUTED, ha="right")
    y = top + _HEAD
    axes = _axes(figure, left, y, width, row * len(names))
    axes.set_xlim(-1.5, 101.5)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.set_xlabel(text("compare.chart-axis", lang), fontsize=SMALL)
    for k, target in enumerate(first.targets):
        figure.rule(MARGIN, y, INSIDE, RULE)
        figure.write(MARGIN, y + row / 2, shortened(names[k], BODY, _WIDEST))
        here = y - top - _HEAD
        own = target.model_probability
        _dot(axes, 100 * own, here + _PAD / 2 + _LINE / 2, 0, None)
        for place, side in enumerate(comparison.sides, start=1):
            line = _PAD / 2 + _LINE * (place + 0.5)
            other = comparison.forecasts[place].targets[k].model_probability
            paired = side.probability[target.id]
            axes.plot([100 * own, 100 * other], [here + line] * 2, color=_COLOURS[place], linewidth=1.4, zorder=2)
            _dot(axes, 100 * other, here + line, place, paired)
            count = side.count[target.id]
            expected = comparison.forecasts[place].targets[k].expected
            cells = ((middle, _change(own, other, paired), paired),
                     (MARGIN + INSIDE, _count_change(target.expected, expected, count), count))  # fmt: skip
            for x, cell, change in cells:
                figure.write(x, y + line, cell, ha="right", colour=INK if change.shown else MUTED)
        y += row
    figure.rule(MARGIN, y, INSIDE, RULE)


def _change(own: float, other: float, paired: Difference) -> str:
    words = f"{shown(own)} → {shown(other)}"
    if not paired.shown:
        return f"{words}  ="
    return f"{words}  {signed(100 * paired.value, 1)} ± {100 * paired.error:.1f}"


def _count_change(own: float, other: float, paired: Difference) -> str:
    words = f"{own:,.1f} → {other:,.1f}"
    if not paired.shown:
        return f"{words}  ="
    digits = 1 if paired.error >= 0.05 else 2
    return f"{words}  {signed(paired.value, digits)} ± {paired.error:.{digits}f}"


def _dot(axes: Axes, x: float, y: float, place: int, paired: Difference | None) -> None:
    axes.plot([x], [y], marker=_MARKS[place], color=_COLOURS[place], markersize=6, zorder=3)
    if paired is not None and paired.shown:
        half = 100 * _NINE_OF_TEN * paired.error
        axes.plot([x - half, x + half], [y, y], color=INK, linewidth=0.8, zorder=4)


def _differing(comparison: Comparison) -> list[int]:
    actions = comparison.first.plan.actions
    return [
        k
        for k, action in enumerate(actions)
        if any(abs(side.money[action.id]) >= _LEAST_MONEY for side in comparison.sides)
    ]


def _allocations(
    figure: ChartFigure, top: float, row: float, comparison: Comparison, differing: list[int], lang: str
) -> None:
    """Money by action in 亿元 (Chinese) or million CNY (English): a mark a scenario, joined to the first's."""
    actions = [comparison.first.plan.actions[k] for k in differing]
    per = _PER_YI if lang == "zh" else 1.0
    names = [action.name[lang] for action in actions]
    left = MARGIN + min(widest(names, BODY), _WIDEST) * 1.05 + _GAP
    room = widest(["0,000 → 0,000  +0,000"], BODY) * 1.05
    width = MARGIN + INSIDE - room - _GAP - left
    figure.write(MARGIN, top + _HEAD / 2, text("compare.chart-money", lang), size=SMALL, colour=MUTED)
    money = [[forecast.allocated[action.id] / per for forecast in comparison.forecasts] for action in actions]
    most = max(max(own) for own in money)
    y = top + _HEAD
    axes = _axes(figure, left, y, width, row * len(actions))
    axes.set_xlim(-0.015 * most, 1.015 * most)
    axes.set_xticks(*plain_ticks(0.0, most, edge=0.0))
    digits = 2 if lang == "zh" else 0
    for own, name in zip(money, names, strict=True):
        figure.rule(MARGIN, y, INSIDE, RULE)
        figure.write(MARGIN, y + row / 2, shortened(name, BODY, _WIDEST))
        here = y - top - _HEAD
        _dot(axes, own[0], here + _PAD / 2 + _LINE / 2, 0, None)
        for place in range(1, len(own)):
            line = _PAD / 2 + _LINE * (place + 0.5)
            axes.plot([own[0], own[place]], [here + line] * 2, color=_COLOURS[place], linewidth=1.4, zorder=2)
            _dot(axes, own[place], here + line, place, None)
            more = own[place] - own[0]
            same = abs(more) * per < _LEAST_MONEY
            change = "=" if same else ("+" if more > 0.0 else "") + signed(more, digits)
            words = f"{own[0]:,.{digits}f} → {own[place]:,.{digits}f}  {change}"
            figure.write(MARGIN + INSIDE, y + line, words, ha="right", colour=MUTED if same else INK)
        y += row
    figure.rule(MARGIN, y, INSIDE, RULE)


def _axes(figure: ChartFigure, x: float, y: float, width: float, height: float) -> Axes:
    """Axes whose unit downwards is the inch, so that rows are where their words are."""
    axes = figure.panel(x, y, width, height)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.grid(axis="x", color=RULE, linewidth=0.6, zorder=0)
    return axes
