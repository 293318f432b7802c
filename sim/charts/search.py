"""Money of a search: expenditure by action under the scenario and under the winner, and the committed part."""

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.search.result import MoneyRow, SearchResult
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, widest
from sim.charts.palette import BASELINE, INK, MUTED, RULE, SCENARIO, SCENARIO_PALE
from sim.charts.paper import INSIDE, inch_axes, paper, styled
from sim.charts.search_candidates import lead, notes
from sim.charts.style import BODY, MARGIN, SMALL
from sim.language import text
from sim.language.numbers import LEAST_MONEY, amount, money_unit

_KEY, _HEAD, _ROW, _FOOT = 0.34, 0.3, 0.34, 0.5
_GAP, _WIDEST = 0.25, 3.6
_COLUMNS = ("scenario", "winner", "difference")


@styled
def money_figure(result: SearchResult, lang: str) -> ChartFigure:
    """One row an action paid from expenditure: a dumbbell from the scenario's money to the winner's."""
    height = _ROW * len(result.money)
    title, captions = text("search.chart-money", lang), notes(result, lang, "search.chart-money-note")
    figure, top = paper(title, lead(result, lang), _KEY + _HEAD + height + _FOOT, captions, result.origin(lang))
    names = {action.id: action.name[lang] for action in result.plan.actions}
    left = MARGIN + min(widest(names.values(), BODY), _WIDEST) * 1.05 + _GAP
    heads = [text(f"search.head-{name}", lang) for name in _COLUMNS]
    column = widest([*heads, "+0,000.0"], BODY) * 1.05 + _GAP
    width = MARGIN + INSIDE - 3 * column - left
    _key(figure, top + _KEY / 2, lang)
    ends = [MARGIN + INSIDE - (2 - index) * column for index in range(3)]
    for heading, end in zip(heads, ends, strict=True):
        figure.write(end, top + _KEY + _HEAD / 2, heading, size=SMALL, colour=MUTED, ha="right")
    y = top + _KEY + _HEAD
    axes = inch_axes(figure, left, y, width, height, opaque=True)
    most = max(max(row.scenario, row.winner) for row in result.money) / money_unit(lang)
    axes.set_xlim(-0.015 * most, 1.03 * most)
    axes.set_xticks(*plain_ticks(0.0, most, edge=0.0))
    axes.set_xlabel(text("search.axis-money", lang, unit=text("search.money-unit", lang)), fontsize=SMALL)
    for index, row in enumerate(result.money):
        figure.rule(MARGIN, y, INSIDE, RULE)
        figure.write(MARGIN, y + _ROW / 2, shortened(names[row.action], BODY, _WIDEST))
        moved = abs(row.difference) >= LEAST_MONEY
        words = [amount(row.scenario, lang), amount(row.winner, lang), amount(row.difference, lang, plus=True)]
        for end, word in zip(ends, words, strict=True):
            figure.write(end, y + _ROW / 2, word, ha="right", colour=INK if moved else MUTED)
        _dumbbell(axes, row, (index + 0.5) * _ROW, money_unit(lang))
        y += _ROW
    figure.rule(MARGIN, y, INSIDE, RULE)
    return figure


def _dumbbell(axes: Axes, row: MoneyRow, y: float, per: float) -> None:
    axes.barh(y, row.committed / per, height=0.5 * _ROW, color=SCENARIO_PALE, zorder=1)
    axes.plot([row.scenario / per, row.winner / per], [y, y], color=MUTED, linewidth=1.6, zorder=2)
    axes.plot([row.scenario / per], [y], marker="D", color=BASELINE, markerfacecolor="white", markersize=6, zorder=3)
    axes.plot([row.winner / per], [y], marker="o", color=SCENARIO, markersize=7, zorder=4)


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    before = Line2D([], [], color=BASELINE, marker="D", markerfacecolor="white", markersize=6, linestyle="none")
    after = Line2D([], [], color=SCENARIO, marker="o", markersize=7, linestyle="none")
    marks = zip((before, after, Patch(facecolor=SCENARIO_PALE)), ("scenario", "winner", "committed"), strict=True)
    figure.key_line(MARGIN, y, [(mark, text(f"search.key-{name}", lang)) for mark, name in marks])
