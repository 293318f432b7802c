"""Calibration checks of a fit: simulation-based ranks, interval coverage, and the learning curve."""

import numpy as np
from matplotlib.axes import Axes

from sim.analyses.calibrate.fit import Fit
from sim.analyses.calibrate.gate import LEVELS
from sim.analyses.calibrate.training import Floats
from sim.charts.figure import ChartFigure
from sim.charts.fit_words import by_kind, fit_notes, quantity_name
from sim.charts.measure import plain_ticks, shortened, widest
from sim.charts.palette import INK, MUTED, PRIOR_PALE, RULE, SCENARIO
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.spread import binomial_band, ecdf_band, ecdf_difference
from sim.charts.style import HEADING, MARGIN, SMALL
from sim.language import text

_HEAD, _ACROSS, _GUTTER = 0.32, 5, 0.18
_NAME, _PANEL, _FOOT, _INDENT = 0.24, 0.95, 0.2, 0.36
_ROW, _TICKS, _GAP, _LEARNING = 0.25, 0.34, 0.6, 2.6
_MARKS = ("s", "D", "o")  # one a level


def informed(fit: Fit) -> list[int]:
    """Columns of the quantities that the record informs, the best informed first within their kind."""
    return [k for quantities in by_kind(fit).values() for k in quantities if fit.gate.identified[k]]


