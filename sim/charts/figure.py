"""A matplotlib figure measured in inches from its top left corner that is always drawn in the charts' style."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from sim.charts.palette import INK, MUTED
from sim.charts.style import BODY, SMALL, WIDTH, applied

_CORNER = 0.2  # inches from the right edge, and of the strip below the caption block
_WORDS = ("title", "description", "source")


def file_metadata(kind: str, record: Mapping[str, str], day: date | None = None) -> dict[str, Any]:
    """``record`` under the names that PNG, SVG or PDF knows; without a ``day`` None takes out the date that would be
    written. What a format has no name for stands among its keywords."""
    title, description, source = (record.get(name, "") for name in _WORDS)
    rest = {name: value for name, value in record.items() if name not in _WORDS}
    words = [f"{name}: {value}" for name, value in rest.items()]
    midnight = None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    named: dict[str, dict[str, Any]] = {
        "png": {"Title": title, "Description": description, "Source": source, "Software": "xiandao", **rest,
                **({} if day is None else {"Creation Time": day.isoformat()})},
        "svg": {"Title": title, "Description": description, "Source": source, "Creator": "xiandao", "Keywords": words,
                "Date": None if day is None else day.isoformat()},
        "pdf": {"Title": title, "Subject": description, "Keywords": "; ".join((source, *words)), "Creator": "xiandao",
                "Producer": "matplotlib", "CreationDate": midnight},
    }  # fmt: skip
    return named.get(kind, {})


class ChartFigure(Figure):
    """An ordinary Figure; ``record`` (title, description, source, and what it was made from) and ``day`` go into the
    metadata of a saved file.

    Everything is placed in inches: ``x`` from the left edge, ``y`` downwards from the top edge.
    """

    def __init__(self, *args: Any, record: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record: dict[str, str] = dict(record or {})
        self.day: date | None = None

    def draw(self, renderer: Any) -> None:
        """Draw in the charts' style, whatever the caller's settings are."""
        with applied():
            super().draw(renderer)

    def savefig(self, fname: Any, *, metadata: Mapping[str, str | None] | None = None, **kwargs: Any) -> None:
        """Save in the charts' style (PNG at 300 dpi) with the record as metadata, dated only by ``dated``."""
        kind = kwargs.get("format") or Path(str(fname)).suffix.lower().removeprefix(".") or "png"
        with applied():
            super().savefig(fname, metadata=metadata or file_metadata(kind, self.record, self.day), **kwargs)

    def write(self, x: float, y: float, text: str, *, size: float = BODY, colour: str = INK, **kwargs: Any) -> Text:
        """Put ``text`` (points ``size``) with its left edge at ``x`` and its middle at ``y``; returns the artist."""
        kwargs = {"ha": "left", "va": "center_baseline", **kwargs}
        width, height = self.get_size_inches()
        return self.text(x / width, 1 - y / height, text, size=size, color=colour, **kwargs)

    def write_lines(self, x: float, y: float, lines: Sequence[str], step: float, **kwargs: Any) -> None:
        """``write`` each of ``lines``, the first with its middle at ``y``, each next ``step`` inches lower."""
        for k, line in enumerate(lines):
            self.write(x, y + step * k, line, **kwargs)

    def dated(self, day: date, words: str) -> None:
        """Write the day of drawing into the right corner below the caption block."""
        width, height = self.get_size_inches()
        self.day = day
        with applied():
            self.write(width - _CORNER, height - _CORNER / 2, words, size=SMALL, colour=MUTED, ha="right")

    def panel(self, x: float, y: float, width: float, height: float, **kwargs: Any) -> Axes:
        """Axes of ``width`` by ``height`` inches with the top left corner at ``x``, ``y``."""
        across, down = self.get_size_inches()
        return self.add_axes((x / across, 1 - (y + height) / down, width / across, height / down), **kwargs)

    def rule(self, x: float, y: float, width: float, colour: str) -> None:
        """A thin horizontal line."""
        across, down = self.get_size_inches()
        ends = ([x / across, (x + width) / across], [1 - y / down] * 2)
        self.add_artist(Line2D(*ends, color=colour, linewidth=0.6, transform=self.transFigure))

    def key_line(self, x: float, y: float, marks: Sequence[tuple[Artist, str]]) -> None:
        """One line of marks with their meaning, from ``x``, its middle at ``y``."""
        across, down = self.get_size_inches()
        handles, labels = zip(*marks, strict=True)
        self.legend(handles, labels, loc="center left", bbox_to_anchor=(x / across, 1 - y / down), ncols=len(marks),
                    borderpad=0, borderaxespad=0, handlelength=1.8, handletextpad=0.6, columnspacing=1.8)  # fmt: skip


def new_figure(height: float) -> ChartFigure:
    """An empty figure, ``WIDTH`` by ``height`` inches, on the Agg canvas; pyplot's global state is never touched."""
    figure = ChartFigure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    return figure
