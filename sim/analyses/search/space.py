"""The decision space of a search: money by action between bounds; if asked, weights of fields, first-year shares."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.search.bounds import Bounds
from sim.analyses.search.coordinates import filled, ilr, shares_of
from sim.errors import InputError, Text, check_name
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario
from sim.inputs.policy.schema import Budget
from sim.study.design import Floats
from sim.study.inputs import Inputs

#: What beside the actions' money may be searched.
BLOCKS = ("field", "year")
_ROUNDING = 1e-6  # million CNY
_FIRST_YEAR = 4  # quarters


@dataclass(frozen=True, eq=False)
class Candidate:
    """An allocation. ``totals`` float64[A], million CNY; ``fields`` float64[F], weights of mean 1 common to all
    actions, and ``first_year`` float64[A], share of an action's money in the plan's first year: None where not
    searched. ``is_scenario``: the scenario as it stands."""

    totals: Floats
    fields: Floats | None = None
    first_year: Floats | None = None
    is_scenario: bool = False


@dataclass(frozen=True, eq=False)
class Space:
    """The decision space. ``inputs``: the scenario at the searched budget, which candidates are compared with.

    ``movable``: million CNY to be split; ``free``: int64[K] actions whose money may differ; ``fixed`` float64[A]: money
    outside the split (committed, capital, locked); ``low``, ``high`` float64[K]: movable money of the free actions.
    """

    inputs: Inputs
    movable: float
    free: NDArray[np.int64]
    fixed: Floats
    low: Floats
    high: Floats
    by: tuple[str, ...] = ()

    @property
    def dimension(self) -> int:
        """Number of ILR coordinates of all blocks together."""
        return sum(self._sizes)

    @property
    def _sizes(self) -> tuple[int, int, int]:
        fields = len(self.inputs.plan.fields) - 1 if "field" in self.by else 0
        return len(self.free) - 1, fields, len(_spenders(self.inputs.plan)) if "year" in self.by else 0

    @property
    def differ_beyond_totals(self) -> bool:
        """Whether candidates differ in more than money by action: fields, calendar, or what a review may move."""
        return bool(self.by) or bool(self.inputs.scenario.reviews)

    @property
    def even(self) -> Floats:
        """Coordinates of the even split of what lies between the bounds, calendar as in the scenario."""
        return np.concatenate([np.zeros(sum(self._sizes[:2])), self._scenario_years()])

    @property
    def scenario_is_allowed(self) -> bool:
        """Whether the scenario itself keeps the bounds and spends all that may be moved."""
        totals = self.inputs.allocation.totals
        split = totals[self.free] - self.fixed[self.free]
        held = np.setdiff1d(np.arange(len(totals)), self.free)
        return bool(
            (split >= self.low - _ROUNDING).all()
            and (split <= self.high + _ROUNDING).all()
            and np.abs(totals[held] - self.fixed[held]).max(initial=0.0) <= _ROUNDING
            and abs(float(split.sum()) - self.movable) <= _ROUNDING
        )

    def candidate(self, coordinates: Floats) -> Candidate:
        """The allocation with ILR ``coordinates`` float64[dimension]."""
        money, fields, _ = self._sizes
        totals = self.fixed.copy()
        totals[self.free] += filled(shares_of(coordinates[:money]), self.movable, self.low, self.high)
        weights = shares_of(coordinates[money : money + fields]) * (fields + 1) if fields else None
        years = None
        if "year" in self.by:
            years = self.first_year_shares
            searched = [shares_of(coordinate)[0] for coordinate in coordinates[money + fields :, None]]
            years[_spenders(self.inputs.plan)] = searched
        return Candidate(totals, weights, years)

    def itself(self) -> Candidate:
        """The scenario as it stands, whether or not the bounds allow it."""
        return Candidate(self.inputs.allocation.totals.copy(), is_scenario=True)

    @property
    def first_year_shares(self) -> Floats:
        """float64[A]: share of each action's money that the scenario spends in the plan's first year."""
        return self.inputs.allocation.calendar[:, : 3 * _FIRST_YEAR].sum(axis=1)

    def _scenario_years(self) -> Floats:
        if "year" not in self.by:
            return np.zeros(0)
        shares = self.first_year_shares[_spenders(self.inputs.plan)]
        return np.concatenate([ilr(np.array([share, 1.0 - share])) for share in shares])

    def scenario(self, candidate: Candidate) -> Scenario:
        """The scenario that spends as ``candidate`` does and is otherwise this one; its id and names stay."""
        base, plan = self.inputs.scenario, self.inputs.plan
        pot = base.budget.expenditure
        capital = {action.id for action in plan.of_pot("capital")}
        shares = {id: share for id, share in base.shares.items() if id in capital}
        for action, total in zip(plan.actions, candidate.totals, strict=True):
            if action.id not in capital:
                shares[action.id] = max(float(total) / pot, base.committed.get(action.id, 0.0))
        changes: dict[str, object] = {"shares": _within_one(shares, base.committed), "lines": (), "based_on": ""}
        if candidate.fields is not None:
            weights = {field.id: float(w) for field, w in zip(plan.fields, candidate.fields, strict=True)}
            changes["fields"] = {"all": weights}
        if candidate.first_year is not None:
            changes["calendar"] = self._calendar(candidate.first_year)
        return base.model_copy(update=changes)

    def _calendar(self, first_year: Floats) -> dict[str, tuple[float, ...]]:
        plan, calendar = self.inputs.plan, {}
        for index, action in enumerate(plan.actions):
            months = self.inputs.allocation.calendar[index]
            quarters = np.array([months[3 * q : 3 * q + 3].sum() for q in range(plan.quarters)])
            if action.pot == "expenditure":
                early = first_year[index]
                for part, share in ((slice(_FIRST_YEAR), early), (slice(_FIRST_YEAR, None), 1.0 - early)):
                    profile = quarters[part] if quarters[part].sum() > 0.0 else _open(plan, part)
                    quarters[part] = share * profile / profile.sum()
            calendar[action.id] = tuple((quarters / quarters.sum()).tolist())
        return calendar

    def inputs_of(self, candidate: Candidate) -> Inputs:
        """Inputs of the runs of ``candidate``: its fields and calendar, under the same readings."""
        if not self.differ_beyond_totals or candidate.is_scenario:
            return self.inputs
        return self.inputs.with_scenario(self.scenario(candidate))


def _spenders(plan: Plan) -> NDArray[np.int64]:
    """Actions that expenditure pays: those whose calendar is searched."""
    return np.array([k for k, action in enumerate(plan.actions) if action.pot == "expenditure"])


def _open(plan: Plan, part: slice) -> Floats:
    """Months in which money may flow in each quarter of ``part``."""
    months = np.zeros(3 * plan.quarters)
    months[plan.first_money_month :] = 1.0
    return np.asarray(months.reshape(-1, 3).sum(axis=1)[part])


def _within_one(shares: dict[str, float], committed: dict[str, float]) -> dict[str, float]:
    """Shares whose sum does not pass 1 by rounding."""
    excess = math.fsum(shares.values()) - 1.0
    if 0.0 < excess < 1e-9:
        largest = max(shares, key=lambda id: shares[id] - committed.get(id, 0.0))
        shares[largest] -= excess
    return shares


def at_budget(scenario: Scenario, expenditure: float) -> Scenario:
    """``scenario`` with another expenditure (million CNY): committed money stays, the movable part is scaled.

    Raises InputError for an amount that is no finite number or does not cover what is committed.
    """
    pot = scenario.budget.expenditure
    committed = math.fsum(scenario.committed.values()) * pot
    if not math.isfinite(expenditure) or expenditure <= 0.0:
        raise InputError("must be finite and above 0", key="budget", value=expenditure, allowed=Text("million CNY"))
    if expenditure <= committed + _ROUNDING:
        allowed = Text("above {least:,.1f} million CNY ({yi:,.2f} 亿元)", least=committed, yi=committed / 100.0)
        raise InputError("does not exceed what is committed", key="budget", value=expenditure, allowed=allowed)
    held = {id: share * pot / expenditure for id, share in scenario.committed.items()}
    loose = {id: share - scenario.committed.get(id, 0.0) for id, share in scenario.shares.items()}
    whole = math.fsum(loose.values())
    spent = min(whole / scenario.movable, 1.0) if scenario.movable > 0.0 else 1.0
    movable = (1.0 - math.fsum(held.values())) * spent
    shares = {id: held.get(id, 0.0) + (movable * part / whole if whole > 0.0 else 0.0) for id, part in loose.items()}
    budget = Budget(expenditure=expenditure, capital=scenario.budget.capital)
    return scenario.model_copy(update={"budget": budget, "shares": shares, "committed": held})


def space_of(inputs: Inputs, bounds: Bounds, by: tuple[str, ...] = ()) -> Space:
    """The space of a search. Raises InputError where bounds leave no choice or cannot be kept, or nothing can move."""
    for block in by:
        check_name("unknown block", block, BLOCKS, key="by")
    plan, scenario = inputs.plan, inputs.scenario
    if "year" in by and plan.quarters <= _FIRST_YEAR:
        raise InputError("the plan does not outlast its first year", key="by", value="year")
    pot = scenario.budget.expenditure
    fixed = inputs.allocation.totals.copy()
    spenders = _spenders(plan)
    fixed[spenders] = [scenario.committed.get(plan.actions[k].id, 0.0) * pot for k in spenders]
    outside = math.fsum(scenario.shares.get(action.id, 0.0) for action in plan.of_pot("capital"))
    movable = pot * (1.0 - outside) - float(fixed[spenders].sum())
    if movable <= _ROUNDING:
        raise InputError("all expenditure is committed, so nothing can move",
                         file=Text("scenario {scenario!r}", scenario=scenario.id))  # fmt: skip
    low = np.maximum(bounds.low - fixed, 0.0)
    high = np.minimum(bounds.high - fixed, movable)
    for k in spenders:
        if high[k] < -_ROUNDING:
            key, least = f"bounds.{plan.actions[k].id}", Text("at least {least:,.1f} million CNY", least=fixed[k])
            problem = "less than what is committed to this action"
            raise InputError(problem, file=bounds.file, key=key, value=float(bounds.high[k]), allowed=least)
    high = np.maximum(high, 0.0)
    _feasible(low[spenders], high[spenders], movable, bounds.file)
    free = spenders[high[spenders] - low[spenders] > _ROUNDING]
    if len(free) < 2:
        raise InputError("leave fewer than two actions to choose between", file=bounds.file, key="bounds")
    locked = np.setdiff1d(spenders, free)
    fixed[locked] += low[locked]
    rest = movable - float(low[locked].sum())
    return Space(inputs, rest, free, fixed, low[free], np.minimum(high[free], rest), by)


def _feasible(low: Floats, high: Floats, movable: float, file: str | None) -> None:
    allowed = Text("{movable:,.1f} million CNY", movable=movable)
    least, most = float(low.sum()), float(high.sum())
    if least > movable + _ROUNDING:
        problem = "the lower bounds ask for more than there is to move"
        raise InputError(problem, file=file, key="bounds", value=round(least, 3), allowed=allowed)
    if most < movable - _ROUNDING:
        problem = "the upper bounds leave room for less than there is to move"
        raise InputError(problem, file=file, key="bounds", value=round(most, 3), allowed=allowed)
