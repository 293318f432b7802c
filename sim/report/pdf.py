"""A report as a PDF, A4 landscape: paragraphs and tables flow over pages, each picture has its own page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from sim.charts.figure import ChartFigure
from sim.charts.pages import pdf_pages, word_pages
from sim.report.content import Report, ReportPicture


def content(report: Report, draw: Callable[[str], ChartFigure]) -> bytes:
    """The document; the same report gives the same bytes. Its text can be searched and copied.

    ``draw``: the picture of a kind.
    """
    pages: list[ChartFigure] = []
    for pictures, parts in groupby(report.parts, lambda part: isinstance(part, ReportPicture)):
        if pictures:
            pages += [draw(part.kind) for part in parts if isinstance(part, ReportPicture)]
        else:
            pages += word_pages([part for part in parts if not isinstance(part, ReportPicture)], report.command)
    return pdf_pages(pages, report.title, report.command)
