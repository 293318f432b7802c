"""The money of a scenario as arrays over actions, months and fields."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.display import Displayed
from sim.inputs.plan.faults import refuse
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.checks import ALL, QUARTERS, faults_of
from sim.inputs.policy.reviews import movable_part, review_mark, review_metric, review_month
from sim.inputs.policy.schema import Scenario, Switches
from sim.model.tables.metrics import METRIC_INDEX


@dataclass(frozen=True)
class TargetReading:
    """How a scenario counts one target: the reading, its metric, the number asked for and how strictly."""

    reading: str
    metric: str
    number: float
    tolerance: str


@dataclass(frozen=True)
class ReviewRow:
    """One rule of an adaptive policy, its names turned into columns: ``metric`` of the record, actions of the plan.

    Money moves where the metric is below ``mark``, with ``from_mark`` where it is at it or above. ``part``: of all that
    the giver has not released, the committed money included, which is never moved.
    """

    metric: int
    mark: float
    from_mark: bool
    month: int
    from_action: int
    to_action: int
    part: float


@dataclass(frozen=True, eq=False)
class Allocation(Displayed):
    """A: actions, F: fields of the plan, in its order. The arrays cannot be written to.

    ``totals``: float64[A], million CNY for the plan's period. ``calendar``: float64[A, months], the share of the total
    released in each month; rows sum to 1 and are 0 before money may flow. ``field_weight``: float64[A, F], mean 1
    over fields. ``unallocated``: million CNY of expenditure that the scenario gives to no action.
    """

    totals: NDArray[np.float64]
    calendar: NDArray[np.float64]
    field_weight: NDArray[np.float64]
    unallocated: float
    switches: Switches
    readings: dict[str, TargetReading]
    reviews: tuple[ReviewRow, ...]


def allocate(scenario: Scenario, plan: Plan) -> Allocation:
    """See ``sim.inputs.policy.allocation``. Raises InputError when the scenario does not fit the plan."""
    refuse(faults_of(scenario, plan), f"scenario {scenario.id}")
    return Allocation(
        totals=_fixed(totals(scenario, plan)),
        calendar=_fixed(np.array([months(scenario, plan, action.id) for action in plan.actions])),
        field_weight=_fixed(np.array([field_weights(scenario, plan, action.id) for action in plan.actions])),
        unallocated=scenario.unspent * scenario.budget.expenditure,
        switches=scenario.switches,
        readings=readings(scenario, plan),
        reviews=tuple(
            ReviewRow(
                metric=METRIC_INDEX[review_metric(review, scenario, plan)],
                mark=review_mark(review),
                from_mark=review.at_least is not None,
                month=review_month(review, plan),
                from_action=plan.action_index[review.from_],
                to_action=plan.action_index[review.to],
                part=review.part * movable_part(review.from_, scenario),
            )
            for review in scenario.reviews
        ),
    )


def totals(scenario: Scenario, plan: Plan) -> NDArray[np.float64]:
    """Million CNY by action, float64[A]: shares of the expenditure pot, and the capital pot on its one action."""
    money = np.zeros(len(plan.actions))
    for action, share in scenario.shares.items():
        money[plan.action_index[action]] += share * scenario.budget.expenditure
    for taker in plan.of_pot("capital"):
        money[plan.action_index[taker.id]] += scenario.budget.capital
    return money


def months(scenario: Scenario, plan: Plan, action: str) -> NDArray[np.float64]:
    """Share of an action's total released in each month, float64[months], sum 1.

    A quarter's share is spread evenly over those of its months in which money may flow; without a calendar the whole
    total is spread evenly over all of them.
    """
    share = np.zeros(plan.months)
    quarters = scenario.calendar.get(action, scenario.calendar.get(QUARTERS))
    if quarters is None:
        share[plan.first_money_month :] = 1.0
        return share / share.sum()
    for quarter, part in enumerate(quarters):
        open_months = slice(max(3 * quarter, plan.first_money_month), min(3 * quarter + 3, plan.months))
        if part > 0.0:
            share[open_months] = part / (open_months.stop - open_months.start)
    return share


def field_weights(scenario: Scenario, plan: Plan, action: str) -> NDArray[np.float64]:
    """Weight of each field in an action's money, float64[F], mean 1; a field not named has weight 1 before scaling."""
    chosen = scenario.fields.get(action, scenario.fields.get(ALL, {}))
    weight = np.array([chosen.get(field.id, 1.0) for field in plan.fields])
    return weight / weight.mean()


def readings(scenario: Scenario, plan: Plan) -> dict[str, TargetReading]:
    """Target id -> how this scenario counts it, for every target of the plan."""
    chosen = {}
    for target in plan.targets:
        choice = scenario.targets.get(target.id)
        reading = target.reading((choice and choice.reading) or target.primary)
        chosen[target.id] = TargetReading(
            reading=reading.id,
            metric=reading.metric,
            number=(choice and choice.number) or target.number,
            tolerance=(choice and choice.tolerance) or target.tolerance,
        )
    return chosen


def _fixed(array: NDArray[np.float64]) -> NDArray[np.float64]:
    array.flags.writeable = False
    return array
