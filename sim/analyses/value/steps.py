"""Allocations of a marginal valuation: more or less money than the scenario's, one action at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.study.inputs import Inputs

#: Million CNY added to an action for its curve, in steps of the marginal value's own: 1, 2, 4, ... times.
CURVE = (1, 2, 4, 8, 16)
_LEAST = 0.5  # million CNY: an action with less to give is said to have nothing to give


@dataclass(frozen=True)
class MoneyStep:
    """``action`` gets ``amount`` million CNY more for the plan's period than in the scenario (less where negative)."""

    action: str
    amount: float


def movable_by_action(inputs: Inputs) -> dict[str, float]:
    """Million CNY that may be taken from each action: what is not committed, and all of the capital pot."""
    committed, pot = inputs.scenario.committed, inputs.scenario.budget.expenditure
    totals = zip(inputs.plan.actions, inputs.allocation.totals.tolist(), strict=True)
    return {action.id: max(0.0, total - committed.get(action.id, 0.0) * pot) for action, total in totals}


def steps(inputs: Inputs, size: float, *, curves: bool) -> list[MoneyStep]:
    """``size`` into each action, ``size`` (or all that may move) out of it; with ``curves`` also larger additions."""
    result = []
    for action, movable in movable_by_action(inputs).items():
        result += [MoneyStep(action, size * times) for times in (CURVE if curves else CURVE[:1])]
        if movable >= _LEAST:
            result.append(MoneyStep(action, -min(size, movable)))
    return result


def money_of(inputs: Inputs, step: MoneyStep) -> NDArray[np.float64]:
    """Million CNY by action after ``step``, float64[A]; nothing else changes."""
    totals = np.array(inputs.allocation.totals)
    totals[inputs.plan.action_index[step.action]] += step.amount
    return totals
