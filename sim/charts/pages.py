"""Figures as the pages of one PDF, A4 across, and a page of words for what no picture shows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.charts.measure import widest, wrapped
from sim.charts.palette import INK, MUTED, RULE
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import BODY, WIDTH, applied
from sim.charts.target_dots import MARGIN

if TYPE_CHECKING:
    from sim.charts.figure import ChartFigure

PAGE = WIDTH * 210 / 297  # inches down: the shape of A4 across
_LINE, _APART, _NAME, _SLACK = 0.2, 0.12, 4.2, 1.05


@styled
def text_page(title: str, lead: Sequence[str], pairs: Sequence[tuple[str, str]], source: str) -> ChartFigure:
    """``title``, the paragraphs of ``lead``, and ``pairs`` of a name and what is said of it, in two columns."""
    left = min(_NAME, _SLACK * widest([name for name, _ in pairs], BODY)) + 0.3
    names = [wrapped(name, BODY, (left - 0.2) / _SLACK) for name, _ in pairs]
    values = [wrapped(value, BODY, (INSIDE - left) / _SLACK) for _, value in pairs]
    heights = [_LINE * max(len(name), len(value), 1) + _APART for name, value in zip(names, values, strict=True)]
    figure, top = paper(title, lead, sum(heights), [], source)
    y = top
    for name, value, height in zip(names, values, heights, strict=True):
        figure.rule(MARGIN, y, INSIDE, RULE)
        for x, lines, colour in ((MARGIN, name, MUTED), (MARGIN + left, value, INK)):
            for place, line in enumerate(lines):
                middle = y + _APART / 2 + _LINE * (place + 0.5)
                figure.write(x, middle, line, colour=colour)
        y += height
    return figure


def pdf_pages(figures: Sequence[ChartFigure], title: str, source: str) -> bytes:
    """One page a figure, its top at the top of the page; a figure taller than a page makes its own page taller.

    No date is written, so equal figures give equal bytes.
    """
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.transforms import Bbox

    buffer = io.BytesIO()
    named = {"Title": title, "Keywords": source, "Creator": "xiandao", "Producer": "matplotlib", "CreationDate": None}
    with applied(), PdfPages(buffer, metadata=named) as pages:
        for figure in figures:
            width, height = figure.get_size_inches()
            pages.savefig(figure, bbox_inches=Bbox([[0.0, min(height - PAGE, 0.0)], [width, height]]))
    return buffer.getvalue()
