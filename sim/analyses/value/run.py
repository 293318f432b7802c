"""``sim.value("reference")``: every action's marginal value, prices, or responses of the agents, on common draws."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack, overload

import numpy as np

from sim.analyses.value.money_runs import PriceWork
from sim.analyses.value.price_list import PriceList
from sim.analyses.value.price_run import PRICE_RUNS, priced
from sim.analyses.value.response_run import RESPONSE_RUNS, responded
from sim.analyses.value.response_table import ResponseTable
from sim.analyses.value.result import Marginal, MarginalValue
from sim.analyses.value.saturation import Saturation, saturation
from sim.analyses.value.steps import CURVE, MoneyStep, money_of, movable_by_action, steps
from sim.errors import InputError, Text
from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario
from sim.study.design import forecast_runs
from sim.study.inputs import Inputs, run_count, seed_number
from sim.study.outcomes import Outcomes, changes
from sim.study.paired import Difference, by_draw, difference
from sim.study.record import REPLICATES, Progress
from sim.study.study import Study

RUNS = 200
STEP = 100.0  # million CNY
_MOST_STEP = 5000.0
_CLEAR = 2.87  # standard errors: the clearest of twelve counts passes it by chance in one of twenty (Bonferroni)


class _Given(TypedDict, total=False):
    """What may be given by name, whatever is asked for."""

    step: float
    curves: bool
    whole: bool
    months: int | None
    plan: str | Path | Plan | None
    level: str | None
    parameters: str | Path | ParameterTable | None
    fitted: str | Path | None
    progress: Progress | None
    report: Callable[[PriceWork], None] | None
    threads: int | None
    out: str | Path | None
    lang: str | None
    simulate: Callable[..., Any] | None


@overload
def value(
    scenario: str | Path | Scenario = ...,
    runs: int | None = ...,
    seed: int = ...,
    *,
    prices: Literal[False] = ...,
    responses: Literal[False] = ...,
    **given: Unpack[_Given],
) -> MarginalValue: ...
@overload
def value(
    scenario: str | Path | Scenario = ...,
    runs: int | None = ...,
    seed: int = ...,
    *,
    prices: Literal[True],
    responses: Literal[False] = ...,
    **given: Unpack[_Given],
) -> PriceList: ...
@overload
def value(
    scenario: str | Path | Scenario = ...,
    runs: int | None = ...,
    seed: int = ...,
    *,
    prices: Literal[False] = ...,
    responses: Literal[True],
    **given: Unpack[_Given],
) -> ResponseTable: ...
def value(
    scenario: str | Path | Scenario = "reference",
    runs: int | None = None,
    seed: int = 1,
    *,
    step: float = STEP,
    curves: bool = True,
    prices: bool = False,
    responses: bool = False,
    whole: bool = False,
    months: int | None = None,
    plan: str | Path | Plan | None = None,
    level: str | None = None,
    parameters: str | Path | ParameterTable | None = None,
    fitted: str | Path | None = None,
    progress: Progress | None = None,
    report: Callable[[PriceWork], None] | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    lang: str | None = None,
    simulate: Callable[..., Any] | None = None,
) -> MarginalValue | PriceList | ResponseTable:
    """Marginal value of each action: ``step`` million CNY more in it, and as much (or all that may move) less.

    The money comes from outside or goes unspent: nothing else in the scenario changes. ``curves``: also 2, 4, 8 and 16
    steps, for the saturation table. ``runs``: of each allocation, 200 by default.

    ``prices``: the price list instead (``sim.analyses.value.price_list``), 1,000 runs by default: what each action's
    money brings per 100 million CNY, by the plan's end and by the end of month ``months`` (60 by default) without
    further money of the plan. ``whole``: also of every instrument, and what a little more brings at half, once and
    twice the money. ``responses``: instead the response table (``sim.analyses.value.response_table``), 1,000 runs by
    default: what agents do with each action's money by month 12, the plan's end and month ``months``. Of both
    ``report(work)`` is called with the number of runs before the first one.

    Everything else as in ``sim.forecast``. Raises InputError for bad input, StorageError (with ``result``) where
    ``out`` cannot be written, and Interrupted on Ctrl-C, after which the same call goes on.
    """
    usual = PRICE_RUNS if prices else RESPONSE_RUNS if responses else RUNS
    number, start = run_count(usual if runs is None else runs), seed_number(seed)
    size = checked_step(step)
    if number < 2 * REPLICATES:
        raise InputError("too few runs for an error", key="runs", value=number,
                         allowed=Text("{least:d} or more", least=2 * REPLICATES))  # fmt: skip
    number -= number % REPLICATES
    given = {"step": size != STEP, "no-curves": not curves, "whole": whole, "months": months is not None}
    _check_kind(prices, responses, [name for name, is_given in given.items() if is_given])
    study = Study.of(scenario, plan=plan, level=level, parameters=parameters, fitted=fitted, simulate=simulate,
                     threads=threads, progress=progress, out=out, lang=lang)  # fmt: skip
    inputs = study.inputs
    options = {"level": level, "fitted": fitted}
    if prices:
        return study.finished(priced(study, number, start, whole=whole, months=months, report=report, options=options))
    if responses:
        return study.finished(responded(study, number, start, months=months, report=report, options=options))
    by_step = steps(inputs, size, curves=curves)
    design = forecast_runs(inputs, number, start).drawn()
    study.total = number * (1 + len(by_step))
    baseline = Outcomes(inputs, study.ends(design))
    outcomes = {step: Outcomes(inputs, study.ends(design.with_money(money_of(inputs, step)))) for step in by_step}
    again = study.repeating("value", {
        "runs": number, "seed": start, "step": int(size) if size.is_integer() else size, "level": level,
        "curves": None if curves else False, "fitted": fitted,
    })  # fmt: skip
    result = MarginalValue(
        scenario=inputs.scenario,
        plan=inputs.plan,
        runs=number,
        seed=start,
        size=size,
        steps=tuple(_marginal(step, outcome, baseline) for step, outcome in outcomes.items() if step.amount <= size),
        saturation=_saturations(inputs, outcomes, baseline, size, start) if curves else {},
        money={action.id: float(inputs.allocation.totals[k]) for k, action in enumerate(inputs.plan.actions)},
        movable=movable_by_action(inputs),
        provenance=study.provenance(
            "inputs fitted runs_failed code versions", runs_failed=int(np.isnan(baseline.number_met).sum())
        ),
        command=again.command,
        copies=again.copies,
    )
    return study.finished(result)


def _check_kind(prices: bool, responses: bool, given: Sequence[str]) -> None:
    """Refuse two kinds at once, and options that were ``given`` for another kind."""
    if prices and responses:
        raise InputError("a price list and a response table are two results: ask for one of them", key="responses")
    for name in given:
        if name in ("step", "no-curves") and prices:
            raise InputError("has no meaning for a price list", key=name)
        if name in ("step", "no-curves") and responses:
            raise InputError("has no meaning for a response table", key=name)
        if name == "whole" and not prices:
            raise InputError("belongs to a price list: ask for prices as well", key=name)
        if name == "months" and not (prices or responses):
            raise InputError("belongs to a price list or a response table: ask for prices or responses as well",
                             key=name)  # fmt: skip


def checked_step(step: Any) -> float:
    """A step in million CNY. Raises InputError."""
    if isinstance(step, bool) or not isinstance(step, int | float) or not 0.0 < step <= _MOST_STEP:
        most, yi = _MOST_STEP, _MOST_STEP / 100.0
        allowed = Text("above 0, at most {most:,.0f} million CNY ({yi:.0f} 亿元)", most=most, yi=yi)
        raise InputError("not an amount of money", key="step", value=step, allowed=allowed)
    return float(step)


def _marginal(step: MoneyStep, outcomes: Outcomes, baseline: Outcomes) -> Marginal:
    unspent = difference(outcomes.metric("unspent"), baseline.metric("unspent"))
    return Marginal(step.action, step.amount, **changes(outcomes, baseline), unspent=unspent)


def _saturations(
    inputs: Inputs, outcomes: Mapping[MoneyStep, Outcomes], baseline: Outcomes, size: float, seed: int
) -> dict[str, Saturation | None]:
    """Action -> the curve of the target count that answers most clearly; None where none is shown to answer."""
    result: dict[str, Saturation | None] = {}
    amounts = [size * times for times in CURVE]
    for index, action in enumerate(inputs.plan.actions):
        along = [outcomes[MoneyStep(action.id, amount)] for amount in amounts]
        clarity = {id: _clarity(difference(along[-1].count[id], count)) for id, count in baseline.count.items()}
        clearest = max(clarity, key=lambda id: clarity[id])
        gains = np.column_stack([by_draw(more.count[clearest], baseline.count[clearest]) for more in along])
        gains = gains[np.isfinite(gains).all(axis=1)]
        rng = np.random.default_rng([seed, index])
        responds = clarity[clearest] >= _CLEAR
        result[action.id] = saturation(action.id, clearest, amounts, gains, rng) if responds else None
    return result


def _clarity(change: Difference) -> float:
    """Standard errors from nought; a change without any error is as clear as can be."""
    if change.error > 0.0:
        return abs(change.value) / change.error
    return math.inf if change.value else 0.0
