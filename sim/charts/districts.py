"""Active firms by district: as tiles in roughly their positions, or on a user's boundaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from sim.charts.boundaries import Boundaries, load_boundaries
from sim.charts.caption import caption_of
from sim.charts.district_map import DistrictRow, draw_map, map_height
from sim.charts.figure import ChartFigure
from sim.charts.palette import MUTED, SCENARIO, SCENARIO_PALE, ink_on, mixed
from sim.charts.paper import paper, styled
from sim.charts.style import HEADING, MARGIN, SMALL
from sim.errors import InputError
from sim.inputs.plan.district_tiles import tile_places
from sim.language import text
from sim.language.numbers import count, span

_WIDE, _HIGH, _GAP = 1.55, 0.78, 0.06  # inches of a tile, and between two
_KEY, _LABEL, _LEVELS = 0.5, 0.34, 5


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
    if boundaries is not None:
        return _on_boundaries(forecast, load_boundaries(boundaries, districts), rows, most, lang)
    tiles = tile_places([district.id for district in districts])
    lines = 1 + max(line for _, line in tiles)
    title = text("kinds.districts", lang, scenario=forecast.scenario.name[lang], month=forecast.months[-1])
    lead = [text("kinds.districts-lead", lang)]
    notes = caption_of(forecast, lang, [text("kinds.districts-shows", lang)])
    body = _KEY + _LABEL + lines * (_HIGH + _GAP)
    figure, top = paper(title, lead, body, notes, forecast.origin(lang))
    _scale(figure, top, most, lang)
    # On the picture itself, so that it stays with the tiles when they are cut out.
    figure.write(MARGIN, top + _KEY + _LABEL / 2, text("kinds.no-boundary", lang), size=HEADING)
    across = 1 + max(column for column, _ in tiles)
    axes = _board(figure, top + _KEY + _LABEL, across, lines)
    for row, (column, line) in zip(rows, tiles, strict=True):
        words = (row.name, count(row.median), span(row.low, row.high))
        _tile(axes, column * (_WIDE + _GAP), line * (_HIGH + _GAP), words, row.colour)
    return figure


def _on_boundaries(
    forecast: Any, boundaries: Boundaries, rows: list[DistrictRow], most: float, lang: str
) -> ChartFigure:
    title = text("kinds.districts", lang, scenario=forecast.scenario.name[lang], month=forecast.months[-1])
    lead = [text("kinds.map-lead", lang)]
    shows = text("kinds.map-shows", lang, file=boundaries.file, digest=boundaries.digest[:12])
    body = _KEY + map_height(boundaries, len(rows))
    figure, top = paper(title, lead, body, caption_of(forecast, lang, [shows]), forecast.origin(lang))
    _scale(figure, top, most, lang)
    draw_map(figure, boundaries, rows, top + _KEY, lang)
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
