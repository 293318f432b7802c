"""The course of a search: evolution, halving of the finalists, and what both leave to be estimated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.search.evaluation import Blocks, Evaluator, Outcome
from sim.analyses.search.evolution import RUNS, STEP, Path, Trace, evolve
from sim.analyses.search.front import WEIGHTS, both, unbeaten, weighted
from sim.analyses.search.objective import Objective
from sim.analyses.search.selection import Finalist, halved
from sim.analyses.search.space import Candidate
from sim.analyses.search.worlds import OWN, World, guides, outcomes, robust_guide, robust_score, worth_searching

Floats = NDArray[np.float64]
Report = Callable[[float], None]

#: Part of the simulations that decides between finalists; more where every finalist is run in every world.
SELECTION, ROBUST_SELECTION = 0.25, 0.5
SCENARIO, EVEN = "scenario", "even"
_SEARCHED_WORLDS = 2  # besides the scenario's own and those that need no runs
_LOOKED_AT, _FIRST_LOOK = 5, 10  # candidates besides the scenario, and runs, to see which worlds are worth searching
_FEWEST = 4  # runs of a finalist of a front


@dataclass(frozen=True, eq=False)
class Chosen:
    """``winner``, by ``name``, and ``others``, the next best; ``finalists`` as they fared, the best first.

    The scenario yields only to one that is shown to be better: money is not moved for nothing.
    """

    name: str
    winner: Candidate
    others: tuple[Candidate, ...]
    finalists: tuple[Finalist, ...]
    trace: Trace


@dataclass(frozen=True, eq=False)
class Front:
    """``points`` by name, the best in the first objective first."""

    points: Mapping[str, Candidate]
    finalists: tuple[Finalist, ...]
    trace: Trace


def best_of(
    evaluate: Evaluator,
    objective: Objective,
    simulations: int,
    seed: int,
    *,
    criterion: str | None = None,
    worlds: Sequence[World] = (),
    report: Report | None = None,
) -> Chosen:
    """One objective; with ``criterion`` over ``worlds``. Makes at most about ``simulations``. Raises Interrupted."""
    space = evaluate.space
    blocks = Blocks(space.inputs, seed, "search")
    everywhere = tuple(worlds) or (World(OWN),)
    searched = everywhere
    if criterion is not None:
        rng = np.random.default_rng([seed, _LOOKED_AT])
        around = [space.even + STEP * rng.standard_normal(space.dimension) for _ in range(_LOOKED_AT)]
        looked_at = [space.itself(), *(space.candidate(one) for one in around)]
        look = outcomes(evaluate, looked_at, blocks.take(_FIRST_LOOK), everywhere)
        searched = worth_searching(criterion, objective, look, everywhere, _SEARCHED_WORLDS)

    def guide(made: Mapping[str, Outcome]) -> Floats:
        return guides(objective, made[OWN]) if criterion is None else robust_guide(criterion, objective, made, searched)

    def score(made: Mapping[str, Outcome]) -> Floats:
        return guides(objective, made[OWN]) if criterion is None else robust_score(criterion, objective, made)

    part = SELECTION if criterion is None else ROBUST_SELECTION
    path = evolve(
        space,
        objective,
        lambda asked: outcomes(evaluate, asked, blocks.take(RUNS), searched),
        guide,
        lambda: evaluate.simulations,
        int((1.0 - part) * simulations) - evaluate.simulations,
        (seed,),
        report,
    )
    candidates = {**_always(evaluate), **{name: space.candidate(z) for name, z in path.finalists.items()}}
    names, listed = list(candidates), list(candidates.values())
    costly = 1 + sum(bool(world.switches) for world in everywhere[1:])
    final = Blocks(space.inputs, seed, "selection")
    made = halved(
        names,
        lambda places, runs: outcomes(evaluate, [listed[place] for place in places], final.take(runs, 2), everywhere),
        score,
        (simulations - evaluate.simulations) // costly,
        incumbent=names.index(SCENARIO) if SCENARIO in names else None,
    )
    first = made.finalists[0].name
    if criterion is None and SCENARIO in names and not _beaten(objective, made.against[OWN]):
        first = SCENARIO
    others = (one.name for one in made.finalists if one.name not in (SCENARIO, EVEN, first))
    return Chosen(first, candidates[first], tuple(candidates[name] for name in others), made.finalists, path.trace)


def _beaten(objective: Objective, made: Outcome) -> bool:
    """Whether the best finalist is shown to be better than the scenario, ``made`` holding both; where the objective is
    0 under both, whether its counts are higher."""
    best, scenario = objective.judged(made)
    gain = objective.gain(best, scenario)
    if gain.value == 0.0 and objective.estimate(scenario).value == 0.0:
        values = guides(objective, made)
        return bool(values[0] > values[1])
    return gain.sign > 0


def front_of(
    evaluate: Evaluator, pair: tuple[Objective, Objective], simulations: int, seed: int, report: Report | None = None
) -> Front:
    """Two objectives: a search for each weighting, then all finalists on one fresh block. Raises Interrupted."""
    space = evaluate.space
    each = int((1.0 - SELECTION) * simulations / len(WEIGHTS))
    candidates = _always(evaluate)
    paths: list[Path] = []
    for place, weight in enumerate(WEIGHTS):
        blocks = Blocks(space.inputs, seed, f"search-{place}")
        path = evolve(
            space,
            pair[0],
            lambda asked, blocks=blocks: {OWN: evaluate(asked, blocks.take(RUNS))},  # type: ignore[misc]
            lambda made, weight=weight: weighted(pair, weight, made[OWN]),  # type: ignore[misc]
            lambda: evaluate.simulations,
            each,
            (seed, place),
            report,
        )
        means = {name: z for name, z in path.finalists.items() if name.startswith("mean")}
        candidates |= {f"weight-{weight:g}-{name}": space.candidate(z) for name, z in means.items()}
        paths.append(path)
    names, listed = list(candidates), list(candidates.values())
    runs = max((simulations - evaluate.simulations) // len(listed) // 2 * 2, _FEWEST)
    made = evaluate(listed, Blocks(space.inputs, seed, "selection").take(runs, 2))
    values = both(pair, made)
    order = sorted(np.flatnonzero(unbeaten(values)), key=lambda k: -values[k, 0])
    points = {names[k]: listed[k] for k in order}
    fared = tuple(Finalist(names[k], float(values[k, 0]), runs, 1) for k in range(len(names)))
    return Front(points, fared, _joined([path.trace for path in paths]))


def _always(evaluate: Evaluator) -> dict[str, Candidate]:
    """Finalists whatever the search found: the scenario itself, where the bounds allow it, and the even split."""
    space = evaluate.space
    own = {SCENARIO: space.itself()} if space.own_is_allowed else {}
    return {**own, EVEN: space.candidate(space.even)}


def _joined(traces: list[Trace]) -> Trace:
    """One search after the other."""
    before = np.cumsum([0, *(trace.simulations[-1] if len(trace.simulations) else 0 for trace in traces)])
    return Trace(
        np.concatenate([trace.simulations + start for trace, start in zip(traces, before[:-1], strict=True)]),
        np.concatenate([trace.values for trace in traces]),
        np.concatenate([trace.shares for trace in traces]),
        np.concatenate([trace.tried for trace in traces]),
        np.concatenate([trace.tried_gain for trace in traces]),
    )
