"""Paragraphs and tables on a terminal: columns aligned in both languages, small print dim, nothing cut."""

from collections.abc import Iterable

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from sim.language.numbers import MINUS
from sim.results.table import Block, Line, Table

_STYLES = {"title": "bold", "heading": "bold", "strong": "bold", "quiet": "dim", "plain": ""}
_INDENT = 2


def show(blocks: Iterable[Block], out: Console) -> None:
    """Print ``blocks`` one below the other."""
    for block in blocks:
        if isinstance(block, Line):
            space = "\n" if block.style == "heading" else ""
            out.print(f"{space}{' ' * _INDENT * block.indent}{_plain(block.words)}", style=_STYLES[block.style])
            continue
        if block.title:
            out.print(f"\n{_plain(block.title)}", style="bold")
        out.print(_grid(block))
        if block.note:
            out.print(" " * _INDENT + _plain(block.note), style="dim")


def _grid(table: Table) -> Grid:
    grid = Grid(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), show_header=bool(table.heads)
    )
    for column in range(table.columns):
        words = column in table.words
        head = Text(_plain(table.heads[column]) if table.heads else "")
        grid.add_column(head, justify="left" if words else "right", no_wrap=not words, overflow="fold")
    for index, row in enumerate(table.lines):
        if len(row) == 1:
            if index:
                grid.add_row()
            grid.add_row(Text(_plain(row[0]), style="bold"))
        else:
            grid.add_row(*(_cell(cell, name=column == 0) for column, cell in enumerate(row)))
    return grid


def _cell(words: str, *, name: bool) -> RenderableType:
    """The first line, and the small print dim below it; below a name a little to the right, also where it wraps."""
    first, *below = _plain(words).split("\n")
    if name:
        return Group(Text(first), *(Padding.indent(Text(line, style="dim"), _INDENT) for line in below))
    text = Text(first)
    for line in below:
        text.append(f"\n{line}", style="dim")
    return text


def _plain(words: str) -> str:
    """With the hyphen for the minus of print, which an older terminal would show as a question mark."""
    return words.replace(MINUS, "-")
