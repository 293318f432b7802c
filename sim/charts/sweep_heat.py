"""Heat map of a sweep: one measure over the levels of two factors, with the number in every cell."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from sim.analyses.sweep.measures import Measures
from sim.analyses.sweep.results import SweepResults
from sim.analyses.sweep.views import error_words, value_words
from sim.charts.figure import ChartFigure
from sim.charts.measure import shortened, widest
from sim.charts.palette import MUTED, PAPER, SCENARIO, ink_on, mixed
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import BODY, HEADING, MARGIN, SMALL
from sim.charts.sweep_words import Axis, at_levels, factor_label, lead, measure_label, notes, title

MOST_LEVELS, BINS = 20, 8
_HEAD, _ROW, _TICKS, _GAP, _LABEL = 0.34, 0.42, 0.3, 0.12, 0.3
_WIDEST_CELL, _LONGEST = 1.5, 2.6  # inches
_PALEST = 0.06  # of the colour, at the lowest value


@styled
def heat_figure(
    results: SweepResults, measures: Measures, axes: tuple[Axis, Axis], name: str, lang: str
) -> ChartFigure:
    """The heat map over ``axes``, horizontal and vertical factor. Cells without a run are empty."""
    across, up = axes
    columns, rows = len(across.levels), len(up.levels)
    estimates = at_levels(results, measures, up.of * columns + across.of, rows * columns)[:, measures.place(name), :2]
    cells = estimates.reshape(rows, columns, 2)
    body = _HEAD + _LABEL + rows * _ROW + _TICKS + _LABEL
    captions = notes(results, measures, "sweep.chart-heat", axes, name, lang)
    figure, top = paper(title(results, lang), lead(results, lang), body, captions, results.origin(lang))
    names = [shortened(word, SMALL, _LONGEST) for word in up.words(lang)]
    indent = widest(names, SMALL) + _GAP
    width = min(_WIDEST_CELL * columns, INSIDE - indent)
    figure.write(MARGIN, top + _HEAD / 2, measure_label(measures, name, lang), size=HEADING)
    figure.write(MARGIN, top + _HEAD + _LABEL / 2, factor_label(results, up.path, lang), size=BODY, colour=MUTED)
    drawn = figure.panel(MARGIN + indent, top + _HEAD + _LABEL, width, rows * _ROW)
    draw_cells(drawn, cells, name, errors=width / columns >= _room(cells, name))
    drawn.set_yticks(range(rows), names)
    drawn.set_xticks(range(columns), [shortened(word, SMALL, width / columns) for word in across.words(lang)])
    below = top + body - _LABEL / 2
    figure.write(MARGIN + indent, below, factor_label(results, across.path, lang), size=BODY, colour=MUTED)
    return figure


def draw_cells(axes: Axes, cells: NDArray[np.float64], name: str, *, errors: bool) -> None:
    """``cells`` float64[rows, columns, 2], value and error: coloured from the lowest value shown to the highest."""
    value = cells[..., 0]
    rows, columns = value.shape
    for row in range(rows):
        for column in range(columns):
            colour = shade(value[row, column], value)
            axes.add_patch(
                Rectangle((column - 0.5, row - 0.5), 1.0, 1.0, facecolor=colour, edgecolor=PAPER, linewidth=1.5)
            )
            words = error_words(name, *cells[row, column]) if errors else value_words(name, value[row, column])
            axes.text(column, row, words, ha="center", va="center_baseline", size=SMALL, color=ink_on(colour))
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(-0.5, rows - 0.5)
    axes.spines[:].set_visible(False)


def shade(value: float, among: NDArray[np.float64], palest: float = _PALEST) -> str:
    """Colour of a value between the lowest (palest) and the highest of ``among``; paper for none."""
    if np.isnan(value):
        return PAPER
    low, high = np.nanmin(among), np.nanmax(among)
    return mixed(PAPER, SCENARIO, palest + (1.0 - palest) * ((value - low) / (high - low) if high > low else 0.0))


def _room(cells: NDArray[np.float64], name: str) -> float:
    """Inches that the widest number with its error takes."""
    return widest([error_words(name, *cell) for cell in cells.reshape(-1, 2)], SMALL) + _GAP
