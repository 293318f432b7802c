"""Panel positions of small multiples, and axes aligned with the rows of a table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from matplotlib.axes import Axes

from sim.charts.figure import ChartFigure
from sim.charts.palette import RULE
from sim.charts.paper import INSIDE
from sim.charts.style import MARGIN

Item = TypeVar("Item")


def panels(
    items: Iterable[Item], across: int, top: float, height: float | Sequence[float], gutter: float
) -> Iterator[tuple[Item, float, float, float]]:
    """Each item with left edge, top and width of its panel, ``across`` in a line and ``gutter`` apart; in inches.

    ``height``: of every line, or of each (``line_heights``).
    """
    step = (INSIDE + gutter) / across
    for index, item in enumerate(items):
        line, column = divmod(index, across)
        above = line * height if isinstance(height, float) else sum(height[:line])
        yield item, MARGIN + column * step, top + above, step - gutter


def line_heights(heights: Sequence[float], across: int) -> list[float]:
    """Height of every line of panels: of the highest of its ``across`` panels."""
    return [max(heights[first : first + across]) for first in range(0, len(heights), across)]


def inch_axes(figure: ChartFigure, x: float, y: float, width: float, height: float, *, opaque: bool = False) -> Axes:
    """Axes whose unit downwards is the inch, so that rows are where their words are; ``opaque``: over the rules."""
    axes = figure.panel(x, y, width, height)
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    if opaque:
        axes.grid(axis="x", color=RULE, linewidth=0.6, zorder=0)
    else:
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.patch.set_visible(False)
    return axes
