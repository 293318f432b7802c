"""Prior against posterior: contraction and intervals of every quantity, and its two densities."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.calibrate.fit import Fit
from sim.analyses.calibrate.gate import IDENTIFIED_FROM
from sim.analyses.calibrate.training import Floats
from sim.charts.figure import ChartFigure
from sim.charts.fit_words import by_kind, fit_notes, quantile_words, quantity_name, quantity_unit, shown_values
from sim.charts.measure import plain_ticks, shortened, widest
from sim.charts.palette import INK, MUTED, PAPER, PRIOR, PRIOR_HALF, PRIOR_PALE, RULE, SCENARIO
from sim.charts.paper import INSIDE, inch_axes, panels, paper, styled
from sim.charts.spread import density
from sim.charts.style import BODY, MARGIN, SMALL
from sim.language import text

ROW = 0.29
_GAP, _BARS, _SLACK = 0.3, 2.0, 1.05
_FAR = 1.6  # end of the axis of intervals at least, in halves of the prior's 90 % range

Cells = dict[str, dict[int, str]]
_KEY, _HEAD, _GROUP, _FOOT = 0.32, 0.28, 0.34, 0.32
_ACROSS, _GUTTER = 4, 0.35
_NAME, _PANEL, _TICKS = 0.44, 1.0, 0.36
_BINS, _TAIL = 26, 0.005


def row_words(fit: Fit, lang: str) -> Cells:
    """Column -> cell of every quantity."""
    values, prior = shown_values(fit, fit.z), shown_values(fit, fit.prior_z)
    every = range(len(fit.names))
    return {
        "name": {k: quantity_name(fit.names[k], lang) for k in every},
        "unit": {k: quantity_unit(fit, fit.names[k], lang) for k in every},
        "before": {k: quantile_words(prior[:, k], lang) for k in every},
        "after": {k: quantile_words(values[:, k], lang) for k in every},
    }


def columns(words: Cells, lang: str) -> dict[str, float]:
    """Left edges of the columns in inches: as wide as their text, the axis of intervals takes the rest."""
    wide = {}
    for name, cells in words.items():
        heading = widest([text(f"posterior.head-{name}", lang)], SMALL)
        wide[name] = _SLACK * max(widest(cells.values(), SMALL if name == "unit" else BODY), heading) + _GAP
    places = {"name": MARGIN, "unit": MARGIN + wide["name"]}
    places["bars"] = places["unit"] + wide["unit"]
    places["spans"] = places["bars"] + _BARS + 2 * _GAP
    places["after"] = MARGIN + INSIDE - wide["after"] + _GAP
    places["before"] = places["after"] - wide["before"]
    return places


def relative(fit: Fit) -> Floats:
    """float64[3, k]: 5, 50 and 95 per cent of the posterior, where those of the prior are -1, 0 and 1."""
    low, middle, high = np.quantile(fit.prior_z, (0.05, 0.5, 0.95), axis=0)
    posterior = np.quantile(fit.z, (0.05, 0.5, 0.95), axis=0)
    return (posterior - middle) / np.where(posterior < middle, middle - low, high - middle)


def row_axes(figure: ChartFigure, places: dict[str, float], y: float, height: float, fit: Fit, lang: str) -> list[Axes]:
    """The axes of the bars and of the intervals; heights in inches from ``y`` downwards."""
    width = places["before"] - _GAP - places["spans"]
    bars = inch_axes(figure, places["bars"], y, _BARS, height)
    bars.set_xlim(0, 100)
    bars.set_xticks([0, 25, 50, 75, 100])
    bars.axvline(100 * IDENTIFIED_FROM, color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)), zorder=4)
    spans = inch_axes(figure, places["spans"], y, width, height)
    far = max(_FAR, 1.05 * float(np.abs(relative(fit)).max()))
    spans.set_xlim(-far, far)
    spans.set_xticks([-1, 0, 1], ["5 %", text("posterior.prior-median", lang), "95 %"])
    return [bars, spans]


def draw_row(axes: list[Axes], fit: Fit, k: int, y: float) -> None:
    """Bar and intervals of quantity ``k``, their middle at ``y``."""
    bars, spans = axes
    value = 100 * float(fit.gate.contraction[k])
    informed = bool(fit.gate.identified[k])
    bars.barh([y], [value], 0.5 * ROW, color=SCENARIO if informed else PRIOR, zorder=3)
    start = max(value, 100 * IDENTIFIED_FROM)
    bars.annotate(f"{value:.0f} %", (start, y), (6, 0), textcoords="offset points", size=SMALL, color=INK, va="center",
                  zorder=5, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5})  # fmt: skip
    low, middle, high = relative(fit)[:, k]
    colour = SCENARIO if informed else MUTED
    above, below = y - 0.06, y + 0.05
    spans.plot([-1, 1], [above, above], color=PRIOR_HALF, linewidth=2.4, solid_capstyle="butt", zorder=2)
    spans.plot([0], [above], "|", color=PRIOR, markersize=7, markeredgewidth=1.6, zorder=3)
    spans.plot([low, high], [below, below], color=colour, linewidth=2.0, zorder=3)
    spans.plot([middle], [below], "o", color=colour, markersize=5.5, zorder=4)


def row_key(figure: ChartFigure, y: float, lang: str) -> None:
    """The key of the marks, in one line."""
    figure.key_line(MARGIN, y, [
        (Patch(color=SCENARIO), text("posterior.key-informed", lang)),
        (Patch(color=PRIOR), text("posterior.key-not", lang)),
        (Line2D([], [], color=INK, linewidth=1.1, linestyle=(0, (1, 1.5))), text("posterior.key-threshold", lang)),
        (Line2D([], [], color=PRIOR_HALF, linewidth=2.4), text("posterior.key-before", lang)),
        (Line2D([], [], color=SCENARIO, linewidth=2.0, marker="o", markersize=5.5), text("posterior.key-after", lang)),
    ])  # fmt: skip


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
