"""Checks of a scenario against its plan: unknown names, shares above 1, money in months or pots that admit none."""

import math
from collections.abc import Iterator

from sim.errors import Text
from sim.inputs.plan.faults import FileFault, unknown
from sim.inputs.plan.room import unreachable
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.reviews import review_faults
from sim.inputs.policy.schema import Scenario

ROUNDING = 1e-9
ALL = "all"
QUARTERS = "quarters"


def faults_of(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    """Every fault of a resolved scenario, in the order of a scenario file."""
    yield from _budget(scenario, plan)
    yield from _shares(scenario, plan)
    yield from _fields(scenario, plan)
    yield from _calendar(scenario, plan)
    yield from _targets(scenario, plan)
    yield from review_faults(scenario, plan)


def _budget(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    cap = plan.header.budget_cap
    for pot in ("expenditure", "capital"):
        amount = getattr(scenario.budget, pot)
        if amount > cap:
            yield FileFault(f"budget.{pot}", "more than the city could pay", amount,
                        Text("at most {cap:,.0f} million CNY", cap=cap))  # fmt: skip
    if scenario.budget.capital > 0.0 and not plan.of_pot("capital"):
        yield FileFault("budget.capital", Text("no action of plan {plan!r} is paid from capital", plan=plan.id),
                    scenario.budget.capital)  # fmt: skip


def _shares(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    capital = {action.id for action in plan.of_pot("capital")}
    for table in ("shares", "committed"):
        for action in getattr(scenario, table):
            if action not in plan.action_index:
                yield unknown(f"{table}.{action}", "unknown action", action, plan.action_index)
            elif action in capital and not scenario.switches.transfers_between_pots:
                problem = "is paid from the capital pot; a share of expenditure needs switches.transfers_between_pots"
                yield FileFault(f"{table}.{action}", problem, action)
        total = math.fsum(getattr(scenario, table).values())
        if total > 1.0 + ROUNDING:
            yield FileFault(table, "the shares sum to more than 1", round(total, 9))
    for action, committed in scenario.committed.items():
        if committed > scenario.shares.get(action, 0.0) + ROUNDING:
            yield FileFault(f"committed.{action}", "more is committed than the action's share", committed)


def _fields(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    for action, weights in scenario.fields.items():
        if action != ALL and action not in plan.action_index:
            yield unknown(f"fields.{action}", "unknown action", action, [ALL, *plan.action_index])
        for field in weights:
            if field not in plan.field_index:
                yield unknown(f"fields.{action}.{field}", "unknown field", field, plan.field_index)
        if not sum(weights.get(field, 1.0) for field in plan.field_index) > 0.0:
            yield FileFault(f"fields.{action}", "every field has weight 0: the money would reach nobody")


def _calendar(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    for action, quarters in scenario.calendar.items():
        key = f"calendar.{action}"
        if action != QUARTERS and action not in plan.action_index:
            yield unknown(key, "unknown action", action, [QUARTERS, *plan.action_index])
        if len(quarters) != plan.quarters:
            yield FileFault(
                key, Text("must have {number:d} numbers, one a quarter", number=plan.quarters), len(quarters)
            )
            continue
        if abs(math.fsum(quarters) - 1.0) > ROUNDING:
            yield FileFault(key, "the numbers must sum to 1", round(math.fsum(quarters), 9))
        too_early = quarters[: plan.first_money_month // 3]
        if any(too_early):
            first = plan.month_labels[plan.first_money_month]
            yield FileFault(key, Text("money cannot flow before {first!r}, when the plan is in force", first=first),
                        max(too_early))  # fmt: skip


def _targets(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    for name, choice in scenario.targets.items():
        if name not in plan.target_index:
            yield unknown(f"targets.{name}", "unknown target", name, plan.target_index)
            continue
        target = plan.targets[plan.target_index[name]]
        metrics = {reading.id: reading.metric for reading in target.readings}
        if choice.reading is not None and choice.reading not in metrics:
            yield unknown(f"targets.{name}.reading", "unknown reading", choice.reading, metrics)
        elif choice.number is not None:
            counted = metrics[choice.reading or target.primary]
            yield from unreachable(f"targets.{name}.number", choice.number, [counted], plan)
