"""``sim.compare("reference", "even", runs=1000)``: from scenarios to their paired differences."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.comparison.adaptivity import Adaptivity, fired, without_reviews
from sim.comparison.effects import MODES, Gain, gains
from sim.comparison.result import Comparison, Side
from sim.errors import InputError
from sim.forecast.assessment import assess
from sim.forecast.chunks import Chunks
from sim.forecast.inputs import Inputs, gather, run_count, seed_number, whole_number
from sim.forecast.outcomes import Outcomes, ends_of
from sim.forecast.paired import difference
from sim.forecast.runs import DONE, Progress, Runs, run_all
from sim.policy import allocation
from sim.policy.moves import Move, moved

if TYPE_CHECKING:
    from sim.parameters import ParameterTable
    from sim.plan import Plan
    from sim.policy import Scenario

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
    sides = gathered(scenarios, moves, plan, level, parameters, fitted)
    engine = simulate or _compiled()
    chunks = None if out is None else Chunks(Path(out))
    adaptive = [place for place, inputs in enumerate(sides) if inputs.scenario.reviews]
    modes = len(MODES) * wanted * len(sides)
    total = number * (len(sides) + len(adaptive)) + modes
    options: dict[str, Any] = {"threads": threads, "chunks": chunks}

    def part(before: int) -> Progress | None:
        return None if progress is None else lambda done, _: progress(before + done, total)

    made = [run_all(one, number, start, engine, progress=part(k * number), **options) for k, one in enumerate(sides)]
    reviewed = {}
    for k, place in enumerate(adaptive):
        before = (len(sides) + k) * number
        blind = run_all(without_reviews(sides[place]), number, start, engine, progress=part(before), **options)
        reviewed[sides[place].scenario.id] = _adaptivity(sides[place], made[place], blind)
    by_mode: list[dict[str, Gain]] = [{} for _ in sides[1:]]
    if wanted:
        pairs = list(zip(sides, made, strict=True))
        by_mode = gains(pairs, wanted, start, engine, progress=part(total - modes), **options)
    first = (sides[0], made[0])
    result = Comparison(
        forecasts=tuple(assess(one, runs_made, start) for one, runs_made in zip(sides, made, strict=True)),
        sides=tuple(_side(first, (sides[place], made[place]), by_mode[place - 1]) for place in range(1, len(sides))),
        recounted=_recounted(sides),
        adaptivity=reviewed,
        effects_runs=wanted,
        command=_command(scenarios, moves, level, number, start, fitted),
    )
    if chunks is not None:
        result.save(chunks.folder.parent, charts=True, lang=lang)
        chunks.clear()
    return result


def gathered(
    scenarios: Sequence[str | Path | Scenario],
    moves: Sequence[Move | str],
    plan: str | Path | Plan | None,
    level: str | None,
    parameters: str | Path | ParameterTable | None,
    fitted: str | Path | None,
) -> list[Inputs]:
    """Inputs of every scenario, counted under the readings of the first. Raises InputError."""
    if not scenarios or len(scenarios) + bool(moves) < 2:
        raise InputError("nothing to compare with", key="compare", allowed="two scenarios, or one and a move of money")
    if len(scenarios) + bool(moves) > _MOST_SCENARIOS:
        raise InputError("too many scenarios", key="compare", value=len(scenarios), allowed=f"2 to {_MOST_SCENARIOS:d}")
    sides = [gather(scenario, plan, level, parameters, fitted) for scenario in scenarios]
    if moves:
        scenario = moved(sides[0].scenario, sides[0].plan, moves)
        sides.append(replace(sides[0], scenario=scenario, allocation=allocation(scenario, sides[0].plan)))
    for inputs in sides[1:]:
        if inputs.plan.id != sides[0].plan.id:
            raise InputError("made for another plan", key="compare", value=inputs.plan.id, allowed=sides[0].plan.id)
    readings = sides[0].allocation.readings
    return [replace(one, allocation=replace(one.allocation, readings=readings)) for one in _told_apart(sides)]


def _told_apart(sides: list[Inputs]) -> list[Inputs]:
    """Scenarios that share an id (one compared with itself) get a number, so that every table can name them."""
    seen: dict[str, int] = {}
    result = []
    for one in sides:
        seen[one.scenario.id] = seen.get(one.scenario.id, 0) + 1
        again = seen[one.scenario.id]
        name = one.scenario.id if again == 1 else f"{one.scenario.id}-{again}"
        result.append(replace(one, scenario=one.scenario.model_copy(update={"id": name})))
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


def _adaptivity(inputs: Inputs, made: Runs, blind: Runs) -> Adaptivity:
    reviewed, without = Outcomes(inputs, ends_of(made)), Outcomes(inputs, ends_of(blind))
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


def _command(
    scenarios: Sequence[str | Path | Scenario],
    moves: Sequence[Move | str],
    level: str | None,
    runs: int,
    seed: int,
    fitted: str | Path | None,
) -> str:
    """The command line that repeats the comparison; a scenario made in Python stands with its id."""
    words = ["xiandao", "compare"]
    words += [str(one) if isinstance(one, str | Path) else f"inputs/{one.id}.toml" for one in scenarios]
    for move in moves:
        typed = move if isinstance(move, str) else f"{move.giver}:{move.taker}:{move.amount or 'all'}"
        words += ["--move", typed]
    words += ["--runs", str(runs), "--seed", str(seed)]
    words += ["--level", level] if level else []
    if fitted is not None:
        words += ["--prior"] if fitted == "prior" else ["--fitted", str(fitted)]
    return shlex.join(words)


def _compiled() -> Callable[..., Any]:
    from sim.ensemble import simulate

    return simulate
