"""Figures as the pages of one PDF, A4 landscape; paragraphs and tables drawn on such pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.transforms import Bbox

from sim.charts.figure import ChartFigure, new_figure
from sim.charts.measure import widest, wrapped
from sim.charts.palette import INK, MUTED, RULE
from sim.charts.paper import INSIDE
from sim.charts.style import BODY, HEADING, MARGIN, SMALL, TITLE, WIDTH, applied
from sim.results.table import Block, Line, Table, widths

PAGE = WIDTH * 210 / 297  # inches down: the shape of A4 across
_LINE, _SMALL, _APART, _BETWEEN, _GAP, _SLACK = 0.2, 0.17, 0.1, 0.25, 0.3, 1.05
_ROUNDING = 1e-6  # inches, of sums of widths
_SIZES = {"title": TITLE, "heading": HEADING, "quiet": SMALL, "plain": BODY, "strong": BODY}
_LEADING = {TITLE: 0.34, HEADING: 0.28, BODY: 0.23, SMALL: 0.19}


@dataclass(frozen=True)
class _Word:
    """Words at ``x`` inches from the left and ``y`` from the top of their strip."""

    x: float
    y: float
    words: str
    size: float
    colour: str
    ha: str = "left"


@dataclass(frozen=True)
class _Strip:
    """What the end of a page never cuts. ``head``: drawn again above it on a new page; ``joined``: to the next."""

    height: float
    words: tuple[_Word, ...]
    ruled: bool = False
    head: tuple[_Strip, ...] = ()
    joined: bool = False


def word_pages(blocks: Sequence[Block], source: str) -> list[ChartFigure]:
    """``blocks`` one below the other on as many pages as they take, the heads of a table again on each of them."""
    with applied():
        strips = [strip for block in blocks for strip in (_lines(block) if isinstance(block, Line) else _rows(block))]
        figures = [_drawn(page) for page in _paged(strips)]
        title = next((block.words for block in blocks if isinstance(block, Line)), "")
        for figure in figures:
            figure.record.update({"title": title, "description": "", "source": source})
            figure.draw_without_rendering()
    return figures


def _lines(line: Line) -> Iterator[_Strip]:
    size, colour = _SIZES[line.style], MUTED if line.style == "quiet" else INK
    for words in wrapped(line.words, size, INSIDE / _SLACK):
        height = _LEADING[size]
        yield _Strip(height, (_Word(MARGIN, height / 2, words, size, colour),), joined=line.style == "heading")


def _rows(table: Table) -> Iterator[_Strip]:
    columns = range(table.columns)
    every = [table.heads, *table.lines] if table.heads else list(table.lines)
    natural = [_GAP + _SLACK * widest([part for row in every if len(row) > 1 for part in row[k].split("\n")], BODY)
               for k in columns]  # fmt: skip
    wide = widths(table, INSIDE, natural)
    lefts = [MARGIN + sum(wide[:k]) for k in columns]

    def strip(row: Sequence[str], head: tuple[_Strip, ...], colour: str = INK) -> _Strip:
        pieces, deepest = [], 0.0
        for k, cell in enumerate(row):
            number, y = k not in table.words and len(row) > 1, _APART / 2
            room = (wide[k] if len(row) > 1 else INSIDE) - _GAP
            for index, part in enumerate(cell.split("\n")):
                size, ink, step = (SMALL, MUTED, _SMALL) if index else (BODY, colour, _LINE)
                for words in wrapped(part, size, room / _SLACK + _ROUNDING) or [""]:
                    x = lefts[k] + wide[k] - _GAP / 2 if number else lefts[k]
                    pieces.append(_Word(x, y + step / 2, words, size, ink, "right" if number else "left"))
                    y += step
            deepest = max(deepest, y + _APART / 2)
        return _Strip(deepest, tuple(pieces), ruled=True, head=head, joined=len(row) == 1)

    yield _Strip(_BETWEEN, (), joined=True)
    for line in (Line(table.title, "heading"), Line(table.note, "quiet")):
        if line.words:
            yield from (_Strip(part.height, part.words, joined=True) for part in _lines(line))
    head = (strip(table.heads, (), MUTED),) if table.heads else ()
    yield from (_Strip(part.height, part.words, joined=True) for part in head)
    for row in table.lines:
        yield strip(row, head, INK if len(row) > 1 else MUTED)


def _paged(strips: Sequence[_Strip]) -> Iterator[list[_Strip]]:
    room = PAGE - 2 * MARGIN
    page: list[_Strip] = []
    for index, strip in enumerate(strips):
        block, last = strip.height, index
        while strips[last].joined and last + 1 < len(strips):
            last += 1
            block += strips[last].height
        if page and sum(entry.height for entry in page) + block > room:
            yield page
            page = list(strip.head)
        page.append(strip)
    yield page


def _drawn(page: Sequence[_Strip]) -> ChartFigure:
    figure, y = new_figure(PAGE), MARGIN
    for strip in page:
        if strip.ruled:
            figure.rule(MARGIN, y, INSIDE, RULE)
        for word in strip.words:
            figure.write(word.x, y + word.y, word.words, size=word.size, colour=word.colour, ha=word.ha)
        y += strip.height
    return figure


def pdf_pages(figures: Sequence[ChartFigure], title: str, source: str) -> bytes:
    """One page a figure, its top at the top of the page; a figure taller than a page makes its own page taller.

    No date is written, so equal figures give equal bytes.
    """
    buffer = io.BytesIO()
    named = {"Title": title, "Keywords": source, "Creator": "xiandao", "Producer": "matplotlib", "CreationDate": None}
    with applied(), PdfPages(buffer, metadata=named) as pages:
        for figure in figures:
            width, height = figure.get_size_inches()
            pages.savefig(figure, bbox_inches=Bbox([[0.0, min(height - PAGE, 0.0)], [width, height]]))
    return buffer.getvalue()
