"""Third line of the dialect: the types that a field may have, checked on the record layouts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

_SCALARS = (np.dtype("f8"), np.dtype("i8"), np.dtype("?"))
_ELEMENTS = (np.dtype("f8"), np.dtype("i8"))


def faults(dtypes: Mapping[str, np.dtype]) -> list[str]:
    """Fields that are neither float64, int64 or bool nor a row of float64 or int64, as sentences."""
    found = []
    for kind, layout in dtypes.items():
        for name in layout.names or ():
            field = layout[name]
            allowed = _ELEMENTS if field.shape else _SCALARS
            if field.base not in allowed or len(field.shape) > 1:
                found.append(f"{kind}.{name} is {field}: not float64, int64, bool or a row of float64 or int64")
    return found
