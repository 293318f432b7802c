"""Interface between simulation and fit: training pairs, and the posterior that a fitting engine returns.

An engine is a function ``engine(training) -> Amortised``; whatever stands behind it, the same checks run on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Training:
    """n simulated pairs. ``x`` float64[n, q]: statistics as they would have been published (errors included), masked
    ones absent; ``z`` float64[n, k]: what is to be estimated, on the real line; ``weight`` float64[n]: likelihood of
    the bounds, 1 without any."""

    x: Floats
    z: Floats
    weight: Floats

    def __post_init__(self) -> None:
        n = len(self.z)
        if self.x.shape[0] != n or self.weight.shape != (n,) or n == 0:
            raise ValueError(
                f"x {self.x.shape}, z {self.z.shape} and weight {self.weight.shape} do not belong together"
            )

    def rows(self, index: NDArray[np.int64]) -> Training:
        """Some of the pairs, repeated ones allowed."""
        return Training(self.x[index], self.z[index], self.weight[index])


class Amortised(Protocol):
    """A posterior for any data of the same statistics."""

    def sample(self, x: Floats, draws: int, seed: int) -> Floats:
        """float64[draws, k] equally weighted draws given statistics ``x`` float64[q]."""
        ...

    def mean(self, x: Floats) -> Floats:
        """float64[m, k]: posterior means given ``x`` float64[m, q]."""
        ...

    def ranks(self, x: Floats, z: Floats) -> Floats:
        """float64[m, k]: share of the posterior given ``x`` float64[m, q] that lies below ``z`` float64[m, k]."""
        ...

    def crps(self, x: Floats, z: Floats) -> Floats:
        """float64[m, k]: continuous ranked probability score of the posterior given ``x`` against ``z``."""
        ...


Engine = Callable[[Training], Amortised]


def systematic(weight: Floats, draws: int, u: float) -> NDArray[np.int64]:
    """int64[draws]: rows by systematic resampling with offset ``u`` in [0, 1): as even as weights allow."""
    steps = (np.arange(draws) + u) / draws
    total = np.cumsum(weight)
    return np.minimum(np.searchsorted(total / total[-1], steps, side="right"), len(weight) - 1)
