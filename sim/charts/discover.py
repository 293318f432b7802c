"""Picture of scenario discovery: boxes of one target in words, PRIM peeling trajectory, limits of every factor."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.discover.findings import FoundBox
from sim.analyses.discover.result import Discovery
from sim.analyses.discover.words import box_name, rule
from sim.charts.discover_bars import bars_height, draw_bars
from sim.charts.figure import ChartFigure
from sim.charts.palette import BASELINE, INK, PRIOR, RULE, SCENARIO
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import HEADING, MARGIN
from sim.charts.ticks import plain_ticks
from sim.errors import InputError
from sim.language import text

_HEAD, _KEY, _PANEL, _INDENT, _FOOT, _GAP = 0.32, 0.27, 3.1, 0.62, 0.6, 0.55
_PATH = 4.3  # inches that the trajectory takes


@styled
def discovery_figure(result: Discovery, target: str, lang: str) -> ChartFigure:
    """The boxes of one target. Raises InputError for a target that was not looked at."""
    row = result.target(target)
    name = result.names[row.id][lang]
    lead = [text(f"discover.share-{result.outcome}", lang, target=name, share=f"{100 * row.share:.0f}")]
    lead += [f"{box_name(box, lang)}{text('cli.colon', lang)}{rule(result, box, lang)}" for box in row.boxes]
    left = _HEAD + 3 * _KEY + _PANEL + _FOOT
    title, body = text(f"discover.picture-{result.outcome}", lang, target=name), max(left, bars_height(row))
    figure, top = paper(title, lead, body, _notes(result, lang), result.origin(lang))
    figure.write(MARGIN, top + _HEAD / 2, text("discover.picture-path", lang), size=HEADING)
    _path_key(figure, top + _HEAD, lang)
    axes = figure.panel(MARGIN + _INDENT, top + _HEAD + 3 * _KEY, _PATH - _INDENT, _PANEL)
    draw_path(axes, row.boxes[0], lang)
    start = MARGIN + _PATH + _GAP
    draw_bars(figure, result, row, (start, top, MARGIN + INSIDE - start), lang)
    return figure


def first_boxes(result: Discovery, lang: str, target: str | None = None) -> ChartFigure:
    """The boxes of ``target``, of the first one that has any when None. Raises InputError where there are none."""
    drawn = result.with_boxes
    id = result.target(target).id if target is not None else drawn[0] if drawn else None
    if id is None or id not in drawn:
        raise InputError("no box was found, so there is nothing to draw", key="target", value=id)
    return discovery_figure(result, id, lang)


def draw_path(axes: Axes, box: FoundBox, lang: str) -> None:
    """Density over coverage, in per cent, of every box of the trajectory, and of the finished box."""
    for half, colour, marker in (("searched", SCENARIO, "o"), ("held_out", BASELINE, "s")):
        steps = [getattr(step, half) for step in box.path]
        coverage, density = ([100.0 * getattr(step, name) for step in steps] for name in ("coverage", "density"))
        axes.plot(coverage, density, color=colour, linewidth=1.2, marker=marker, markersize=3.5, zorder=3)
    chosen = box.path[box.chosen].searched
    axes.plot([100 * chosen.coverage], [100 * chosen.density], "o", markersize=11, markerfacecolor="none",
              markeredgecolor=INK, markeredgewidth=1.3, zorder=4, clip_on=False)  # fmt: skip
    axes.plot([100 * box.held_out.coverage], [100 * box.held_out.density], "D", markersize=8, color=INK, zorder=5,
              clip_on=False)  # fmt: skip
    shown = [100 * getattr(step, half).density for step in box.path for half in ("searched", "held_out")]
    low = min([*shown, 100 * box.held_out.density])
    axes.axhline(100 * box.base, color=PRIOR, linewidth=1.0, linestyle=(0, (1, 1.5)), zorder=1)
    axes.set_xlim(0, 102)
    axes.set_ylim(max(0.0, 10.0 * np.floor(low / 10.0) - 5.0), 102)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.set_yticks(*plain_ticks(*axes.get_ylim(), edge=0.0))
    axes.set_xlabel(text("discover.picture-coverage", lang))
    axes.set_ylabel(text("discover.picture-density", lang))
    axes.grid(color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)


def _path_key(figure: ChartFigure, y: float, lang: str) -> None:
    searched = Line2D([], [], color=SCENARIO, marker="o", markersize=3.5, linewidth=1.2)
    held_out = Line2D([], [], color=BASELINE, marker="s", markersize=3.5, linewidth=1.2)
    chosen = Line2D([], [], linestyle="", marker="o", markersize=11, markerfacecolor="none", markeredgecolor=INK)
    final = Line2D([], [], linestyle="", marker="D", markersize=8, color=INK)
    lines = ({"searched": searched, "held-out": held_out}, {"chosen": chosen}, {"box": final})
    for number, marks in enumerate(lines):
        words = [(mark, text(f"discover.key-{name}", lang)) for name, mark in marks.items()]
        figure.key_line(MARGIN, y + (number + 0.5) * _KEY, words)


def _notes(result: Discovery, lang: str) -> list[str]:
    key = "discover.made-with-switches" if result.switches else "discover.made-without-switches"
    run = text("discover.picture-run", lang, scenario=result.scenario, runs=f"{result.runs:,}", seed=result.seed,
               searched=result.draws[0], held_out=result.draws[1])  # fmt: skip
    return [text("discover.picture-shows", lang), text(key, lang, factors=result.factors, fitted=result.fitted), run,
            result.origin(lang).line(lang)]  # fmt: skip
