"""Quantile dot plot: fifty equally likely outcomes of a count, filled where the target is met; their layout."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.collections import EllipseCollection
from matplotlib.lines import Line2D

from sim.analyses.forecast.targets import target_record
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, tick_words
from sim.charts.palette import BASELINE, MUTED, PAPER, SCENARIO
from sim.charts.paper import caption_of, panels, paper, styled
from sim.charts.style import MARGIN, SMALL
from sim.language import text
from sim.language.numbers import chance, count
from sim.results.table import by_class

DOTS = 50
_BINS = range(12, 37)
_LEAST_DOT = 0.075  # inches across: smaller dots cannot be counted
_MOST_DOT = 0.22
_MOST_ABREAST = 8
_KEY, _TITLE, _FOOT, _GUTTER = 0.34, 0.46, 0.42, 0.45
_ACROSS, _PANEL, _ALONE = 4, 1.45, 3.6  # panels in a line; height of one among many, and of one alone


@dataclass(frozen=True, eq=False)
class Stacks:
    """``x``, ``y``: float64[DOTS], y in dots above the axis; ``met``: bool[DOTS]; ``size``: inches across a dot.

    ``edge``: where the threshold is drawn, None without one; ``low``, ``high``: ends of the axis; ``whole``: the
    outcomes are whole numbers.
    """

    x: np.ndarray
    y: np.ndarray
    met: np.ndarray
    size: float
    edge: float | None
    low: float
    high: float
    whole: bool


def outcomes(values: np.ndarray) -> np.ndarray:
    """float64[DOTS]: the quantiles of ``values`` float64[n] at 1, 3, 5 ... 99 per cent, each a value that occurred."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    odd = 2 * np.arange(DOTS) + 1
    # ceil(n odd / 100) - 1 in whole numbers: a rounded level would now and then name the next run
    return ordered[-(-ordered.size * odd // (2 * DOTS)) - 1]


def stacked(values: np.ndarray, threshold: float | None, width: float, height: float) -> Stacks:
    """Stack the outcomes of ``values`` float64[n] in a panel of ``width`` by ``height`` inches.

    A bin ends at ``threshold``, so that no dot stands on the wrong side of it. Where ties would make a stack too high
    for dots that can be counted, a bin holds several abreast.
    """
    dots = outcomes(values)
    whole = bool(np.all(dots == np.round(dots)))
    low = min(dots[0], dots[-1] if threshold is None else threshold)
    high = max(dots[-1], dots[0] if threshold is None else threshold)
    best: tuple[float, int, float, np.ndarray] | None = None
    for abreast in range(1, _MOST_ABREAST + 1):
        for step in _steps(low, high, whole):
            bin_of = _bins(dots, threshold, step)
            bins = max(int(bin_of.max()), 0) - min(int(bin_of.min()), 0) + 2
            most = int(np.bincount(bin_of - bin_of.min()).max())
            size = min(_MOST_DOT, width / (bins * abreast), height / math.ceil(most / abreast))
            if best is None or size > best[0]:
                best = (size, abreast, step, bin_of)
        if best is not None and best[0] >= _LEAST_DOT:
            break
    assert best is not None
    size, abreast, step, bin_of = best
    origin = dots[0] if threshold is None else threshold
    left = origin + bin_of * step - (0.5 if whole else 0.0)
    rank = np.array([np.count_nonzero(bin_of[:k] == bin_of[k]) for k in range(DOTS)])
    edge = None if threshold is None else threshold - (0.5 if whole else 0.0)
    ends = [float(left.min()), float(left.max() + step), *([] if edge is None else [edge - step, edge + step])]
    met = np.zeros(DOTS, dtype=bool) if threshold is None else dots >= threshold
    apart = min(step / abreast, size / width * (max(ends) - min(ends)))  # dots abreast touch, whatever the bin
    x = left + step / 2 + apart * ((rank % abreast) - (abreast - 1) / 2)
    return Stacks(x, (rank // abreast) + 0.5, met, size, edge, min(ends), max(ends), whole)


def _steps(low: float, high: float, whole: bool) -> list[float]:
    """Widths of a bin that divide the range into few enough bins; whole ones where things are counted."""
    span = max(high - low, 1.0 if whole else 1e-9)
    steps = {span / bins for bins in _BINS}
    return sorted({float(max(1, math.ceil(step))) for step in steps} if whole else steps)


def _bins(dots: np.ndarray, threshold: float | None, step: float) -> np.ndarray:
    origin = dots[0] if threshold is None else threshold
    return np.floor((dots - origin) / step + 1e-9).astype(np.int64)


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
    """The key of filled dot, hollow dot and threshold line."""

    def dot(fill: str) -> Line2D:
        return Line2D([], [], marker="o", linestyle="none", color=SCENARIO, markerfacecolor=fill, markersize=7)

    marks = [(dot(SCENARIO), "kinds.key-met"), (dot(PAPER), "kinds.key-missed")]
    line = (Line2D([], [], color=BASELINE, linewidth=1.4), "chart.key-threshold")
    figure.key_line(MARGIN, y, [(mark, text(key, lang)) for mark, key in [*marks, line]])