@styled
def gate_figure(fit: Fit, lang: str) -> ChartFigure:
    """Ranks of the truth in the posterior, coverage, and the learning curve, for the informed quantities."""
    chosen = informed(fit)
    lines = -(-len(chosen) // _ACROSS)
    ranks = _HEAD + lines * (_NAME + _PANEL + _FOOT) + _TICKS if chosen else 0.0
    rows = max(len(chosen) * _ROW, _LEARNING)
    notes = fit_notes(fit, lang, [text("posterior.gate-shows", lang, histories=fit.gate.histories)])
    figure, top = paper(text("posterior.gate", lang), _lead(fit, lang), ranks + _HEAD + rows + _TICKS, notes,
                        fit.origin(lang))  # fmt: skip
    if chosen:
        figure.write(MARGIN, top + _HEAD / 2, text("posterior.ranks", lang), size=HEADING)
        _ranks(figure, fit, chosen, top + _HEAD, lang)
    y = top + ranks
    half = (INSIDE - _GAP) / 2
    if chosen:
        figure.write(MARGIN, y + _HEAD / 2, text("posterior.coverage", lang), size=HEADING)
        _coverage(figure, fit, chosen, y + _HEAD, half, lang)
    right, wide = (MARGIN + half + _GAP, half) if chosen else (MARGIN, INSIDE)
    figure.write(right, y + _HEAD / 2, text("posterior.learning", lang), size=HEADING)
    _learning(figure, fit, right, y + _HEAD, wide, _LEARNING, lang)
    return figure


@styled
def learning_figure(fit: Fit, lang: str) -> ChartFigure:
    """The learning curve alone: score over the prior's against the number of histories learnt from."""
    notes = fit_notes(fit, lang, [text("posterior.learning-shows", lang)])
    figure, top = paper(text("posterior.learning", lang), [], _LEARNING + _TICKS, notes, fit.origin(lang))
    _learning(figure, fit, MARGIN, top, INSIDE, _LEARNING, lang)
    return figure


def _lead(fit: Fit, lang: str) -> list[str]:
    if not fit.gate.identified.any():
        return [text("posterior.none-informed", lang)]
    covered = text("posterior.covered", lang, percent=f"{100 * fit.gate.average_coverage:.1f}",
                   number=int(fit.gate.identified.sum()), histories=f"{fit.gate.histories:,}")  # fmt: skip
    return [covered, text("posterior.no-fault" if fit.passed else "posterior.faults", lang, faults=len(fit.faults))]


def _ranks(figure: ChartFigure, fit: Fit, chosen: list[int], top: float, lang: str) -> None:
    """One panel a quantity: cumulative share of ranks less what is uniform, and the band of chance."""
    step = (INSIDE - _INDENT + _GUTTER) / _ACROSS
    width = step - _GUTTER
    band = 100 * ecdf_band(fit.gate.histories)
    drawn = {k: ecdf_difference(fit.gate.ranks[:, k]) for k in chosen}
    far = 1.1 * max(1.25 * band, *(100 * float(np.abs(up).max()) for _, up in drawn.values()))
    for index, k in enumerate(chosen):
        line, column = divmod(index, _ACROSS)
        x, y = MARGIN + _INDENT + column * step, top + line * (_NAME + _PANEL + _FOOT)
        figure.write(x, y + 0.11, shortened(quantity_name(fit.names[k], lang), SMALL, width / 1.05), size=SMALL)
        axes = figure.panel(x, y + _NAME, width, _PANEL)
        last = index + _ACROSS >= len(chosen)
        _difference(axes, *drawn[k], band, far, words=(column == 0, last))


def _difference(axes: Axes, across: Floats, up: Floats, band: float, far: float, *, words: tuple[bool, bool]) -> None:
    axes.axhspan(-band, band, color=PRIOR_PALE, linewidth=0, zorder=1)
    axes.axhline(0, color=RULE, linewidth=0.8, zorder=2)
    axes.plot(across, 100 * up, color=SCENARIO, linewidth=1.2, zorder=3)
    axes.set_xlim(0, 1)
    axes.set_ylim(-far, far)
    axes.set_xticks([0, 0.5, 1], ["0", "50", "100 %"] if words[1] else ["", "", ""])
    ticks, labels = plain_ticks(-far, far, most=3, edge=0.05)
    axes.set_yticks(ticks, labels if words[0] else [""] * len(ticks))
    if words[1]:
        first, _, last = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        last.set_horizontalalignment("right")


def _coverage(figure: ChartFigure, fit: Fit, chosen: list[int], top: float, width: float, lang: str) -> None:
    """One row a quantity, one mark a level, over the bands in which chance alone leaves it."""
    names = {k: quantity_name(fit.names[k], lang) for k in chosen}
    left = 1.05 * widest(names.values(), SMALL) + 0.2
    height = len(chosen) * _ROW
    axes = figure.panel(MARGIN + left, top, width - left, height)
    for index, level in enumerate(LEVELS):
        low, high = binomial_band(fit.gate.histories, level)
        axes.axvspan(100 * low, 100 * high, color=PRIOR_PALE, linewidth=0, zorder=1)
        axes.axvline(100 * level, color=MUTED, linewidth=1.0, linestyle=(0, (1, 1.5)), zorder=2)
        middles = [_ROW * (row + 0.5) for row in range(len(chosen))]
        axes.plot(100 * fit.gate.coverage[chosen, index], middles, _MARKS[index], color=SCENARIO, markersize=5,
                  linestyle="none", zorder=3)  # fmt: skip
    for row, k in enumerate(chosen):
        figure.write(MARGIN, top + _ROW * (row + 0.5), names[k], size=SMALL)
    least = 100 * float(min(fit.gate.coverage[chosen].min(), binomial_band(fit.gate.histories, LEVELS[0])[0]))
    axes.set_xlim(least - 2, 100)
    axes.set_xticks([100 * level for level in LEVELS], [f"{100 * level:g} %" for level in LEVELS])
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _learning(figure: ChartFigure, fit: Fit, x: float, y: float, width: float, height: float, lang: str) -> None:
    if not fit.learning:
        figure.write(x, y + 0.2, text("posterior.too-few", lang), size=SMALL, colour=MUTED)
        return
    axes = figure.panel(x + _INDENT, y, width - _INDENT, height)
    numbers, scores = (np.array(side, dtype=float) for side in zip(*fit.learning, strict=True))
    axes.axhline(1.0, color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)), zorder=2)
    axes.plot(numbers, scores, "o-", color=SCENARIO, linewidth=1.8, markersize=6, zorder=3)
    axes.set_xscale("log")
    axes.minorticks_off()
    axes.set_xlim(numbers.min() / 1.25, numbers.max() * 1.25)
    axes.set_xticks(numbers, [f"{number:,.0f}" for number in numbers])
    low, high = min(float(scores.min()), 1.0), max(float(scores.max()), 1.0)
    room = 0.15 * max(high - low, 0.02)
    axes.set_ylim(low - room, high + room)
    axes.set_yticks(*plain_ticks(low - room, high + room, most=5, edge=0.02))
    axes.annotate(text("posterior.prior-score", lang), (numbers.min() / 1.25, 1.0), (4, -4), va="top",
                  textcoords="offset points", size=SMALL, color=INK)  # fmt: skip
