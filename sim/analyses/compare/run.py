"""``sim.compare("reference", "even", runs=1000)``: from scenarios to their paired differences."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.analyses.compare.effects import MODES, Gain, adaptivity, gains
from sim.analyses.compare.result import Comparison, Side
from sim.analyses.forecast.assessment import assess
from sim.analyses.forecast.later import Later, later_of
from sim.errors import InputError, Text
from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario, allocation
from sim.inputs.policy.moves import Move, moved
from sim.study.design import forecast_runs
from sim.study.inputs import Inputs, gather, run_count, run_length, seed_number, whole_number
from sim.study.outcomes import Floats, Outcomes, changes, ends_of
from sim.study.paired import Difference, difference
from sim.study.record import DONE, Progress, Runs
from sim.study.repeating import Given
from sim.study.study import Study

EFFECTS_RUNS = 100
_MOST_SCENARIOS = 8


def compare(
    *scenarios: str | Path | Scenario,
    moves: Sequence[Move | str] = (),
    runs: int = 1000,
    seed: int = 1,
    plan: str | Path | Plan | None = None,
    level: str | None = None,
    parameters: str | Path | ParameterTable | None = None,
    fitted: str | Path | None = None,
    effects_runs: int | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    lang: str | None = None,
    simulate: Callable[..., Any] | None = None,
    months: int | None = None,
) -> Comparison:
    """Run every scenario on the same parameter draws and seeds and hold them against the first.

    ``moves``: money moved inside the first scenario, "FROM:TO:AMOUNT" in million CNY, which makes one more scenario.
    ``effects_runs``: runs of each scenario under each ``lever_effects``, 100 by default, 0 for none. ``out``: folder
    where finished runs are kept on the way and the result is saved. ``months``: length of runs that go on after the
    plan's end, whose expected counts are compared too. Everything else as in ``sim.forecast``.

    Raises InputError for bad input, StorageError (with ``result``) where ``out`` cannot be written, and Interrupted on
    Ctrl-C, after which the same call with ``out`` goes on.
    """
    number, start = run_count(runs), seed_number(seed)
    most = min(EFFECTS_RUNS, number)
    runs_by_mode = most if effects_runs is None else whole_number(effects_runs, "effects runs", 0, number)
    named, sides = gathered(scenarios, moves, plan, level, parameters, fitted)
    given = Given(named, sides, plan, level, parameters, fitted, simulate)
    length = run_length(months, sides[0].plan)
    study = Study(given, threads=threads, progress=progress, out=out, lang=lang)
    adaptive = [index for index, inputs in enumerate(sides) if inputs.scenario.reviews]
    going_on = 0 if length is None else len(sides)
    study.total = number * (len(sides) + len(adaptive) + going_on) + len(MODES) * runs_by_mode * len(sides)
    side_runs = [study.months(forecast_runs(inputs, number, start), inputs) for inputs in sides]
    further: list[tuple[Inputs, Runs]] = []
    later: list[Later | None] = [None] * len(sides)
    if length is not None:
        further = [(inputs, study.months(forecast_runs(inputs, number, start), inputs, length)) for inputs in sides]
        later = [later_of(*pair, length) for pair in further]
    reviewed = {}
    for index in adaptive:
        blind = sides[index].with_scenario(sides[index].scenario.model_copy(update={"reviews": ()}))
        unseen = Outcomes(blind, study.ends(forecast_runs(blind, number, start), blind))
        reviewed[sides[index].scenario.id] = adaptivity(sides[index], side_runs[index], unseen)
    no_gains: list[dict[str, Gain]] = [{} for _ in sides[1:]]
    by_mode = gains(study, side_runs, runs_by_mode, start) if runs_by_mode else no_gains
    pairs = list(zip(sides, side_runs, strict=True))
    shared = {"runs": number, "seed": start, "level": level, "fitted": fitted}
    alone = {**shared, "months": length}
    single = [study.repeating("forecast", alone, slice(k, k + 1)).command for k in range(len(sides))]
    typed = [move if isinstance(move, str) else f"{move.giver}:{move.taker}:{move.amount or 'all'}" for move in moves]
    options = {"moves": typed, **shared, "effects_runs": effects_runs, "months": length}
    files = [inputs.scenario.id for inputs in sides[: len(scenarios)]]
    again = study.repeating("compare", options, slice(len(files)), files)
    result = Comparison(
        forecasts=tuple(
            assess(*pair, start, later=beyond, command=command)
            for pair, beyond, command in zip(pairs, later, single, strict=True)
        ),
        sides=tuple(
            _side(pairs[0], pair, of_side, _later(further, k))
            for k, (pair, of_side) in enumerate(zip(pairs[1:], by_mode, strict=True), start=1)
        ),
        recounted=_recounted(sides),
        adaptivity=reviewed,
        effects_runs=runs_by_mode,
        command=again.command,
        copies=again.copies,
    )
    return study.finished(result)


def gathered(
    scenarios: Sequence[str | Path | Scenario],
    moves: Sequence[Move | str],
    plan: str | Path | Plan | None,
    level: str | None,
    parameters: str | Path | ParameterTable | None,
    fitted: str | Path | None,
) -> tuple[list[str | Path | Scenario], list[Inputs]]:
    """Every scenario, the one made by ``moves`` last, and its inputs, counted under the readings of the first.

    Raises InputError.
    """
    if not scenarios or len(scenarios) + bool(moves) < 2:
        raise InputError("nothing to compare with", key="compare",
                         allowed=Text("two scenarios, or one and a move of money"))  # fmt: skip
    if len(scenarios) + bool(moves) > _MOST_SCENARIOS:
        raise InputError("too many scenarios", key="compare", value=len(scenarios),
                         allowed=Text("2 to {most:d}", most=_MOST_SCENARIOS))  # fmt: skip
    named = list(scenarios)
    sides = [gather(scenario, plan, level, parameters, fitted) for scenario in scenarios]
    if moves:
        scenario = moved(sides[0].scenario, sides[0].plan, moves)
        named.append(scenario)
        sides.append(sides[0].saved_as(scenario))
    for inputs in sides[1:]:
        if inputs.plan.id != sides[0].plan.id:
            raise InputError("made for another plan", key="compare", value=inputs.plan.id, allowed=sides[0].plan.id)
    readings = sides[0].allocation.readings
    distinct = _with_distinct_ids(sides)
    return named, [replace(inputs, allocation=replace(inputs.allocation, readings=readings)) for inputs in distinct]


def _with_distinct_ids(sides: list[Inputs]) -> list[Inputs]:
    """Scenarios that share an id (one compared with itself) get a number, so that every table can name them."""
    number: Counter[str] = Counter()
    result = []
    for inputs in sides:
        id = inputs.scenario.id
        number[id] += 1
        numbered = inputs.scenario.model_copy(update={"id": f"{id}-{number[id]}"})
        result.append(inputs if number[id] == 1 else inputs.saved_as(numbered))
    return result


def _later(further: list[tuple[Inputs, Runs]], k: int) -> dict[str, Difference] | None:
    """Target -> difference of the count by the last month of runs that went on, side ``k`` less the first; None where
    none did."""
    if not further:
        return None
    first, other = (Outcomes(inputs, ends_of(runs)).count for inputs, runs in (further[0], further[k]))
    return {id: difference(other[id], count) for id, count in first.items()}


def _side(
    first: tuple[Inputs, Runs],
    other: tuple[Inputs, Runs],
    by_mode: dict[str, Gain],
    later: dict[str, Difference] | None,
) -> Side:
    baseline, compared = (Outcomes(inputs, ends_of(runs)) for inputs, runs in (first, other))
    firms_before, firms = _firms_by_field(*first), _firms_by_field(*other)
    more = other[0].allocation.totals - first[0].allocation.totals
    return Side(
        **changes(compared, baseline),
        all_met=difference(compared.all_met, baseline.all_met),
        firms={id: difference(firms[id], firms_before[id]) for id in firms},
        all_firms=difference(compared.metric("firms"), baseline.metric("firms")),
        money={action.id: float(more[k]) for k, action in enumerate(first[0].plan.actions)},
        gains=by_mode,
        later=later,
    )


def _firms_by_field(inputs: Inputs, runs: Runs) -> dict[str, Floats]:
    """Field -> float64[n]: living firms at the end, nan where a run failed; empty where the engine does not tell."""
    if runs.field_firms is None:
        return {}
    ends = np.where((runs.status == DONE)[:, None], runs.field_firms[:, -1], np.nan)
    return {field.id: ends[:, k] for k, field in enumerate(inputs.plan.fields)}


def _recounted(sides: list[Inputs]) -> dict[str, tuple[str, ...]]:
    """Scenario -> targets that it would count otherwise than the first does."""
    readings = sides[0].allocation.readings
    result = {}
    for inputs in sides[1:]:
        of_scenario = allocation(inputs.scenario, inputs.plan).readings
        differing = tuple(id for id, reading in readings.items() if of_scenario[id] != reading)
        if differing:
            result[inputs.scenario.id] = differing
    return result
