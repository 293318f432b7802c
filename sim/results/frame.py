"""Values of a result in other types: data frames, with the only import of pandas, at the first use; and JSON.

In JSON numbers carry six significant digits: more would differ between machines and would say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import check_name
from sim.language import LANGUAGES

if TYPE_CHECKING:
    from pandas import DataFrame
else:
    DataFrame = Any  # for annotations: pandas itself is imported with the first table

#: Name of a tidy table -> its columns, and the function that makes its rows from a result.
Kinds = Mapping[str, tuple[tuple[str, ...], Callable[[Any], Iterable[tuple[Any, ...]]]]]


def data_frame(rows: Sequence[Any] | np.ndarray | Mapping[str, Any], columns: Sequence[str] | None = None) -> DataFrame:
    """A tidy table of ``rows``, one record a row, or of columns by name."""
    import pandas as pd

    return pd.DataFrame(rows, columns=None if columns is None else list(columns))


def table_of_kind(result: object, kinds: Kinds, kind: str, main: str) -> DataFrame:
    """The table ``kind`` of a result; ``main`` for a language, since names and numbers are the same in all.

    Raises InputError for another kind.
    """
    name = main if kind in LANGUAGES else kind
    check_name("unknown table", name, kinds, key="kind")
    columns, rows = kinds[name]
    return data_frame(list(rows(result)), columns)


def plain(value: Any, digits: int = 6) -> Any:
    """``value`` in JSON's own types, floats with ``digits`` significant digits; a record as its ``written`` gives it,
    else by field. Raises ValueError for nan, inf."""
    if hasattr(value, "written"):
        return plain(value.written(), digits)
    if is_dataclass(value):
        return plain(vars(value), digits)
    if isinstance(value, Mapping):
        return {str(key): plain(item, digits) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item, digits) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot stand in a result")
        return float(f"{value:.{digits}g}")
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{type(value).__name__} cannot stand in a result")
