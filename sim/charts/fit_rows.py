"""Rows of the contraction picture: column positions from measured text, bars, prior and posterior intervals."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.calibrate.fit import Fit
from sim.analyses.calibrate.gate import IDENTIFIED_FROM
from sim.analyses.calibrate.training import Floats
from sim.charts.figure import ChartFigure
from sim.charts.fit_words import quantile_words, quantity_name, quantity_unit, shown_values
from sim.charts.measure import widest
from sim.charts.palette import INK, MUTED, PAPER, PRIOR, PRIOR_HALF, SCENARIO
from sim.charts.panels import inch_axes
from sim.charts.paper import INSIDE
from sim.charts.style import BODY, MARGIN, SMALL
from sim.language import text

ROW = 0.29
_GAP, _BARS, _SLACK = 0.3, 2.0, 1.05
_FAR = 1.6  # end of the axis of intervals at least, in halves of the prior's 90 % range

Cells = dict[str, dict[int, str]]


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
