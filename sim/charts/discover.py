"""Picture of scenario discovery: boxes of one target in words, PRIM peeling trajectory, limits of every factor."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.discover.findings import Condition, FoundBox, TargetDiscovery
from sim.analyses.discover.result import Discovery
from sim.analyses.discover.significance import AMONG
from sim.analyses.discover.views import box_name, conditions, level_name, rule
from sim.analyses.forecast.structure import ALTERNATIVES
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, wrapped
from sim.charts.palette import BASELINE, INK, MUTED, PAPER, PRIOR, PRIOR_PALE, RULE, SCENARIO, mixed
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import BODY, HEADING, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text

_HEAD, _KEY, _PANEL, _INDENT, _FOOT, _GAP = 0.32, 0.27, 3.1, 0.62, 0.6, 0.55
_PATH = 4.3  # inches that the trajectory takes
Area = tuple[float, float, float]  # inches: left, top, width
_BARS_KEY, _BOX, _TEXT, _LINE, _BAR, _TICKS = 0.32, 0.34, 0.06, 0.2, 0.34, 0.3
_LINES = 2  # of the words above a bar


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


def bars_height(target: TargetDiscovery) -> float:
    """Inches that key, headings, words, bars and axis take."""
    return _BARS_KEY + sum(_BOX + len(box.factors) * _row() for box in target.boxes) + _TICKS


def _row() -> float:
    return _TEXT + _LINES * _LINE + _BAR


def draw_bars(figure: ChartFigure, result: Discovery, target: TargetDiscovery, area: Area, lang: str) -> None:
    """One bar a restricted factor, below its condition in words, box by box."""
    left, y, width = area
    _key(figure, left, y + _BARS_KEY / 2, result, lang)
    y += _BARS_KEY
    axes: Axes | None = None
    for box in target.boxes:
        out = box.held_out
        values = {"density": f"{100 * out.density:.0f}", "coverage": f"{100 * out.coverage:.0f}"}
        verdict = "confirmed" if box.confirmed else "unconfirmed"
        figure.write(left, y + _BOX / 2, box_name(box, lang), size=HEADING)
        words = text(f"discover.picture-{verdict}", lang, **values)
        figure.write(left + width, y + _BOX / 2, words, size=SMALL, colour=MUTED, ha="right")
        y += _BOX
        for factor, phrase in zip(box.factors, conditions(box, lang), strict=True):
            figure.rule(left, y, width, RULE)
            lines = wrapped(phrase, BODY, width)[:_LINES]
            for line, words in enumerate(lines, _LINES - len(lines)):  # next to the bar
                figure.write(left, y + _TEXT + (line + 0.4) * _LINE, words)
            axes = figure.panel(left, y + _TEXT + _LINES * _LINE, width, 0.8 * _BAR)
            _bar(axes, box, factor, lang)
            y += _row()
    if axes is not None:
        for percent in (0, 25, 50, 75, 100):
            side = {0: "left", 100: "right"}.get(percent, "center")
            figure.write(left + width * percent / 100, y + 0.08, str(percent), size=SMALL, colour=MUTED, ha=side)
        figure.write(left + width / 2, y + 0.25, text("discover.picture-axis", lang), size=SMALL, colour=MUTED,
                     ha="center")  # fmt: skip


def _bar(axes: Axes, box: FoundBox, factor: str, lang: str) -> None:
    limits = [condition for condition in box.conditions if condition.factor == factor]
    shares = box.profiles[factor]
    step = 100.0 / len(shares)
    if limits[0].sense == AMONG:
        values = [str(value).lower() for value in ALTERNATIVES[factor]]
        for index, value in enumerate(values):
            inside = value in limits[0].levels
            axes.barh([1.25], [step], 1.4, left=[index * step], color=SCENARIO if inside else PRIOR_PALE,
                      edgecolor=PAPER, linewidth=1.5, zorder=2)  # fmt: skip
            axes.text((index + 0.5) * step, 1.22, level_name(factor, value, lang), size=SMALL, ha="center",
                      va="center_baseline", color=PAPER if inside else INK, zorder=3)  # fmt: skip
    else:
        low, high = range_of(limits)
        axes.barh([1.25], [100], 1.4, color=PRIOR_PALE, zorder=1)
        axes.barh([1.25], [high - low], 1.4, left=[low], color=SCENARIO, zorder=2)
    for index, share in enumerate(shares):
        axes.barh([0.22], [step], 0.45, left=[index * step], color=shade(share), edgecolor=RULE, linewidth=0.5)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 2)
    axes.set_axis_off()


def range_of(ends: list[Condition]) -> tuple[float, float]:
    """The lowest and highest percentile of a parameter's draws inside a box."""
    at = {end.sense: end.percentile for end in ends}
    return at.get("at_least") or 0.0, at.get("at_most") or 100.0


def shade(share: float) -> str:
    """From paper (never) to ink (always)."""
    return mixed(PAPER, INK, share)


def _key(figure: ChartFigure, x: float, y: float, result: Discovery, lang: str) -> None:
    figure.key_line(x, y, [
        (Patch(color=SCENARIO), text("discover.key-inside", lang)),
        (Patch(color=PRIOR_PALE), text("discover.key-outside", lang)),
        (Patch(facecolor=shade(0.5), edgecolor=RULE), text(f"discover.key-half-{result.outcome}", lang)),
    ])  # fmt: skip
