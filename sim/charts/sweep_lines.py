"""Lines of a sweep with 90 % bands: a measure over one factor, one line for each level of a second."""

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sim.analyses.sweep.measures import EXPECTED_MET, Measures
from sim.analyses.sweep.results import SweepResults
from sim.analyses.sweep.views import level_words
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, width
from sim.charts.palette import MUTED, RULE, SCENARIO, step_colour
from sim.charts.paper import INSIDE, panels, paper, styled
from sim.charts.style import BODY, HEADING, MARGIN, SMALL
from sim.charts.sweep_words import Axis, at_levels, factor_label, lead, measure_label, notes, scale, title
from sim.language import text
from sim.results.table import by_class

MOST_LEVELS, BINS, MOST_LINES = 24, 12, 5
_QUANTILE = 1.6448536269514722  # of the normal law at 0.95
_HEAD, _KEY, _PANEL, _FOOT, _INDENT = 0.34, 0.28, 3.4, 0.62, 0.62
_ACROSS, _GUTTER, _SMALL_PANEL, _NAME, _TICKS = 4, 0.45, 1.5, 0.3, 0.42
_SMALL_INDENT = 0.34
_STYLES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)), (0, (3, 3)))
_APART = 0.1  # inches between the words of two ticks


@styled
def lines_figure(
    results: SweepResults, measures: Measures, axis: Axis, family: Axis | None, name: str, lang: str
) -> ChartFigure:
    """One measure over ``axis``, one line for each level of ``family`` where there is one."""
    estimates = _families(results, measures, axis, family)[:, :, measures.place(name)]
    key = _KEY if family is not None else 0.0
    captions = notes(results, measures, "sweep.chart-lines", _drawn(axis, family), name, lang)
    body = _HEAD + key + _PANEL + _FOOT
    figure, top = paper(title(results, lang), lead(results, lang), body, captions, results.origin(lang))
    figure.write(MARGIN, top + _HEAD / 2, measure_label(measures, name, lang), size=HEADING)
    across = INSIDE - _INDENT
    axes = figure.panel(MARGIN + _INDENT, top + _HEAD + key, across, _PANEL)
    handles = draw_lines(axes, axis, estimates, name)
    if family is not None:
        _write_key(figure, results, family, handles, top + _HEAD + key / 2, lang)
    _ticks(axes, axis, across, lang)
    below = top + body - _FOOT / 4
    figure.write(MARGIN + _INDENT, below, factor_label(results, axis.path, lang), size=BODY, colour=MUTED)
    return figure


@styled
def multiples_figure(
    results: SweepResults, measures: Measures, axis: Axis, family: Axis | None, lang: str
) -> ChartFigure:
    """One panel a target: its probability over ``axis``."""
    estimates = _families(results, measures, axis, family)
    key = _KEY if family is not None else 0.0
    each = _NAME + _SMALL_PANEL + _TICKS
    body = _HEAD + key + each * -(-len(measures.targets) // _ACROSS)
    captions = notes(results, measures, "sweep.chart-multiples", _drawn(axis, family), "", lang)
    figure, top = paper(title(results, lang), lead(results, lang), body, captions, results.origin(lang))
    heading = text("sweep.chart-multiples-head", lang, factor=factor_label(results, axis.path, lang))
    figure.write(MARGIN, top + _HEAD / 2, heading, size=HEADING)
    handles: list[Line2D] = []
    columns = {target.id: k for k, target in enumerate(measures.targets)}
    for target, x, y, wide in panels(by_class(measures.targets), _ACROSS, top + _HEAD + key, each, _GUTTER):
        across = wide - _SMALL_INDENT
        figure.write(x, y + _NAME / 2, shortened(f"{target.class_}  {target.name[lang]}", BODY, wide / 1.05))
        axes = figure.panel(x + _SMALL_INDENT, y + _NAME, across, _SMALL_PANEL)
        handles = draw_lines(axes, axis, estimates[:, :, columns[target.id]], target.id)
        axes.set_ylim(0.0, 100.0)
        axes.set_yticks([0, 50, 100], ["0", "50", "100"])
        _ticks(axes, axis, across, lang)
    if family is not None:
        _write_key(figure, results, family, handles, top + _HEAD + key / 2, lang)
    return figure


def draw_lines(axes: Axes, axis: Axis, estimates: NDArray[np.float64], name: str) -> list[Line2D]:
    """``estimates`` float64[lines, levels, 4]; each with a band of 1.64 standard errors. Returns the lines."""
    positions = np.array(axis.levels) if axis.numeric else np.arange(len(axis.levels))
    times = scale(name)
    ceiling = np.inf if name == EXPECTED_MET else 100.0
    handles: list[Line2D] = []
    for k, line in enumerate(estimates):
        colour = SCENARIO if len(estimates) == 1 else step_colour(k, len(estimates))
        value, half = times * line[:, 0], times * _QUANTILE * np.nan_to_num(line[:, 1])
        low, high = np.clip(value - half, 0.0, ceiling), np.clip(value + half, 0.0, ceiling)
        axes.fill_between(positions, low, high, color=colour, alpha=0.18, linewidth=0, zorder=2)
        handles += axes.plot(positions, value, color=colour, linewidth=1.6, marker="o", markersize=3.5, zorder=3,
                             linestyle=_STYLES[k % len(_STYLES)])  # fmt: skip
    low, high = axes.get_ylim()
    axes.set_ylim(max(low, 0.0), min(high, ceiling))
    axes.set_yticks(*plain_ticks(*axes.get_ylim(), edge=0.0))
    axes.grid(color=RULE, linewidth=0.6, axis="y")
    axes.set_axisbelow(True)
    return handles


def _families(results: SweepResults, measures: Measures, axis: Axis, family: Axis | None) -> NDArray[np.float64]:
    """float64[lines, levels, Q, 4]."""
    levels = len(axis.levels)
    lines = 1 if family is None else len(family.levels)
    group = axis.of if family is None else family.of * levels + axis.of
    return at_levels(results, measures, group, lines * levels).reshape(lines, levels, len(measures.names), 4)


def _drawn(axis: Axis, family: Axis | None) -> list[Axis]:
    return [axis] if family is None else [axis, family]


def _write_key(
    figure: ChartFigure, results: SweepResults, family: Axis, handles: list[Line2D], y: float, lang: str
) -> None:
    label = factor_label(results, family.path, lang) + text("cli.colon", lang)
    figure.write(MARGIN, y, label, size=SMALL, colour=MUTED)
    figure.key_line(MARGIN + width(label, SMALL) + _APART, y, list(zip(handles, family.words(lang), strict=True)))


def _ticks(axes: Axes, axis: Axis, across: float, lang: str) -> None:
    """The levels themselves where there is room for their words, round numbers where there is none."""
    if not axis.numeric:
        words = [shortened(word, SMALL, across / len(axis.levels)) for word in axis.words(lang)]
        axes.set_xticks(range(len(words)), words)
        return
    words = axis.words(lang)
    low, high = axes.get_xlim()
    positions = [across * (level - low) / (high - low) for level in axis.levels]
    ends = [(x - width(word, SMALL) / 2, x + width(word, SMALL) / 2) for x, word in zip(positions, words, strict=True)]
    crowded = any(start < end + _APART for (_, end), (start, _) in pairwise(ends))
    if crowded or axis.binned:
        ticks, _ = plain_ticks(low, high, edge=0.0)
        axes.set_xticks(ticks, [level_words(axis.path, tick, lang) for tick in ticks])
    else:
        axes.set_xticks(list(axis.levels), words)
