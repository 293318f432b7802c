"""Limits of a box by factor: its range in percentiles of the draws, and the outcome's frequency by decile."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.analyses.discover.findings import Condition, FoundBox, TargetDiscovery
from sim.analyses.discover.result import Discovery
from sim.analyses.discover.significance import AMONG
from sim.analyses.discover.words import box_name, conditions, level_name
from sim.analyses.forecast.structure import ALTERNATIVES
from sim.charts.figure import ChartFigure
from sim.charts.measure import wrapped
from sim.charts.palette import INK, MUTED, PAPER, PRIOR_PALE, RULE, SCENARIO, mixed
from sim.charts.style import BODY, HEADING, SMALL
from sim.language import text

Area = tuple[float, float, float]  # inches: left, top, width
_KEY, _BOX, _TEXT, _LINE, _BAR, _TICKS = 0.32, 0.34, 0.06, 0.2, 0.34, 0.3
_LINES = 2  # of the words above a bar


def bars_height(target: TargetDiscovery) -> float:
    """Inches that key, headings, words, bars and axis take."""
    return _KEY + sum(_BOX + len(box.factors) * _row() for box in target.boxes) + _TICKS


def _row() -> float:
    return _TEXT + _LINES * _LINE + _BAR


def draw_bars(figure: ChartFigure, result: Discovery, target: TargetDiscovery, area: Area, lang: str) -> None:
    """One bar a restricted factor, below its condition in words, box by box."""
    left, y, width = area
    _key(figure, left, y + _KEY / 2, result, lang)
    y += _KEY
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
