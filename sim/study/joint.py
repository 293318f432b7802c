"""Joint distribution of the targets met. Shared shocks make targets depend: runs are counted, nothing is multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.display import Displayed
from sim.study.probabilities import Probability, estimate

JOINT_CLASSES = ("A", "B")


@dataclass(frozen=True)
class Declared(Displayed):
    """Class C apart. ``expected_met``: sum of the outside views; ``expected_capacity``: of the model's capacities."""

    targets: tuple[str, ...]
    expected_met: float
    expected_capacity: float


@dataclass(frozen=True)
class Joint(Displayed):
    """Classes A and B. T targets in the plan's order.

    ``all_met``: probability that every one is met. ``expected_met``: expected number met, the sum of the raw shares.
    ``number_met``: share of runs that meet exactly 0, 1, ... T. ``pairs``: [T, T] share of runs that meet both.
    ``met_at_start``: targets already met in most runs before the plan's money.
    """

    targets: tuple[str, ...]
    all_met: Probability
    expected_met: float
    number_met: tuple[float, ...]
    pairs: tuple[tuple[float, ...], ...]
    met_at_start: tuple[str, ...]
    declared: Declared


def joint(
    targets: Sequence[str], hits: np.ndarray, draw: np.ndarray, met_at_start: Sequence[str], declared: Declared
) -> Joint:
    """The joint line from ``hits`` bool[n, T]. Raises ValueError without targets or runs."""
    if not targets:
        raise ValueError("no target of class A or B")
    number = hits.sum(axis=1)
    share = np.bincount(number, minlength=len(targets) + 1) / len(number)
    both = hits.astype(np.float64).T @ hits / len(hits)
    return Joint(
        targets=tuple(targets),
        all_met=estimate(np.all(hits, axis=1), draw),
        expected_met=float(number.mean()),
        number_met=tuple(float(part) for part in share),
        pairs=tuple(tuple(float(part) for part in row) for row in both),
        met_at_start=tuple(met_at_start),
        declared=declared,
    )
