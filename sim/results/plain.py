"""Rounding of the values of a result to JSON types.

Numbers carry six significant digits: more would differ between machines and would say nothing.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any


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
