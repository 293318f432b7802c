"""Prior against posterior: contraction and intervals of every quantity, and its two densities."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.calibrate.fit import Fit
from sim.analyses.calibrate.gate import IDENTIFIED_FROM
from sim.analyses.calibrate.training import Floats
from sim.charts.figure import ChartFigure
from sim.charts.fit_rows import ROW, columns, draw_row, row_axes, row_key, row_words
from sim.charts.fit_words import by_kind, fit_notes, quantity_name, quantity_unit, shown_values
from sim.charts.measure import shortened
from sim.charts.palette import INK, MUTED, PRIOR, PRIOR_PALE, RULE, SCENARIO
from sim.charts.panels import panels
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.spread import density
from sim.charts.style import BODY, MARGIN, SMALL
from sim.charts.ticks import plain_ticks
from sim.language import text

_KEY, _HEAD, _GROUP, _FOOT = 0.32, 0.28, 0.34, 0.32
_ACROSS, _GUTTER = 4, 0.35
_NAME, _PANEL, _TICKS = 0.44, 1.0, 0.36
_BINS, _TAIL = 26, 0.005


@styled
def contraction_figure(fit: Fit, lang: str) -> ChartFigure:
    """One row a quantity: how much of its variance the record removes, and its interval against the prior's."""
    groups, words = by_kind(fit), row_words(fit, lang)
    rows = sum(len(quantities) for quantities in groups.values())
    height = len(groups) * _GROUP + rows * ROW
    notes = fit_notes(fit, lang, [text("posterior.contraction-shows", lang)])
    title, body = text("posterior.contraction", lang), _KEY + _HEAD + height + _FOOT
    figure, top = paper(title, [_informed(fit, lang)], body, notes, fit.origin(lang))
    places = columns(words, lang)
    row_key(figure, top + _KEY / 2, lang)
    for name, x in places.items():
        figure.write(x, top + _KEY + _HEAD / 2, text(f"posterior.head-{name}", lang), size=SMALL, colour=MUTED)
    first = y = top + _KEY + _HEAD
    axes = row_axes(figure, places, first, height, fit, lang)
    for kind, quantities in groups.items():
        figure.rule(MARGIN, y, INSIDE, RULE)
        figure.write(MARGIN, y + 0.6 * _GROUP, text(f"posterior.kind-{kind}", lang), size=SMALL, colour=MUTED)
        y += _GROUP
        for k in quantities:
            for name, cells in words.items():
                size, colour = (SMALL, MUTED) if name == "unit" else (BODY, INK)
                figure.write(places[name], y + ROW / 2, cells[k], size=size, colour=colour)
            draw_row(axes, fit, k, y + ROW / 2 - first)
            y += ROW
    return figure


def _informed(fit: Fit, lang: str) -> str:
    informed = int(fit.gate.identified.sum())
    return text("posterior.informed", lang, informed=informed, number=len(fit.names),
                threshold=f"{100 * IDENTIFIED_FROM:g}")  # fmt: skip


@styled
def prior_posterior_figure(fit: Fit, lang: str) -> ChartFigure:
    """One panel for every parameter and state that a forecast carries: its distribution before and after."""
    shown = [k for kind, quantities in by_kind(fit).items() if kind != "nuisances" for k in quantities]
    lines = -(-len(shown) // _ACROSS)
    notes = fit_notes(fit, lang, [text("posterior.densities-shows", lang)])
    figure, top = paper(
        text("posterior.densities", lang), [], _KEY + lines * (_NAME + _PANEL + _TICKS), notes, fit.origin(lang)
    )
    _density_key(figure, top + _KEY / 2, lang)
    prior, values = shown_values(fit, fit.prior_z), shown_values(fit, fit.z)
    for k, x, y, width in panels(shown, _ACROSS, top + _KEY, _NAME + _PANEL + _TICKS, _GUTTER):
        figure.write(x, y + 0.12, shortened(quantity_name(fit.names[k], lang), BODY, width / 1.05))
        taught = text("posterior.contracted", lang, percent=f"{100 * fit.gate.contraction[k]:.0f}")
        figure.write(x, y + 0.31, quantity_unit(fit, fit.names[k], lang), size=SMALL, colour=MUTED)
        figure.write(x + width, y + 0.31, taught, size=SMALL, colour=MUTED, ha="right")
        axes = figure.panel(x, y + _NAME, width, _PANEL)
        _densities(axes, prior[:, k], values[:, k], SCENARIO if fit.gate.identified[k] else MUTED)
    return figure


def _densities(axes: Axes, prior: Floats, values: Floats, colour: str) -> None:
    """Histogram steps of equal area, each over the range that holds nearly all of its draws."""
    (before, edges), (after, steps) = density(prior, _BINS, _TAIL), density(values, _BINS, _TAIL)
    axes.stairs(before, edges, fill=True, color=PRIOR_PALE, zorder=1)
    axes.stairs(before, edges, color=PRIOR, linewidth=1.0, zorder=2)
    axes.stairs(after, steps, color=colour, linewidth=1.8, zorder=3)
    low, high = min(edges[0], steps[0]), max(edges[-1], steps[-1])
    axes.set_xlim(low, high)
    axes.set_ylim(0, 1.05 * max(before.max(), after.max()))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xticks(*plain_ticks(low, high))


def _density_key(figure: ChartFigure, y: float, lang: str) -> None:
    figure.key_line(MARGIN, y, [
        (Patch(facecolor=PRIOR_PALE, edgecolor=PRIOR), text("posterior.key-before-density", lang)),
        (Line2D([], [], color=SCENARIO, linewidth=1.8), text("posterior.key-after-density", lang)),
        (Line2D([], [], color=MUTED, linewidth=1.8), text("posterior.key-after-not", lang)),
    ])  # fmt: skip
