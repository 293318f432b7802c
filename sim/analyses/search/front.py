"""The Pareto front of two objectives: weighted sums to search, and the allocations that no other beats in both."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.search.evaluation import Outcome
from sim.analyses.search.objective import Objective
from sim.analyses.search.worlds import guides
from sim.display import Displayed
from sim.inputs.policy import Scenario
from sim.study.design import Floats
from sim.study.paired import Difference

#: Weight of the first objective in each search; the second has the rest. Each is taken as a part of its largest value.
WEIGHTS = (1.0, 0.75, 0.5, 0.25, 0.0)


@dataclass(frozen=True, eq=False)
class FrontPoint(Displayed):
    """An allocation of the front: ``values`` of the two objectives on fresh runs, ``gains`` over the scenario there.

    ``scenario`` spends so. ``beaten``: on the fresh runs another point, or the scenario, is better in both.
    """

    name: str
    scenario: Scenario
    values: tuple[Difference, Difference]
    gains: tuple[Difference, Difference]
    beaten: bool


def weighted(pair: Sequence[Objective], weight: float, outcome: Outcome) -> Floats:
    """float64[k]: the weighted sum that one of the searches climbs."""
    first, second = (guides(objective, outcome) / objective.most for objective in pair)
    return np.asarray(weight * first + (1.0 - weight) * second)


def unbeaten(values: Floats) -> NDArray[np.bool_]:
    """bool[k]: which rows of ``values`` float64[k, 2] no other row matches in both and passes in one.

    Of equal rows the first stays.
    """
    rows, others = values[:, None], values[None]
    passed = np.logical_and((others >= rows).all(axis=2), (others > rows).any(axis=2))
    repeated = np.tril((others == rows).all(axis=2), k=-1)
    return np.asarray(~(passed | repeated).any(axis=1))
