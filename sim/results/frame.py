"""Data frames: the only import of pandas for tables, at the first use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def data_frame(
    rows: Sequence[Any] | np.ndarray | Mapping[str, Any], columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """A tidy table of ``rows``, one record a row, or of columns by name."""
    import pandas as pd

    return pd.DataFrame(rows, columns=None if columns is None else list(columns))
