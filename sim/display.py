"""Display of records: a line in a console, a small table in a notebook."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from html import escape
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar

_LINE, _CELL, _ROWS = 500, 60, 12  # letters of a line, letters of a cell, rows of a table


class Displayed:
    """Base of records too long for a screen: the display shows some facts, each in a few words.

    ``FACTS``: attributes, also of attributes (``scenario.id``), the most telling first; all fields where empty.
    """

    FACTS: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **others: Any) -> None:
        super().__init_subclass__(**others)
        if "__repr__" not in cls.__dict__:  # else a dataclass writes one with everything in it
            cls.__repr__ = Displayed.__repr__  # type: ignore[method-assign]

    def facts(self) -> Mapping[str, Any]:
        """Name -> value of what is shown."""
        fields: Mapping[str, Any] = getattr(self, "__dataclass_fields__", {})  # else a pydantic model
        names = self.FACTS or [field.name for field in fields.values() if field.repr]
        return {name: attrgetter(name)(self) for name in names or getattr(type(self), "model_fields", {})}

    def __repr__(self) -> str:
        parts: list[str] = []
        for name, value in self.facts().items():
            part = f"{name}={shortened(value)}"
            if sum(map(len, parts)) + len(part) > _LINE:
                parts.append("...")
                break
            parts.append(part)
        return f"{type(self).__name__}({', '.join(parts)})"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        rows = [(name, shortened(value)) for name, value in self.facts().items()]
        return html_table(type(self).__name__, (), rows)


def shortened(value: Any) -> str:
    """A value in at most 60 letters, its kind where it is longer."""
    if isinstance(value, str):
        return cut(repr(value))
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        return f"{value.dtype}{list(value.shape)}" if value.shape else shortened(value.item())
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, bool | int | None | date | Path):
        return str(value)
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, Mapping):
        return _several(list(value.values()), "{}", [f"{key}: " for key in value])
    if isinstance(value, Sequence | Set):
        return _several(list(value), "()", [""] * len(value))
    identity = getattr(value, "id", None)
    return repr(identity) if isinstance(identity, str) else type(value).__name__


def _several(items: list[Any], ends: str, before: list[str]) -> str:
    if len(items) <= _ROWS:
        inside = ", ".join(name + shortened(item) for name, item in zip(before, items, strict=True))
        if len(inside) < _CELL - 1:
            return f"{ends[0]}{inside}{ends[1]}"
    kinds = {type(item).__name__ for item in items}
    return f"{len(items)} {kinds.pop() if len(kinds) == 1 else 'items'}"


def cut(words: str) -> str:
    """``words``, or their first 57 letters and dots."""
    return words if len(words) <= _CELL else f"{words[: _CELL - 3]}..."


def html_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A small table in HTML, every word of it escaped; of many rows the first twelve and their number."""
    cells = [[cut(cell) if isinstance(cell, str) else shortened(cell) for cell in row] for row in rows]
    more = [[f"... {len(cells)} rows"]] if len(cells) > _ROWS else []
    lines = [f"<caption>{escape(cut(caption))}</caption>"] if caption else []
    lines += [_row("th", heads)] if heads else []
    lines += [_row("td", row) for row in cells[:_ROWS] + more]
    return f"<table>{''.join(lines)}</table>"


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
