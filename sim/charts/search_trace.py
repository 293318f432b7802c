"""Trace of a search: gain of every generation over the scenario, best so far, and the winner on fresh runs."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.search.estimate import WIDE
from sim.analyses.search.result import SearchResult
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks
from sim.charts.palette import BASELINE, MUTED, PRIOR_HALF, RULE, SCENARIO
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.search_candidates import gain_label, gain_scale, lead, notes
from sim.charts.style import BODY, MARGIN, SMALL
from sim.language import text

_KEY, _HEAD, _PANEL, _FOOT = 0.34, 0.3, 3.6, 0.55
_LEFT = 0.7
_ROOM = 0.06  # of the axis, for the fresh runs at its end


@styled
def trace_figure(result: SearchResult, lang: str) -> ChartFigure:
    """The trace: simulations on the horizontal axis, gain in the first objective on the vertical."""
    title, captions = text("search.chart-trace", lang), notes(result, lang, "search.chart-trace-note")
    figure, top = paper(title, lead(result, lang), _KEY + _HEAD + _PANEL + _FOOT, captions, result.origin(lang))
    _key(figure, top + _KEY / 2, lang)
    figure.write(MARGIN, top + _KEY + _HEAD / 2, gain_label(result, lang), size=SMALL, colour=MUTED)
    axes = figure.panel(MARGIN + _LEFT, top + _KEY + _HEAD, INSIDE - _LEFT, _PANEL)
    _draw(axes, result, gain_scale(result))
    axes.set_xlabel(text("search.axis-simulations", lang), fontsize=SMALL)
    return figure


def _draw(axes: Axes, result: SearchResult, per: float) -> None:
    trace, gain = result.trace, result.worth.gain
    simulations = trace.simulations
    axes.axhline(0.0, color=BASELINE, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2)
    axes.plot(simulations, per * trace.gains, linestyle="none", marker="o", markersize=3, color=PRIOR_HALF, zorder=1)
    axes.plot(simulations, per * trace.best(result.objectives[0]), color=SCENARIO, linewidth=1.8, zorder=3)
    end = float(simulations[-1]) if len(simulations) else 1.0
    x, half = end * (1.0 + 0.5 * _ROOM), per * WIDE * gain.error
    axes.plot([x, x], [per * gain.value - half, per * gain.value + half], color=SCENARIO, linewidth=1.4, zorder=4)
    axes.plot([x], [per * gain.value], marker="s", color=SCENARIO, markersize=7, zorder=5)
    values = np.concatenate([per * trace.gains, [0.0, per * gain.value - half, per * gain.value + half]])
    values = values[np.isfinite(values)]
    room = 0.06 * float(np.ptp(values)) or 0.5
    axes.set_ylim(float(values.min()) - room, float(values.max()) + room)
    axes.set_xlim(0.0, end * (1.0 + _ROOM))
    axes.set_yticks(*plain_ticks(*axes.get_ylim(), edge=0.02))
    axes.set_xticks(*plain_ticks(0.0, end, edge=0.0))
    axes.grid(axis="y", color=RULE, linewidth=0.6, zorder=0)
    axes.tick_params(labelsize=BODY)


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    scenario = Line2D([], [], color=BASELINE, linewidth=1.2, linestyle=(0, (4, 3)))
    dots = Line2D([], [], color=PRIOR_HALF, marker="o", markersize=4, linestyle="none")
    line = Line2D([], [], color=SCENARIO, linewidth=1.8)
    fresh = Line2D([], [], color=SCENARIO, marker="s", markersize=6, linewidth=1.4)
    names = ("scenario", "generation", "smooth", "fresh")
    marks = zip((scenario, dots, line, fresh), names, strict=True)
    figure.key_line(MARGIN, y, [(mark, text(f"search.key-{name}", lang)) for mark, name in marks])
