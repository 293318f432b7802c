"""Active firms by district: as tiles in roughly their positions, or on a user's boundaries."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from sim.charts.boundaries import Boundaries, Polygon, inner_point, load_boundaries
from sim.charts.figure import ChartFigure
from sim.charts.measure import widest
from sim.charts.palette import MUTED, PAPER, RULE, SCENARIO, SCENARIO_PALE, ink_on, mixed
from sim.charts.paper import INSIDE, caption_of, paper, styled
from sim.charts.style import BODY, HEADING, MARGIN, SMALL
from sim.errors import InputError
from sim.inputs.plan.district_tiles import tile_places
from sim.language import text
from sim.language.numbers import count, span

_MAP_WIDE, _MAP_HIGH = 7.6, 5.4  # inches that the map may take
_ROW, _BESIDE = 0.34, 0.5  # of the list beside the map
_WIDE, _HIGH, _GAP = 1.55, 0.78, 0.06  # inches of a tile, and between two
_KEY, _LABEL, _LEVELS = 0.5, 0.34, 5


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
    _list(figure, rows, top + _LABEL, MARGIN + _MAP_WIDE + _BESIDE, lang)


def _list(figure: ChartFigure, rows: Sequence[DistrictRow], top: float, left: float, lang: str) -> None:
    names = [f"{number}  {row.name}" for number, row in enumerate(rows, start=1)]
    middle = left + 1.05 * widest(names, BODY) + _BESIDE + 0.5
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
    scale = min(_MAP_WIDE / across, _MAP_HIGH / (north - south))
    return scale * across, scale * (north - south)


def _path(polygon: Polygon) -> Outline:
    return Outline.make_compound_path(*(Outline(ring, closed=True) for ring in polygon))


@styled
def districts_figure(forecast: Any, lang: str, boundaries: str | Path | None = None) -> ChartFigure:
    """Median and nine tenths of the living firms of each district at the end: as tiles, or on the ``boundaries`` of a
    GeoJSON file of the user's own. Raises InputError where no firms were kept, and for a file that cannot be used.

    Shades go by the square root of the count: districts differ by two powers of ten.
    """
    if forecast.district_firms is None:
        raise InputError("the forecast keeps no firms by district")
    districts = forecast.plan.districts
    ends = forecast.district_firms[forecast.done, -1, : len(districts)]
    low, middle, high = np.quantile(ends, (0.05, 0.5, 0.95), axis=0)
    most = max(float(middle.max()), 1.0)
    rows = [
        DistrictRow(district.name[lang], shade(middle[k] / most), float(middle[k]), float(low[k]), float(high[k]))
        for k, district in enumerate(districts)
    ]
    tiles = tile_places([district.id for district in districts])
    lines = 1 + max(line for _, line in tiles)
    area = None if boundaries is None else load_boundaries(boundaries, districts)
    if area is None:
        lead, shows = text("kinds.districts-lead", lang), text("kinds.districts-shows", lang)
        body = _KEY + _LABEL + lines * (_HIGH + _GAP)
    else:
        lead, shows = (
            text("kinds.map-lead", lang),
            text("kinds.map-shows", lang, file=area.file, digest=area.digest[:12]),
        )
        body = _KEY + map_height(area, len(rows))
    title = text("kinds.districts", lang, scenario=forecast.scenario.name[lang], month=forecast.months[-1])
    figure, top = paper(title, [lead], body, caption_of(forecast, lang, [shows]), forecast.origin(lang))
    _scale(figure, top, most, lang)
    if area is not None:
        draw_map(figure, area, rows, top + _KEY, lang)
        return figure
    # On the picture itself, so that it stays with the tiles when they are cut out.
    figure.write(MARGIN, top + _KEY + _LABEL / 2, text("kinds.no-boundary", lang), size=HEADING)
    across = 1 + max(column for column, _ in tiles)
    axes = _board(figure, top + _KEY + _LABEL, across, lines)
    for row, (column, line) in zip(rows, tiles, strict=True):
        words = (row.name, count(row.median), span(row.low, row.high))
        _tile(axes, column * (_WIDE + _GAP), line * (_HIGH + _GAP), words, row.colour)
    return figure


def shade(share: float) -> str:
    """Colour of a count that is ``share`` (0 to 1) of the largest: from pale to the scenario's own."""
    return mixed(SCENARIO_PALE, SCENARIO, float(np.sqrt(min(max(share, 0.0), 1.0))))


def _board(figure: ChartFigure, y: float, across: int, lines: int) -> Axes:
    """Axes in inches with the origin at the top left, the tiles in the middle of the page."""
    wide, high = across * (_WIDE + _GAP), lines * (_HIGH + _GAP)
    axes = figure.panel((figure.get_size_inches()[0] - wide) / 2, y, wide, high)
    axes.set_xlim(0.0, wide)
    axes.set_ylim(high, 0.0)
    axes.set_axis_off()
    return axes


def _tile(axes: Axes, x: float, y: float, words: tuple[str, str, str], colour: str) -> None:
    ink = ink_on(colour)
    axes.add_patch(Rectangle((x, y), _WIDE, _HIGH, facecolor=colour, edgecolor="none"))
    sizes = (None, HEADING, SMALL)
    for line, (word, size) in enumerate(zip(words, sizes, strict=True)):
        axes.text(x + _WIDE / 2, y + _HIGH * (0.2 + 0.3 * line), word, size=size, color=ink, ha="center", va="center")


def _scale(figure: ChartFigure, y: float, most: float, lang: str) -> None:
    values = [most * (step / (_LEVELS - 1)) ** 2 for step in range(_LEVELS)]
    marks = [(Patch(facecolor=shade(value / most)), count(round(value))) for value in values]
    figure.write(MARGIN, y + 0.1, text("kinds.districts-scale", lang), size=SMALL, colour=MUTED)
    figure.key_line(MARGIN, y + 0.32, marks)
