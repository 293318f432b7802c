"""Cases with known answers."""

from __future__ import annotations

import numpy as np

from sim.analyses.discover.box import Factors


def factors(*columns: np.ndarray, levels: tuple[int, ...] | None = None) -> Factors:
    """Factors named a, b, c, ..."""
    names = tuple("abcdefghijklmnopqrstuvwxyz"[: len(columns)])
    return Factors(names, np.column_stack(columns).astype(float), levels or (0,) * len(columns))


def planted(seed: int, n: int) -> tuple[Factors, np.ndarray]:
    """Nine in ten cases of interest where a < 0.4, b > 0.5 and g is not 2, one in ten elsewhere; c to f: noise."""
    rng = np.random.default_rng(seed)
    x, g = rng.random((n, 6)), rng.integers(0, 3, n)
    inside = (x[:, 0] < 0.4) & (x[:, 1] > 0.5) & (g != 2)
    interest = (rng.random(n) < np.where(inside, 0.9, 0.1)).astype(float)
    return factors(*x.T, g, levels=(0, 0, 0, 0, 0, 0, 3)), interest
