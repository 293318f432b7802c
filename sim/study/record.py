"""The record of finished runs, two of each parameter draw, and what Ctrl-C leaves of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

REPLICATES = 2
DONE = 1  # status of a run that counts, as in sim.engine.compiled (a test holds the two together)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Runs:
    """``metrics`` float64[n, months, M], ``status`` int64[n]; n the runs made.

    None where the engine keeps none: ``money`` float64[n, A, 3], ``field_firms`` float64[n, months, F],
    ``district_firms`` float64[n, months, D].
    """

    metrics: np.ndarray
    status: np.ndarray
    money: np.ndarray | None
    field_firms: np.ndarray | None = None
    district_firms: np.ndarray | None = None

    @property
    def draw(self) -> np.ndarray:
        """int64[n]: parameter draw of each run; runs 2i and 2i + 1 share draw i."""
        return np.arange(len(self.status)) // REPLICATES


class Interrupted(KeyboardInterrupt):
    """Ctrl-C. ``runs_made``: what was finished before it, None where nothing was; ``result``: the forecast from it."""

    def __init__(self, runs_made: Runs | None) -> None:
        super().__init__("interrupted")
        self.runs_made = runs_made
        self.result: object = None
