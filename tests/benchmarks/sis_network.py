"""The random graph that both SIS models run on."""

from __future__ import annotations

import numpy as np


def network(agents: int, contacts: int = 10, seed: int = 1) -> np.ndarray:
    """Two rows of edge ends, ``contacts`` contacts an agent on average."""
    return np.random.default_rng(seed).integers(0, agents, (2, agents * contacts // 2))
