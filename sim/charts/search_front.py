"""Front of a search with two objectives: its points and the scenario, evaluated on the same fresh runs."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.search.result import SearchResult
from sim.analyses.search.views import objective_name
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks
from sim.charts.numbering import number_marks
from sim.charts.palette import BASELINE, MUTED, RULE, SCENARIO
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.search_candidates import notes
from sim.charts.style import BODY, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text
from sim.study.paired import SHOWN

_KEY, _HEAD, _PANEL, _FOOT = 0.34, 0.3, 4.2, 0.55
_LEFT = 0.7


@styled
def front_figure(result: SearchResult, lang: str) -> ChartFigure:
    """The first objective to the right, the second upwards, numbered as in the table. Raises InputError for a search
    with one objective."""
    if not result.front:
        raise InputError("a search with one objective has no front", key="KIND", value="front")
    percent = text("search.axis-percent", lang)
    names = [
        objective_name(objective, lang) + (percent if objective.in_per_cent else "") for objective in result.objectives
    ]
    title, captions = text("search.chart-front", lang), notes(result, lang, "search.front-note")
    body = _KEY + _HEAD + _PANEL + _FOOT
    figure, top = paper(title, [result.scenario.name[lang]], body, captions, result.origin(lang))
    _key(figure, top + _KEY / 2, lang)
    figure.write(MARGIN, top + _KEY + _HEAD / 2, names[1], size=SMALL, colour=MUTED)
    axes = figure.panel(MARGIN + _LEFT, top + _KEY + _HEAD, INSIDE - _LEFT, _PANEL)
    _draw(axes, result)
    axes.set_xlabel(names[0], fontsize=SMALL)
    return figure


def _draw(axes: Axes, result: SearchResult) -> None:
    per = [100.0 if objective.in_per_cent else 1.0 for objective in result.objectives]
    scenario = [scale * worth.scenario.value for scale, worth in zip(per, result.worths, strict=True)]
    points = np.array([[s * v.value for s, v in zip(per, point.values, strict=True)] for point in result.front])
    errors = np.array([[s * SHOWN * g.error for s, g in zip(per, point.gains, strict=True)] for point in result.front])
    unbeaten = [k for k, point in enumerate(result.front) if not point.beaten]
    line = points[sorted(unbeaten, key=lambda k: points[k, 0])]
    axes.plot(line[:, 0], line[:, 1], color=SCENARIO, linewidth=1.2, drawstyle="steps-pre", zorder=1)
    for point, (x, y), (dx, dy) in zip(result.front, points, errors, strict=True):
        axes.errorbar(x, y, xerr=dx, yerr=dy, color=MUTED, linewidth=0.8, zorder=2)
        face = "white" if point.beaten else SCENARIO
        axes.plot([x], [y], marker="o", color=SCENARIO, markerfacecolor=face, markersize=8, zorder=3)
    axes.plot([scenario[0]], [scenario[1]], marker="D", color=BASELINE, markersize=8, linestyle="none", zorder=3)
    for axis, limits, ticks in ((0, axes.set_xlim, axes.set_xticks), (1, axes.set_ylim, axes.set_yticks)):
        ends = np.concatenate([points[:, axis] - errors[:, axis], points[:, axis] + errors[:, axis], [scenario[axis]]])
        low, high = float(ends.min()), float(ends.max())
        room = 0.08 * (high - low) or 0.02 * per[axis]
        limits(low - room, high + room)
        ticks(*plain_ticks(low - room, high + room, edge=0.02))
    axes.grid(color=RULE, linewidth=0.6, zorder=0)
    number_marks(axes, points, [str(k) for k in range(1, len(points) + 1)], BODY)


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    point = Line2D([], [], color=SCENARIO, marker="o", markersize=8, linestyle="none")
    beaten = Line2D([], [], color=SCENARIO, marker="o", markerfacecolor="white", markersize=8, linestyle="none")
    scenario = Line2D([], [], color=BASELINE, marker="D", markersize=7, linestyle="none")
    marks = zip((point, beaten, scenario), ("front", "beaten", "scenario"), strict=True)
    figure.key_line(MARGIN, y, [(mark, text(f"search.key-{name}", lang)) for mark, name in marks])
