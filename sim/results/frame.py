"""Data frames: the only import of pandas for tables, at the first use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
