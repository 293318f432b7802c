"""A report as one HTML file: style and pictures inside, no script, nothing asked of the net."""

from __future__ import annotations

from collections.abc import Callable

from sim.report.content import Figure, Part, Report
from sim.report.html_parts import document, figure, paragraph, table
from sim.report.pictures import Picture
from sim.results.table import Line


def content(report: Report, draw: Callable[[str], Picture], lang: str) -> bytes:
    """The file, UTF-8; the same report gives the same bytes. ``draw``: the picture of a kind."""

    def written(part: Part) -> str:
        if isinstance(part, Line):
            return paragraph(part)
        return figure(draw(part.kind), part.title) if isinstance(part, Figure) else table(part)

    return document(report.title, lang, [written(part) for part in report.parts])
