"""Marginal values: change of mean attainment by action, and the saturation curves."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.value.result import Marginal, MarginalValue
from sim.analyses.value.saturation import Saturation
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, widest
from sim.charts.palette import BASELINE, MUTED, RULE, SCENARIO, SCENARIO_PALE
from sim.charts.paper import INSIDE, inch_axes, panels, paper, styled
from sim.charts.style import BODY, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import money_unit

_KEY, _POT, _ROW, _FOOT, _BETWEEN, _HEAD = 0.34, 0.32, 0.36, 0.5, 0.24, 0.34
_GAP, _WIDEST = 0.25, 3.6
_ACROSS, _GUTTER = 4, 0.45
_NAME, _PANEL, _TICKS = 0.5, 1.15, 0.36
_NINE_OF_TEN = 1.645
PARTS = ("gains", "curves")
_POTS = ("expenditure", "capital")
_ROOM = 1.08


@styled
def marginal_figure(result: MarginalValue, lang: str, parts: Sequence[str] = PARTS) -> ChartFigure:
    """Dots of every action above, one panel below for each action whose money is shown to act; or one of the two.

    Raises InputError where the curves alone are asked for and there are none.
    """
    curves = [curve for curve in result.saturation.values() if curve is not None and "curves" in parts]
    if not curves and "gains" not in parts:
        raise InputError("no action's money is shown to act, or curves were not asked for", key="KIND", value="curves")
    lines = -(-len(curves) // _ACROSS)
    pots = [pot for pot in _POTS if any(action.pot == pot for action in result.plan.actions)]
    dots = len(pots) * _POT + len(result.plan.actions) * _ROW + _FOOT if "gains" in parts else -_BETWEEN
    below = _BETWEEN + _HEAD + lines * (_NAME + _PANEL + _TICKS) if curves else 0.0
    title = text("value.title", lang, scenario=result.scenario.name[lang], runs=result.runs, seed=result.seed)
    origin = result.origin(lang)
    notes = [text("value.chart-marks", lang), text("value.legend", lang), text("compare.rests-on", lang),
             origin.line(lang)]  # fmt: skip
    figure, top = paper(title, [], _KEY + dots + below, notes, origin)
    if "gains" in parts:
        _key(figure, top + _KEY / 2, lang)
        _dots(figure, top + _KEY, result, pots, lang)
    if curves:
        _curves(figure, top + _KEY + dots + _BETWEEN, result, curves, lang)
    return figure


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    marks = [
        (Line2D([], [], color=colour, marker=mark, linestyle="none", markersize=6), text(f"value.chart-{name}", lang))
        for name, colour, mark in (("into", SCENARIO, "o"), ("out", BASELINE, "D"))
    ]
    figure.key_line(MARGIN, y, marks)


def _dots(figure: ChartFigure, top: float, result: MarginalValue, pots: list[str], lang: str) -> None:
    names = [action.name[lang] for action in result.plan.actions]
    left = MARGIN + min(widest(names, BODY), _WIDEST) * 1.05 + _GAP
    height = len(pots) * _POT + len(names) * _ROW
    axes = inch_axes(figure, left, top, MARGIN + INSIDE - left, height, opaque=True)
    axes.axvline(0.0, color=MUTED, linewidth=0.8, zorder=1)
    axes.set_xlabel(text("value.chart-axis", lang), fontsize=SMALL)
    y, most = top, 0.0
    for pot in pots:
        figure.write(MARGIN, y + 0.6 * _POT, text(f"value.pot-{pot}", lang), size=SMALL, colour=MUTED)
        y += _POT
        for action in result.plan.actions:
            if action.pot != pot:
                continue
            figure.rule(MARGIN, y, INSIDE, RULE)
            figure.write(MARGIN, y + _ROW / 2, shortened(action.name[lang], BODY, _WIDEST))
            for out, shift in ((False, -0.07), (True, 0.07)):
                step = result.step(action.id, out=out)
                if step is not None:
                    most = max(most, _dot(axes, step, y - top + _ROW / 2 + shift, out=out))
            y += _ROW
    figure.rule(MARGIN, y, INSIDE, RULE)
    most = _ROOM * (most or 1.0)
    axes.set_xlim(-most, most)
    axes.set_xticks(*plain_ticks(-most, most, most=7))


def _dot(axes: Axes, step: Marginal, y: float, *, out: bool) -> float:
    """Draw one mark and return how far its interval reaches from nought."""
    change = step.per_hundred(step.attainment)
    x, half = 100.0 * change.value, 100.0 * _NINE_OF_TEN * change.error
    colour, mark = (BASELINE, "D") if out else (SCENARIO, "o")
    axes.plot([x - half, x + half], [y, y], color=colour, linewidth=1.2, zorder=2)
    axes.plot([x], [y], marker=mark, color=colour, markersize=5.5, zorder=3)
    return abs(x) + half


def _curves(figure: ChartFigure, top: float, result: MarginalValue, curves: list[Saturation], lang: str) -> None:
    actions = {action.id: action.name[lang] for action in result.plan.actions}
    targets = {target.id: target.name[lang] for target in result.plan.targets}
    figure.write(MARGIN, top + _HEAD / 2, text("value.chart-curves", lang), size=SMALL, colour=MUTED)
    for curve, x, y, width in panels(curves, _ACROSS, top + _HEAD, _NAME + _PANEL + _TICKS, _GUTTER):
        figure.write(x, y + 0.14, shortened(actions[curve.action], BODY, width / 1.05))
        figure.write(x, y + 0.35, shortened(targets[curve.measure], SMALL, width / 1.05), size=SMALL, colour=MUTED)
        _curve(figure.panel(x + 0.3, y + _NAME, width - 0.3, _PANEL), curve, money_unit(lang))


def _curve(axes: Axes, curve: Saturation, per: float) -> None:
    x = np.array([0.0, *curve.amounts]) / per
    y, half = np.array([0.0, *curve.response]), _NINE_OF_TEN * np.array([0.0, *curve.errors])
    axes.fill_between(x, y - half, y + half, color=SCENARIO_PALE, linewidth=0.0, zorder=1)
    axes.plot(x, y, color=SCENARIO, linewidth=1.6, marker="o", markersize=3, zorder=2)
    axes.axhline(0.0, color=MUTED, linewidth=0.6, zorder=0)
    if curve.half is not None:
        axes.axvline(curve.half / per, color=BASELINE, linewidth=1.2, linestyle=":", zorder=3)
    axes.set_xlim(0.0, x[-1])
    axes.set_xticks(*plain_ticks(0.0, float(x[-1]), most=4, edge=0.0))
    low, high = axes.get_ylim()
    axes.set_yticks(*plain_ticks(low, high, most=4))
