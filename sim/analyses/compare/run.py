"""``sim.compare("reference", "even", runs=1000)``: from scenarios to their paired differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.compare.adaptivity import Adaptivity, fired, without_reviews
from sim.analyses.compare.effects import MODES, Gain, gains
from sim.analyses.compare.result import Comparison, Side
from sim.analyses.forecast.assessment import assess
from sim.errors import InputError, Text
from sim.inputs.policy import allocation
from sim.inputs.policy.moves import Move, moved
from sim.study.design import forecast_runs
from sim.study.inputs import Inputs, gather, run_count, seed_number, whole_number
from sim.study.outcomes import Outcomes, ends_of
from sim.study.paired import difference
from sim.study.record import DONE, Progress, Runs
from sim.study.repeating import Given
from sim.study.study import Study

if TYPE_CHECKING:
    from sim.inputs.parameters import ParameterTable
    from sim.inputs.plan import Plan
    from sim.inputs.policy import Scenario

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
) -> Comparison:
    """Run every scenario on the same parameter draws and seeds and hold them against the first.

    ``moves``: money moved inside the first scenario, "FROM:TO:AMOUNT" in million CNY, which makes one more scenario.
    ``effects_runs``: runs of each scenario under each ``lever_effects``, 100 by default, 0 for none. ``out``: folder
    where finished runs are kept on the way and the result is saved. Everything else as in ``sim.forecast``.

    Raises InputError for bad input, StorageError (with ``result``) where ``out`` cannot be written, and Interrupted on
    Ctrl-C, after which the same call with ``out`` goes on.
    """
    number, start = run_count(runs), seed_number(seed)
    wanted = (
        min(EFFECTS_RUNS, number) if effects_runs is None else whole_number(effects_runs, "effects runs", 0, number)
    )
    named, sides = gathered(scenarios, moves, plan, level, parameters, fitted)
    given = Given(named, sides, plan, level, parameters, fitted, simulate)
    study = Study(given, threads=threads, progress=progress, out=out, lang=lang)
    adaptive = [place for place, inputs in enumerate(sides) if inputs.scenario.reviews]
    study.total = number * (len(sides) + len(adaptive)) + len(MODES) * wanted * len(sides)
    made = [study.months(forecast_runs(one, number, start), one) for one in sides]
    reviewed = {}
    for place in adaptive:
        blind = without_reviews(sides[place])
        unseen = Outcomes(blind, study.ends(forecast_runs(blind, number, start), blind))
        reviewed[sides[place].scenario.id] = _adaptivity(sides[place], made[place], unseen)
    by_mode: list[dict[str, Gain]] = gains(study, made, wanted, start) if wanted else [{} for _ in sides[1:]]
    first = (sides[0], made[0])
    shared = {"runs": number, "seed": start, "level": level, "fitted": fitted}
    single = [study.repeating("forecast", shared, slice(k, k + 1)).command for k in range(len(sides))]
    typed = [move if isinstance(move, str) else f"{move.giver}:{move.taker}:{move.amount or 'all'}" for move in moves]
    options = {"moves": typed, **shared, "effects_runs": effects_runs}
    files = [one.scenario.id for one in sides[: len(scenarios)]]
    again = study.repeating("compare", options, slice(len(files)), files)
    result = Comparison(
        forecasts=tuple(
            assess(one, runs_made, start, command=command)
            for one, runs_made, command in zip(sides, made, single, strict=True)
        ),
        sides=tuple(_side(first, (sides[place], made[place]), by_mode[place - 1]) for place in range(1, len(sides))),
        recounted=_recounted(sides),
        adaptivity=reviewed,
        effects_runs=wanted,
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
    given = list(scenarios)
    sides = [gather(scenario, plan, level, parameters, fitted) for scenario in scenarios]
    if moves:
        scenario = moved(sides[0].scenario, sides[0].plan, moves)
        given.append(scenario)
        sides.append(sides[0].saved_as(scenario))
    for inputs in sides[1:]:
        if inputs.plan.id != sides[0].plan.id:
            raise InputError("made for another plan", key="compare", value=inputs.plan.id, allowed=sides[0].plan.id)
    readings = sides[0].allocation.readings
    told_apart = [replace(one, allocation=replace(one.allocation, readings=readings)) for one in _told_apart(sides)]
    return given, told_apart


def _told_apart(sides: list[Inputs]) -> list[Inputs]:
    """Scenarios that share an id (one compared with itself) get a number, so that every table can name them."""
    seen: dict[str, int] = {}
    result = []
    for one in sides:
        seen[one.scenario.id] = seen.get(one.scenario.id, 0) + 1
        again = seen[one.scenario.id]
        name = one.scenario.id if again == 1 else f"{one.scenario.id}-{again}"
        result.append(one if again == 1 else one.saved_as(one.scenario.model_copy(update={"id": name})))
    return result


def _side(first: tuple[Inputs, Runs], other: tuple[Inputs, Runs], by_mode: dict[str, Gain]) -> Side:
    mine, theirs = (Outcomes(inputs, ends_of(made)) for inputs, made in (first, other))
    firms, own_firms = firms_by_field(*other), firms_by_field(*first)
    more = other[0].allocation.totals - first[0].allocation.totals
    return Side(
        probability={id: difference(theirs.met[id], mine.met[id]) for id in mine.met},
        count={id: difference(theirs.count[id], mine.count[id]) for id in mine.count},
        all_met=difference(theirs.all_met, mine.all_met),
        expected_met=difference(theirs.number_met, mine.number_met),
        attainment=difference(theirs.attainment, mine.attainment),
        firms={id: difference(firms[id], own_firms[id]) for id in firms},
        all_firms=difference(theirs.metric("firms"), mine.metric("firms")),
        money={action.id: float(more[k]) for k, action in enumerate(first[0].plan.actions)},
        gains=by_mode,
    )


def firms_by_field(inputs: Inputs, made: Runs) -> dict[str, NDArray[np.float64]]:
    """Field -> float64[n]: living firms at the end, nan where a run failed; empty where the engine does not tell."""
    if made.field_firms is None:
        return {}
    ends = np.where((made.status == DONE)[:, None], made.field_firms[:, -1], np.nan)
    return {field.id: ends[:, k] for k, field in enumerate(inputs.plan.fields)}


def _adaptivity(inputs: Inputs, made: Runs, without: Outcomes) -> Adaptivity:
    reviewed = Outcomes(inputs, ends_of(made))
    return Adaptivity(
        fired=fired(inputs, made),
        targets={id: difference(reviewed.met[id], without.met[id]) for id in reviewed.met},
        counts={id: difference(reviewed.count[id], without.count[id]) for id in reviewed.count},
        expected_met=difference(reviewed.number_met, without.number_met),
        attainment=difference(reviewed.attainment, without.attainment),
    )


def _recounted(sides: list[Inputs]) -> dict[str, tuple[str, ...]]:
    """Scenario -> targets that it would count otherwise than the first does."""
    own = sides[0].allocation.readings
    result = {}
    for inputs in sides[1:]:
        asked = allocation(inputs.scenario, inputs.plan).readings
        differing = tuple(id for id in own if asked[id] != own[id])
        if differing:
            result[inputs.scenario.id] = differing
    return result
