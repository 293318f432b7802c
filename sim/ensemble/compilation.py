"""The compiled kernel, compiled once per machine and rulebook and kept in the cache."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def compiled_kernel() -> Callable[..., Any]:
    """``kernel.run_chunk`` with its cache enabled. Importing numba and the rules takes about a second."""
    from sim.ensemble import kernel

    return kernel.run_chunk
