"""Resolution of a scenario file over the scenario that it is based on."""

import math
from collections.abc import Iterator

from sim.errors import Text
from sim.inputs.plan.faults import FileFault, refuse, unknown
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.checks import ROUNDING, faults_of
from sim.inputs.policy.lines import line_faults, shares_of
from sim.inputs.policy.naming import in_ids
from sim.inputs.policy.schema import Budget, Scenario, ScenarioFile, TargetChoice

Shares = dict[str, float]


def resolved(entry: ScenarioFile, base: Scenario | None, plan: Plan, plan_name: str, file: object) -> Scenario:
    """The scenario of ``entry``: what it leaves unsaid comes from ``base``. Raises InputError."""
    entry = in_ids(entry, plan, file)
    refuse(_entry_faults(entry, base, plan), file)
    header = entry.scenario
    shares, committed = _shares(entry, base)
    switches = entry.switches.model_dump(include=entry.switches.model_fields_set)
    scenario = Scenario(
        id=header.id,
        name=header.name,
        description=header.description,
        based_on=header.based_on,
        plan=plan_name,
        budget=_budget(entry, base),
        shares=shares,
        committed=committed,
        lines=entry.lines or (base.lines if base and entry.shares is None else ()),
        fields={**(base.fields if base else {}), **entry.fields},
        calendar={**(base.calendar if base else {}), **entry.calendar},
        targets=_targets(entry, base),
        switches=base.switches.model_copy(update=switches) if base else entry.switches,
        reviews=entry.reviews if entry.reviews is not None else (base.reviews if base else ()),
    )
    refuse(faults_of(scenario, plan), file)
    return scenario


def _entry_faults(entry: ScenarioFile, base: Scenario | None, plan: Plan) -> Iterator[FileFault]:
    """What keeps a scenario from being resolved at all."""
    given = [name for name in ("shares", "movable", "lines") if getattr(entry, name) not in (None, ())]
    if len(given) > 1:
        problem = Text(
            "stands beside [{table}], but only one of shares, movable and lines may be given", table=given[0]
        )
        yield FileFault(given[1], problem)
    if entry.movable is not None and base is None:
        yield FileFault("movable", "needs scenario.based_on: there is nothing to move")
    for action in entry.movable or {}:
        if action not in plan.action_index:
            yield unknown(f"movable.{action}", "unknown action", action, plan.action_index)
    if (moved := math.fsum((entry.movable or {}).values())) > 1.0 + ROUNDING:
        yield FileFault("movable", "the shares sum to more than 1", round(moved, 9))
    if entry.committed is not None and entry.shares is None:
        yield FileFault("committed", "stands only beside [shares]")
    yield from line_faults(entry.lines, plan.action_index)
    budget = entry.budget
    if budget.level is not None and (budget.expenditure is not None or budget.capital is not None):
        yield FileFault("budget.level", "stands beside an amount, but the budget is one of the two", budget.level)
    if budget.level is not None and budget.levels is None and (base is None or base.budget.levels is None):
        yield FileFault("budget.level", "needs budget.levels, here or in the scenario it is based on", budget.level)
    if base is None and budget.level is None:
        for pot in ("expenditure", "capital"):
            if getattr(budget, pot) is None:
                yield FileFault(f"budget.{pot}", "this key is missing (or budget.level with budget.levels)")
    if base is None and not given and budget.expenditure != 0.0:
        yield FileFault("shares", "this table is missing: no action would get anything of budget.expenditure")


def _budget(entry: ScenarioFile, base: Scenario | None) -> Budget:
    written = entry.budget
    levels = written.levels or (base.budget.levels if base else None)
    level = written.level
    if base and level is None and written.expenditure is None and written.capital is None:
        level = base.budget.level if levels is not None else None
    if level is not None and levels is not None:
        pots = getattr(levels, level)
        return Budget(expenditure=pots.expenditure, capital=pots.capital, level=level, levels=levels)
    amounts = {
        pot: getattr(base.budget, pot) if base and getattr(written, pot) is None else getattr(written, pot)
        for pot in ("expenditure", "capital")
    }
    return Budget(**amounts, levels=levels)


def _shares(entry: ScenarioFile, base: Scenario | None) -> tuple[Shares, Shares]:
    """Share of the expenditure pot by action, and the committed part of it."""
    if entry.lines:
        return shares_of(entry.lines)
    if entry.shares is not None:
        return entry.shares, entry.committed or {}
    if base is None:
        return {}, {}
    if entry.movable is None:
        return base.shares, base.committed
    moved = {action: base.movable * part for action, part in entry.movable.items()}
    actions = list(dict.fromkeys([*base.shares, *moved]))
    return {action: base.committed.get(action, 0.0) + moved.get(action, 0.0) for action in actions}, base.committed


def _targets(entry: ScenarioFile, base: Scenario | None) -> dict[str, TargetChoice]:
    choices = dict(base.targets) if base else {}
    for target, choice in entry.targets.items():
        changes = choice.model_dump(include=choice.model_fields_set)
        choices[target] = choices[target].model_copy(update=changes) if target in choices else choice
    return choices
