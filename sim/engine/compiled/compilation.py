"""The compiled kernel: compiled once per machine and rulebook, kept on disk, loaded in a second afterwards."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from sim.engine.compiled.cache import compiled, enable, rulebook
from sim.engine.compiled.rosters import Room, blank_rosters
from sim.model.tables.codes import MAX_ACTIONS
from sim.model.tables.layout import WORLD_TYPE, blank, world_fields
from sim.model.tables.metrics import METRICS


@cache
def kernel_functions() -> Any:
    """The module of kernels with the cache enabled for each of its entries. Imports numba and the rules (a second)."""
    from sim.engine.compiled import kernel

    for entry in (kernel.run_chunk, kernel.start_run, kernel.run_phase, kernel.open_month):
        enable(entry, rulebook())
    return kernel


@cache
def compiled_kernel() -> Callable[..., Any]:
    """``run_chunk``, loaded from the cache or compiled now (about half a minute), for its one signature."""
    return compiled(kernel_functions().run_chunk, _sample())


def _sample() -> tuple[Any, ...]:
    """Arguments of the types that the kernel is always called with."""
    whole = np.zeros(1, np.int64)
    return (
        0,
        0,
        whole,
        whole,
        whole,
        whole,
        blank(world_fields(), WORLD_TYPE, 1),
        np.zeros((1, 1, MAX_ACTIONS)),
        *blank_rosters(Room(1, 1, 1, 1, 1)),
        np.zeros((1, 1, len(METRICS))),
        np.zeros((1, 1, 1)),
        np.zeros((1, 1, 1)),
        np.zeros((1, MAX_ACTIONS, 3)),
        whole,
        np.zeros(1, np.bool_),
    )
