"""An instrument with an account of its own: its money may differ from the scenario's, that of its action's others not.

A scenario gives money to actions, and a plan divides an action's money among instruments by fixed shares that also
divide the general programmes. So no change of a share takes the plan's money alone from one instrument. Here the
instrument is paid from one more action, the account: money, calendar, weights of fields and general programmes of its
own action, its own share of them, and nobody else's. With as much money as the action has every rule reads the same
numbers to the last bit as before; with less the instrument has less, and its general programmes stay.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.inputs.plan.faults import refuse
from sim.inputs.plan.room import overfull
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.money import Allocation
from sim.model.tables.limits import PLAN_ROOM


def reviewed_actions(policy: Allocation) -> frozenset[int]:
    """Places in the plan of actions whose money a review gives or takes: their instruments have no account of their
    own, for a review knows actions only."""
    return frozenset(action for review in policy.reviews for action in (review.from_action, review.to_action))


def with_account(plan: Plan, policy: Allocation, instrument: str) -> tuple[Plan, Allocation]:
    """Plan and money in which ``instrument`` alone is paid from the last action, which holds what its own action holds.

    ``totals`` of the two together are no spending: of either only its instruments' shares are paid. Raises InputError
    where the plan has no room for one more action, KeyError for an instrument that it does not have.
    """
    chosen = {one.id: one for one in plan.instruments}[instrument]
    place = plan.action_index[chosen.action]
    account = f"{chosen.id}-account"
    document = plan.model_dump(by_alias=True)
    document["actions"] = (*document["actions"], {**document["actions"][place], "id": account})
    document["instruments"] = tuple(
        {**one, "action": account} if one["id"] == instrument else one for one in document["instruments"]
    )
    refuse(overfull("actions", document["actions"], PLAN_ROOM["actions"]), f"plan {plan.id!r}")

    def longer(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.concatenate([rows, rows[place : place + 1]])

    return Plan.model_validate(document), replace(
        policy,
        totals=longer(policy.totals),
        calendar=longer(policy.calendar),
        field_weight=longer(policy.field_weight),
    )
