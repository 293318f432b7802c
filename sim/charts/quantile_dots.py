"""Quantile dot plot: fifty equally likely outcomes of a count, filled where the target is met."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import EllipseCollection
from matplotlib.lines import Line2D

from sim.analyses.forecast.targets import target_record
from sim.charts.caption import caption_of
from sim.charts.dot_stacks import DOTS, stacked
from sim.charts.figure import ChartFigure
from sim.charts.palette import BASELINE, MUTED, PAPER, SCENARIO
from sim.charts.panels import panels
from sim.charts.paper import paper, styled
from sim.charts.style import MARGIN, SMALL
from sim.charts.ticks import plain_ticks, tick_words
from sim.language import text
from sim.language.numbers import chance, count
from sim.results.order import by_class

_KEY, _TITLE, _FOOT, _GUTTER = 0.34, 0.46, 0.42, 0.45
_ACROSS, _PANEL, _ALONE = 4, 1.45, 3.6  # panels in a line; height of one among many, and of one alone


@styled
def quantile_figure(forecast: Any, lang: str, target: str | None = None) -> ChartFigure:
    """The dots of one target, or of every target (class C: the model's count). Raises InputError for its id."""
    chosen = by_class(forecast.targets)
    if target is not None:
        chosen = [forecast.target(target)]
    across, panel = (1, _ALONE) if target is not None else (_ACROSS, _PANEL)
    lines = -(-len(chosen) // across)
    title = text("kinds.quantiles", lang, scenario=forecast.scenario.name[lang], month=forecast.months[-1])
    lead = [text("kinds.quantiles-lead", lang, dots=DOTS)]
    body = _KEY + lines * (_TITLE + panel + _FOOT)
    notes = caption_of(forecast, lang, [text("kinds.quantiles-shows", lang)])
    figure, top = paper(title, lead, body, notes, forecast.origin(lang))
    dots_key(figure, top + _KEY / 2, lang)
    for row, x, y, width in panels(chosen, across, top + _KEY, _TITLE + panel + _FOOT, _GUTTER):
        record, reading = target_record(forecast.plan, row)
        ends = forecast.counts(reading.metric)[:, -1]
        words = draw_dots_of(figure, (x, y + _TITLE, width, panel), ends, row.threshold, lang)
        figure.write(x, y + 0.12, record.name[lang])
        declared = text("kinds.outside", lang, chance=chance(row.probability, lang)) if row.class_ == "C" else ""
        figure.write(x, y + 0.31, f"{words}{declared}", size=SMALL, colour=MUTED)
    return figure


def draw_dots_of(
    figure: ChartFigure,
    area: tuple[float, float, float, float],
    values: np.ndarray,
    threshold: float | None,
    lang: str,
) -> str:
    """Draw the outcomes of ``values`` float64[n] at ``area`` (x, y, width, height in inches); what they say in words.

    ``threshold``: the count from which a target is met, None for a count that no target names.
    """
    width, height = area[2], area[3]
    room = height - 0.2  # the word at the threshold
    stacks = stacked(values, threshold, width, room)
    axes = figure.panel(*area)
    axes.set_xlim(stacks.low, stacks.high)
    axes.set_ylim(0.0, height / stacks.size)
    colours = [SCENARIO if met or threshold is None else PAPER for met in stacks.met]
    wide = np.full(DOTS, 0.84 * stacks.size * 72.0)
    axes.add_collection(
        EllipseCollection(wide, wide, np.zeros(DOTS), units="points", offsets=np.column_stack([stacks.x, stacks.y]),
                          offset_transform=axes.transData, facecolors=colours, edgecolors=SCENARIO, linewidths=0.9,
                          zorder=3)
    )  # fmt: skip
    ticks, _ = plain_ticks(stacks.low, stacks.high, most=5, edge=0.03)
    if stacks.whole:
        ticks = [tick for tick in ticks if tick >= 0.0 and tick == round(tick)]
    axes.set_xticks(ticks, tick_words(ticks))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.patch.set_visible(False)
    if stacks.edge is None or threshold is None:
        middle = float(np.median(values))
        return text("kinds.median", lang, count=count(middle))
    axes.axvline(stacks.edge, color=BASELINE, linewidth=1.4, zorder=2)
    share = (stacks.edge - stacks.low) / (stacks.high - stacks.low)
    side = "right" if share > 0.6 else "left"
    label = text("chart.fan-threshold", lang, threshold=count(threshold))
    axes.annotate(label, (share, 1.0), (4 if side == "left" else -4, -1), xycoords="axes fraction",
                  textcoords="offset points", size=SMALL, color=BASELINE, ha=side, va="top")  # fmt: skip
    return text("kinds.dots-met", lang, dots=DOTS, met=int(np.count_nonzero(stacks.met)))


def dots_key(figure: ChartFigure, y: float, lang: str) -> None:
    """What a filled and a hollow dot are, and the line."""

    def dot(fill: str) -> Line2D:
        return Line2D([], [], marker="o", linestyle="none", color=SCENARIO, markerfacecolor=fill, markersize=7)

    marks = [(dot(SCENARIO), "kinds.key-met"), (dot(PAPER), "kinds.key-missed")]
    line = (Line2D([], [], color=BASELINE, linewidth=1.4), "chart.key-threshold")
    figure.key_line(MARGIN, y, [(mark, text(key, lang)) for mark, key in [*marks, line]])
