"""Paragraphs and tables of an analysis, before they are rendered in a terminal, a page or a document.

Targets are shown by class A, B, C everywhere, and within a class as the plan lists them.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sim.language.numbers import fixed

#: Words, a number that a workbook can compute with, or nothing. Lines of words after the first are its small print.
Cell = str | float | None
CLASSES = ("A", "B", "C")


@dataclass(frozen=True)
class Line:
    """A paragraph. ``style``: "title", "heading", "plain", "strong" or "quiet"; ``indent``: steps to the right."""

    words: str
    style: str = "plain"
    indent: int = 0


@dataclass(frozen=True)
class Table:
    """``rows`` of cells under ``heads`` (none: pairs of a label and its value); a row of one cell heads those below it.

    ``words``: columns of words, which stand to the left; all others hold numbers. ``note``: what the cells mean.
    ``formats``: of the columns in a workbook, see ``sim.report.workbook_parts``. ``ids``: of the rows, for links.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[int, ...] = (0,)
    note: str = ""
    formats: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The rows in words: a number with two decimals."""
        return tuple(tuple(_written(cell) for cell in row) for row in self.rows)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.heads) or max(len(row) for row in self.rows)


Block = Line | Table
_MOST_NUMBERS = 0.85  # of the room, that columns of numbers may take before all columns shrink alike


def pairs(title: str, rows: Sequence[tuple[str, str]]) -> Table:
    """A table of labels and values."""
    return Table(title, (), tuple(rows), words=(0, 1))


def markdown(table: Table) -> str:
    """The table in Markdown, without its title and note."""
    sides = ["---" if column in table.words else "---:" for column in range(table.columns)]
    rows = [row if len(row) > 1 else (f"**{row[0]}**", *[""] * (table.columns - 1)) for row in table.lines]
    written = [[cell.replace("\n", "<br>") for cell in cells] for cells in (table.heads, sides, *rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in written)


def _written(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else fixed(cell, 2)


def cells_wide(words: str) -> int:
    """Columns of a terminal that words take: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def widths(table: Table, room: float, natural: Sequence[float]) -> list[float]:
    """Widths of the columns inside ``room``: columns of numbers keep their ``natural`` width, words share the rest.

    A short column of words keeps its width; the long ones share what is left in equal parts. In the unit of ``room``.
    What is left over is spread over all columns; of labels and values the values have it.
    """
    total = sum(natural)
    if total <= room:
        spare = room - total
        return [width + spare / len(natural) for width in natural] if table.heads else [natural[0], natural[1] + spare]
    numbers = sum(width for column, width in enumerate(natural) if column not in table.words)
    if numbers > _MOST_NUMBERS * room:
        return [width * room / total for width in natural]
    left, result = room - numbers, list(natural)
    waiting = sorted(table.words, key=lambda column: natural[column])
    for index, column in enumerate(waiting):
        result[column] = min(natural[column], left / (len(waiting) - index))
        left -= result[column]
    return result


class Classed(Protocol):
    """A record that stands for one target."""

    @property
    def class_(self) -> str: ...


T = TypeVar("T", bound=Classed)


def by_class(targets: Iterable[T]) -> list[T]:
    """``targets``, given in the plan's order, by class. Files keep the plan's order."""
    return sorted(targets, key=lambda target: CLASSES.index(target.class_))


def class_groups(targets: Iterable[T]) -> Iterator[tuple[str, list[T]]]:
    """(letter, targets) of every class that has targets."""
    ordered = by_class(targets)
    for letter in CLASSES:
        if group := [target for target in ordered if target.class_ == letter]:
            yield letter, group
