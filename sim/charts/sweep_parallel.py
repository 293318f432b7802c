"""Parallel coordinates of a sweep: one line a design point over all factors, coloured by the measure."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from sim.analyses.sweep.measures import Measures
from sim.analyses.sweep.results import SweepResults
from sim.analyses.sweep.views import level_words
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, wrapped
from sim.charts.palette import INK, MUTED, RULE
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import HEADING, MARGIN, SMALL
from sim.charts.sweep_heat import shade
from sim.charts.sweep_words import Axis, factor_label, lead, measure_label, notes, scale, title

MOST_FACTORS = 8
_HEAD, _NAMES, _PANEL, _FOOT = 0.34, 0.6, 3.6, 0.2
_LINE = 0.19
_INDENT, _RIGHT = 0.75, 1.0  # inches left and right of the axes, for words
_EDGE = 0.06  # of an axis, above and below its levels
_FEW = 60  # points that can be drawn with full lines
_PLATE = {"facecolor": "white", "edgecolor": RULE, "linewidth": 0.0, "alpha": 0.75, "pad": 1.0}
_PALEST = 0.25  # of the colour, at the lowest value: a thin line must still be seen


@styled
def parallel_figure(
    results: SweepResults, measures: Measures, axes: tuple[Axis, ...], name: str, lang: str
) -> ChartFigure:
    """The plot over ``axes``. Points without a run are left out; those with the highest value are drawn last."""
    value = results.summary().value[:, measures.place(name)]
    captions = notes(results, measures, "sweep.chart-parallel", axes, name, lang)
    body = _HEAD + _NAMES + _PANEL + _FOOT
    figure, top = paper(title(results, lang), lead(results, lang), body, captions, results.origin(lang))
    figure.write(MARGIN, top + _HEAD / 2, measure_label(measures, name, lang), size=HEADING)
    across = INSIDE - _INDENT - _RIGHT
    drawn = figure.panel(MARGIN + _INDENT, top + _HEAD + _NAMES, across, _PANEL)
    heights, ticks = zip(*(_axis(axis, lang) for axis in axes), strict=True)
    last, last_ticks = _measure_axis(value, scale(name))
    _draw(drawn, np.stack([*heights, last], axis=1), value)
    names = [*(factor_label(results, axis.path, lang) for axis in axes), measure_label(measures, name, lang)]
    for k, marks in enumerate([*ticks, last_ticks]):
        lines = wrapped(names[k], SMALL, min(across / len(axes), 2.0 * _RIGHT) / 1.1)[:3]
        x, above = MARGIN + _INDENT + across * k / len(axes), top + _HEAD + _NAMES - _LINE * (len(lines) - 0.5)
        figure.write_lines(x, above, lines, _LINE, size=SMALL, colour=MUTED, ha="center")
        drawn.axvline(k, color=MUTED, linewidth=1.0, zorder=4, clip_on=False)
        for height, word in marks:
            drawn.annotate(shortened(word, SMALL, _RIGHT), (k, height), (4, 0), textcoords="offset points", size=SMALL,
                           color=INK, va="center_baseline", zorder=5, bbox=_PLATE)  # fmt: skip
    return figure


def _draw(axes: Axes, heights: np.ndarray, value: np.ndarray) -> None:
    finite = np.flatnonzero(~np.isnan(value))
    alpha = 0.9 if len(finite) <= _FEW else max(0.15, 0.9 * (_FEW / len(finite)) ** 0.5)
    for point in finite[np.argsort(value[finite], kind="stable")]:
        axes.plot(heights[point], color=shade(value[point], value, _PALEST), linewidth=1.4, alpha=alpha, zorder=2)
    axes.set_xlim(0, heights.shape[1] - 1)
    axes.set_ylim(0.0, 1.0)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("none")
    axes.spines[:].set_visible(False)


def _axis(axis: Axis, lang: str) -> tuple[np.ndarray, list[tuple[float, str]]]:
    """Heights 0 to 1 of all points on a factor's axis, and its ticks."""
    if not axis.numeric:
        height = _EDGE + (1 - 2 * _EDGE) * (np.arange(len(axis.levels)) + 0.5) / len(axis.levels)
        return height[axis.of], list(zip(height.tolist(), axis.words(lang), strict=True))
    values = np.array(axis.levels)
    low, high = values.min(), values.max()
    marks = list(values) if len(values) <= 6 else plain_ticks(float(low), float(high), edge=0.0)[0]
    ticks = [(_height(mark, low, high), level_words(axis.path, mark, lang)) for mark in marks]
    return _height(values, low, high)[axis.of], ticks


def _measure_axis(value: np.ndarray, times: float) -> tuple[np.ndarray, list[tuple[float, str]]]:
    low, high = (times * end for end in (np.nanmin(value), np.nanmax(value)))
    marks, words = plain_ticks(low, high, edge=0.0) if high > low else ([low], [f"{low:.3g}"])
    return _height(times * value, low, high), [(_height(m, low, high), w) for m, w in zip(marks, words, strict=True)]


def _height(value: Any, low: float, high: float) -> Any:
    share = (value - low) / (high - low) if high > low else 0.5 + 0.0 * value
    return _EDGE + (1 - 2 * _EDGE) * share
