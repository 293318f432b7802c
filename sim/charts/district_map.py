"""Map of the districts on a user's boundaries: shades and numbers on the map, names and counts beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sim.charts.boundaries import Boundaries, Polygon, inner_point
from sim.charts.figure import ChartFigure
from sim.charts.measure import widest
from sim.charts.palette import MUTED, PAPER, RULE, ink_on
from sim.charts.paper import INSIDE
from sim.charts.style import BODY, HEADING, MARGIN, SMALL
from sim.language import text
from sim.language.numbers import count, span

WIDE, HIGH = 7.6, 5.4  # inches that the map may take
_LABEL, _ROW, _GAP = 0.34, 0.34, 0.5


@dataclass(frozen=True)
class DistrictRow:
    """``name`` and ``colour`` of a district, and the ``median`` and range of its firms."""

    name: str
    colour: str
    median: float
    low: float
    high: float


def map_height(boundaries: Boundaries, rows: int) -> float:
    """Inches that map and list take."""
    return _LABEL + max(_size(boundaries)[1], _ROW * (rows + 1))


def draw_map(figure: ChartFigure, boundaries: Boundaries, rows: Sequence[DistrictRow], top: float, lang: str) -> None:
    """The polygons of the districts in the order of ``rows``, below ``top`` inches."""
    # On the picture itself, so that it stays with the map when it is cut out.
    figure.write(MARGIN, top + _LABEL / 2, text("kinds.own-boundaries", lang), size=HEADING)
    wide, high = _size(boundaries)
    west, south, east, north = boundaries.box
    axes = figure.panel(MARGIN, top + _LABEL, wide, high)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_axis_off()
    for number, (row, polygons) in enumerate(zip(rows, boundaries.polygons.values(), strict=True), start=1):
        for polygon in polygons:
            axes.add_patch(
                PathPatch(_path(polygon), facecolor=row.colour, edgecolor=PAPER, linewidth=0.8, clip_on=False)
            )
        axes.text(*inner_point(polygons), str(number), size=SMALL, color=ink_on(row.colour), ha="center", va="center")
    _list(figure, rows, top + _LABEL, MARGIN + WIDE + _GAP, lang)


def _list(figure: ChartFigure, rows: Sequence[DistrictRow], top: float, left: float, lang: str) -> None:
    names = [f"{number}  {row.name}" for number, row in enumerate(rows, start=1)]
    middle = left + 1.05 * widest(names, BODY) + _GAP + 0.5
    right = MARGIN + INSIDE
    for x, key, align in ((middle, "median-head", "right"), (right, "range-head", "right")):
        figure.write(x, top + _ROW / 2, text(f"kinds.{key}", lang), size=SMALL, colour=MUTED, ha=align)
    for index, row in enumerate(rows):
        y = top + _ROW * (index + 1.5)
        figure.rule(left, y - _ROW / 2, right - left, RULE)
        figure.write(left, y, names[index])
        figure.write(middle, y, count(row.median), ha="right")
        figure.write(right, y, span(row.low, row.high), colour=MUTED, ha="right")


def _size(boundaries: Boundaries) -> tuple[float, float]:
    """Inches of the map: a degree of longitude is shorter by the cosine of the latitude."""
    west, south, east, north = boundaries.box
    across = (east - west) * math.cos(math.radians((south + north) / 2))
    scale = min(WIDE / across, HIGH / (north - south))
    return scale * across, scale * (north - south)


def _path(polygon: Polygon) -> Path:
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in polygon))
