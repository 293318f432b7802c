"""Saving a figure as PNG, SVG or PDF, with the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.charts.kinds import kind_figure
from sim.errors import InputError, LibraryText, Text

if TYPE_CHECKING:
    from sim.charts.figure import ChartFigure

FORMATS = ("png", "svg", "pdf")


def save_figure(figure: ChartFigure, path: str | Path) -> Path:
    """Write ``figure`` to ``path`` in the format of its suffix (PNG at 300 dpi) and return the path.

    No date is written, so equal figures give equal bytes. Raises InputError for another suffix or a place that cannot
    be written.
    """
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise InputError("unknown picture format", file=path, value=path.suffix, allowed=".png, .svg, .pdf")
    try:
        figure.savefig(path, format=kind)
    except OSError as fault:
        raise InputError(Text("cannot be written: {reason}", reason=LibraryText(fault.strerror)), file=path) from None
    return path


def draw(result: Any, path: str | Path | None, lang: str | None, kind: str | None, **options: Any) -> ChartFigure:
    """The picture ``kind`` of any result (``sim.charts.kinds``), written to ``path`` where one is given.

    What every ``plot()`` of a result does. Raises InputError.
    """
    figure = kind_figure(result, kind, lang, **options)
    if path is not None:
        save_figure(figure, path)
    return figure
