"""Parallel coordinates of a search: one line a candidate over the money of its actions, coloured by gain."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sim.analyses.search.result import MoneyRow, SearchResult
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, wrapped
from sim.charts.palette import BASELINE, INK, MUTED
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.search_candidates import (
    PALEST,
    gain_label,
    gain_scale,
    lead,
    notes,
    require_candidates,
    smoothed,
    spread_over,
)
from sim.charts.style import MARGIN, SMALL
from sim.charts.sweep_heat import shade
from sim.language import text
from sim.language.numbers import money_unit

Floats = NDArray[np.float64]

MOST_ACTIONS = 10
_KEY, _UNIT, _PANEL, _FOOT = 0.34, 0.26, 3.7, 0.2
_LINE, _MOST_LINES = 0.19, 4
_INDENT, _RIGHT = 0.75, 1.0  # inches left and right of the axes, for words
_MOST = 300  # candidates drawn
_EDGE = 0.05  # of an axis, above and below its range
_OVER = 1.06  # the longest axis reaches beyond the largest amount by this


@styled
def candidates_figure(result: SearchResult, lang: str) -> ChartFigure:
    """The actions whose money differs most between candidates, in the plan's order; the last axis is the gain.

    Every action's axis starts at nought and all have one scale, so that lines can be read across. Raises InputError.
    """
    require_candidates(result)
    rows = drawn_rows(result)
    actions = {action.id: action.name[lang] for action in result.plan.actions}
    order = list(actions)
    tried = np.isfinite(result.trace.tried_gain)
    money = result.trace.tried[tried][:, [order.index(row.action) for row in rows]] / money_unit(lang)
    drawn = spread_over(len(money), _MOST)
    gains = smoothed(money, result.trace.tried_gain[tried], drawn)
    most = _OVER * max(float(money.max()), *(max(row.scenario, row.winner) / money_unit(lang) for row in rows))
    across = INSIDE - _INDENT - _RIGHT
    names = [*(actions[row.action] for row in rows), text("search.head-worth", lang)]
    headings = [wrapped(name, SMALL, across / len(rows) / 1.1)[:_MOST_LINES] for name in names]
    tall = _LINE * max(len(lines) for lines in headings) + 0.1
    title, captions = text("search.chart-parallel", lang), notes(result, lang, "search.chart-parallel-note")
    body = _KEY + _UNIT + tall + _PANEL + _FOOT
    figure, top = paper(title, lead(result, lang), body, captions, result.origin(lang))
    _key(figure, top + _KEY / 2, gains, lang)
    unit = text("search.axis-money", lang, unit=text("search.money-unit", lang))
    figure.write(MARGIN, top + _KEY + _UNIT / 2, unit, size=SMALL, colour=MUTED)
    label = gain_label(result, lang)
    figure.write(MARGIN + INSIDE, top + _KEY + _UNIT / 2, label, size=SMALL, colour=MUTED, ha="right")
    first = top + _KEY + _UNIT + tall
    axes = figure.panel(MARGIN + _INDENT, first, across, _PANEL)
    low, high = (float(end) for end in (gains.min(), gains.max()))
    _lines(axes, money[drawn] / most, gains, low, high)
    _reference_lines(axes, rows, most * money_unit(lang))
    scale = gain_scale(result)
    marks = plain_ticks(0.0, most, edge=0.0), plain_ticks(scale * low, scale * high, edge=0.0)
    for k, lines in enumerate(headings):
        x, above = MARGIN + _INDENT + across * k / len(rows), first - _LINE * (len(lines) - 0.3)
        figure.write_lines(x, above, lines, _LINE, size=SMALL, colour=MUTED, ha="center")
        axes.axvline(k, color=MUTED, linewidth=1.0, zorder=4, clip_on=False)
        ticks, words = marks[k == len(rows)]
        for tick, word in zip(ticks, words, strict=True):
            height = _height(tick / most if k < len(rows) else _share(tick / scale, low, high))
            axes.annotate(shortened(word, SMALL, _RIGHT), (k, float(height)), (4, 0), textcoords="offset points",
                          size=SMALL, color=INK, va="center_baseline", zorder=5,
                          bbox={"facecolor": "white", "linewidth": 0.0, "alpha": 0.75, "pad": 1.0})  # fmt: skip
    return figure


def drawn_rows(result: SearchResult) -> list[MoneyRow]:
    """Actions of expenditure, those with the largest spread between candidates where there are many."""
    order = [action.id for action in result.plan.actions]
    spread = {row.action: float(np.std(result.trace.tried[:, order.index(row.action)])) for row in result.money}
    chosen = sorted(spread, key=lambda id: -spread[id])[:MOST_ACTIONS]
    return [row for row in result.money if row.action in chosen]


def _lines(axes: Axes, heights: Floats, gains: Floats, low: float, high: float) -> None:
    last = _share(gains, low, high)
    for k in np.argsort(gains, kind="stable"):
        colour = shade(float(gains[k]), gains, PALEST)
        axes.plot(_height(np.append(heights[k], last[k])), color=colour, linewidth=0.9, alpha=0.8, zorder=2)
    axes.set_xlim(0, heights.shape[1])
    axes.set_ylim(0.0, 1.0)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("none")
    axes.spines[:].set_visible(False)


def _reference_lines(axes: Axes, rows: list[MoneyRow], most: float) -> None:
    """Scenario and winner across the actions; on the last axis nothing, for theirs are not the search's own numbers."""
    for side, colour, mark, face in (("scenario", BASELINE, "D", "white"), ("winner", INK, "o", INK)):
        heights = _height(np.array([getattr(row, side) for row in rows]) / most)
        axes.plot(heights, color=colour, linewidth=1.8, marker=mark, markerfacecolor=face, markersize=6, zorder=6,
                  clip_on=False)  # fmt: skip


def _height(share: Floats | float) -> Floats:
    return np.asarray(_EDGE + (1.0 - 2.0 * _EDGE) * np.asarray(share))


def _share(value: Floats | float, low: float, high: float) -> Floats:
    return np.asarray((np.asarray(value) - low) / (high - low) if high > low else 0.5 + 0.0 * np.asarray(value))


def _key(figure: ChartFigure, y: float, gains: Floats, lang: str) -> None:
    scenario = Line2D([], [], color=BASELINE, marker="D", markerfacecolor="white", markersize=6, linewidth=1.8)
    best = Line2D([], [], color=INK, marker="o", markersize=6, linewidth=1.8)
    pale, dark = (
        Line2D([], [], color=shade(float(end), gains, PALEST), linewidth=2.5) for end in (gains.min(), gains.max())
    )
    marks = zip((scenario, best, pale, dark), ("scenario", "winner", "low-gain", "high-gain"), strict=True)
    figure.key_line(MARGIN, y, [(mark, text(f"search.key-{name}", lang)) for mark, name in marks])
