"""The allocations that a marginal value is taken from: one action at a time, more or less money than the scenario's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.study.inputs import Inputs

#: Million CNY added to an action for its curve, in steps of the marginal value's own: 1, 2, 4, ... times.
CURVE = (1, 2, 4, 8, 16)
_LEAST = 0.5  # million CNY: an action with less to give is said to have nothing to give


@dataclass(frozen=True)
class Step:
    """``action`` gets ``amount`` million CNY more for the plan's period than in the scenario (less where negative)."""

    action: str
    amount: float


def movable_by_action(inputs: Inputs) -> dict[str, float]:
    """Million CNY that may be taken from each action: what is not committed, and all of the capital pot."""
    scenario = inputs.scenario
    held = scenario.committed
    totals = inputs.allocation.totals
    return {
        action.id: max(0.0, float(totals[k]) - held.get(action.id, 0.0) * scenario.budget.expenditure)
        for k, action in enumerate(inputs.plan.actions)
    }


def steps(inputs: Inputs, size: float, *, curves: bool) -> list[Step]:
    """``size`` into each action, ``size`` (or all that may move) out of it; with ``curves`` also larger additions."""
    movable = movable_by_action(inputs)
    made = []
    for action in inputs.plan.actions:
        made += [Step(action.id, size * times) for times in (CURVE if curves else CURVE[:1])]
        if movable[action.id] >= _LEAST:
            made.append(Step(action.id, -min(size, movable[action.id])))
    return made


def money_of(inputs: Inputs, step: Step) -> NDArray[np.float64]:
    """Million CNY by action after ``step``, float64[A]; nothing else changes."""
    totals = np.array(inputs.allocation.totals)
    totals[inputs.plan.action_index[step.action]] += step.amount
    return totals
