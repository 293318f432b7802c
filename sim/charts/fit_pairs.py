"""Pair plot of the best-identified parameters: marginal histograms, posterior draws, rank correlations."""

import numpy as np
from matplotlib.axes import Axes

from sim.analyses.calibrate.fit import Fit
from sim.analyses.calibrate.training import Floats
from sim.charts.figure import ChartFigure
from sim.charts.fit_words import by_kind, fit_notes, quantity_name, quantity_unit, shown_values
from sim.charts.measure import plain_ticks, wrapped
from sim.charts.palette import INK, MUTED, PAPER, RULE, SCENARIO, SCENARIO_HALF, SCENARIO_PALE
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.spread import density, rank_correlation
from sim.charts.style import BODY, HEADING, MARGIN, SMALL
from sim.language import text
from sim.language.numbers import fixed

MOST = 6  # parameters
_DOTS = 600  # draws shown, evenly spread
_NAMES, _INDENT, _CELL, _GAP = 1.85, 0.45, 1.2, 0.12
_TICKS, _LINE, _SLACK = 0.34, 0.175, 1.05
_BINS, _TAIL = 24, 0.002
_STRONG = 0.3  # rank correlation from which the number is printed dark on a pale ground


def best_informed(fit: Fit) -> list[int]:
    """Columns of the parameters with the largest contraction, at most six."""
    return by_kind(fit).get("parameters", [])[:MOST]


@styled
def pairs_figure(fit: Fit, lang: str) -> ChartFigure:
    """Posterior draws: histograms on the diagonal, clouds below it, rank correlations above it."""
    chosen = best_informed(fit)
    values = shown_values(fit, fit.z)[:, chosen]
    together = rank_correlation(values)
    left = MARGIN + _NAMES + _INDENT
    width = (MARGIN + INSIDE - left - _GAP * (len(chosen) - 1)) / max(len(chosen), 1)
    heads = [wrapped(quantity_name(fit.names[k], lang), SMALL, width / _SLACK) for k in chosen]
    head = _LINE * max((len(lines) for lines in heads), default=0) + _GAP
    body = head + len(chosen) * (_CELL + _GAP) + _TICKS
    notes = fit_notes(fit, lang, [text("posterior.pairs-shows", lang, number=len(chosen), dots=_DOTS)])
    figure, top = paper(text("posterior.pairs", lang), [], body, notes, fit.origin(lang))
    for column, lines in enumerate(heads):
        y = top + head - _GAP - _LINE * (len(lines) - 0.5)
        figure.write_lines(left + column * (width + _GAP), y, lines, _LINE, size=SMALL, colour=MUTED)
    ends = np.quantile(values, (_TAIL, 1.0 - _TAIL), axis=0)
    for row, k in enumerate(chosen):
        y = top + head + row * (_CELL + _GAP)
        _name(figure, fit, k, y + _CELL / 2, lang)
        for column in range(len(chosen)):
            x = left + column * (width + _GAP)
            if column > row:
                _number(figure, x + width / 2, y + _CELL / 2, float(together[row, column]))
                continue
            axes = figure.panel(x, y, width, _CELL)
            low, high = ends[:, column]
            axes.set_xlim(low, high)
            axes.set_xticks(*(plain_ticks(low, high, edge=0.07) if row == len(chosen) - 1 else ([], [])))
            if column == row:
                _histogram(axes, values[:, row])
            else:
                _cloud(axes, values[:, column], values[:, row], ends[:, row], labelled=column == 0)
    return figure


def _name(figure: ChartFigure, fit: Fit, k: int, middle: float, lang: str) -> None:
    lines = [(line, BODY, INK) for line in wrapped(quantity_name(fit.names[k], lang), BODY, _NAMES / _SLACK)]
    lines.append((quantity_unit(fit, fit.names[k], lang), SMALL, MUTED))
    for index, (line, size, colour) in enumerate(lines):
        y = middle + _LINE * (index - (len(lines) - 1) / 2)
        figure.write(MARGIN, y, line, size=size, colour=colour)


def _number(figure: ChartFigure, x: float, y: float, correlation: float) -> None:
    strong, words = abs(correlation) >= _STRONG, fixed(correlation, 2)
    label = f"+{words}" if correlation > 0 and words != "0.00" else words
    box = {"facecolor": SCENARIO_PALE if strong else PAPER, "edgecolor": "none", "boxstyle": "round,pad=0.35"}
    figure.write(x, y, label, size=HEADING, colour=INK if strong else MUTED, ha="center", bbox=box)


def _histogram(axes: Axes, values: Floats) -> None:
    heights, edges = density(values, _BINS, _TAIL)
    axes.stairs(heights, edges, fill=True, color=SCENARIO_HALF, zorder=1)
    axes.stairs(heights, edges, color=SCENARIO, linewidth=1.2, zorder=2)
    axes.set_ylim(0, 1.1 * float(heights.max()))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _cloud(axes: Axes, across: Floats, up: Floats, ends: Floats, *, labelled: bool) -> None:
    rows = np.unique(np.linspace(0, len(up) - 1, _DOTS).astype(int))
    axes.plot(across[rows], up[rows], "o", color=SCENARIO, markersize=2.2, markeredgewidth=0, alpha=0.45, zorder=2)
    low, high = ends
    axes.set_ylim(low, high)
    axes.set_yticks(*(plain_ticks(low, high, edge=0.05) if labelled else ([], [])))
    for side in ("left", "bottom"):
        axes.spines[side].set_color(RULE)
