"""Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table with a newline at its end; bars and line ends inside cells are made harmless."""
    lines = [_row(heads), "|" + "---|" * len(heads)]
    for row in rows:
        if len(row) != len(heads):
            raise ValueError(f"{len(row)} cells under {len(heads)} heads: {row}")
        lines.append(_row(row))
    return "\n".join(lines) + "\n"


def code(text: object) -> str:
    """A name in code style, nothing for nothing."""
    return f"`{text}`" if str(text) else ""


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
