"""What every picture must keep, looked at with one drawing: every glyph there, nothing cut off, no text on another."""

from __future__ import annotations

import itertools
import warnings
from functools import cache

import numpy as np
from fontTools.ttLib import TTFont
from matplotlib.text import Text

from sim.charts.figure import ChartFigure
from sim.charts.style import FONT_FILE


def texts_of(figure: ChartFigure) -> list[Text]:
    """Every text that shows."""
    return [artist for artist in figure.findobj(Text) if artist.get_visible() and artist.get_text().strip()]


def words_of(figure: ChartFigure) -> list[str]:
    """What they say."""
    return [artist.get_text() for artist in texts_of(figure)]


@cache
def shipped() -> frozenset[str]:
    """The characters of the shipped font."""
    return frozenset(chr(code) for code in TTFont(FONT_FILE).getBestCmap())


def legible(figure: ChartFigure) -> None:
    """Draw ``figure`` and check it. matplotlib warns of a glyph that no font has; the shipped must have all."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.canvas.draw()
    assert set("".join(words_of(figure))) - {"\n"} - shipped() == set()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [(artist.get_text(), artist.get_window_extent(renderer)) for artist in texts_of(figure)]
    width, height = figure.bbox.width, figure.bbox.height
    assert [word for word, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height] == []
    touching = [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
    ]
    assert touching == []


def words_stay_off_the_axes(figure: ChartFigure) -> None:
    """Names, headings and numbers beside a panel do not run into it."""
    renderer = figure.canvas.get_renderer()
    for written in figure.texts:
        box = written.get_window_extent(renderer)
        for axes in figure.axes:
            across = min(box.x1, axes.bbox.x1) - max(box.x0, axes.bbox.x0)
            up = min(box.y1, axes.bbox.y1) - max(box.y0, axes.bbox.y0)
            assert min(across, up) <= 0.5, (written.get_text(), across, up)


def marks_lie_inside(figure: ChartFigure) -> None:
    """A number beyond the end of an axis would be drawn nowhere, and nobody would miss it."""
    for axes in figure.axes:
        ends = [sorted(axes.get_xlim()), sorted(axes.get_ylim())]
        for line in axes.get_lines():
            if line.get_transform() != axes.transData:
                continue  # a rule over the whole of its axes
            for values, (low, high) in zip(line.get_data(), ends, strict=True):
                slack = 1e-6 * (high - low)
                assert low - slack <= np.min(values), (values, low, high)
                assert np.max(values) <= high + slack, (values, low, high)
