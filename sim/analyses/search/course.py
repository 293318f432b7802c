"""A search from start to finalists: CMA-ES, then successive halving; for two objectives, a search a weighting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analyses.search.evaluation import Blocks, Evaluator, Outcome
from sim.analyses.search.evolution import RUNS, STEP, Trace, evolve, joined
from sim.analyses.search.front import WEIGHTS, unbeaten, weighted
from sim.analyses.search.objective import Objective
from sim.analyses.search.selection import Finalist, halved
from sim.analyses.search.space import Candidate
from sim.analyses.search.worlds import OWN, SearchWorld, guides, outcomes, robust_guide, robust_score, worth_searching

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
    """Allocations of a Pareto front: ``points`` by name, the best in the first objective first."""

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
    worlds: Sequence[SearchWorld] = (),
    report: Report | None = None,
) -> Chosen:
    """The best allocation by ``objective`` (by ``criterion`` over ``worlds``), in about ``simulations`` at most.

    Raises Interrupted.
    """
    space = evaluate.space
    blocks = Blocks(space.inputs, seed, "search")
    everywhere = tuple(worlds) or (SearchWorld(OWN),)
    searched = everywhere
    over_worlds = criterion or "maximin"  # of the scenario's own world alone: its values as they are
    if criterion is not None:
        rng = np.random.default_rng([seed, _LOOKED_AT])
        around = [space.even + STEP * rng.standard_normal(space.dimension) for _ in range(_LOOKED_AT)]
        looked_at = [space.itself(), *(space.candidate(point) for point in around)]
        by_world = outcomes(evaluate, looked_at, blocks.take(_FIRST_LOOK), everywhere)
        searched = worth_searching(criterion, objective, by_world, everywhere, _SEARCHED_WORLDS)

    part = SELECTION if criterion is None else ROBUST_SELECTION
    evolved, trace = evolve(
        space,
        objective,
        lambda generation: outcomes(evaluate, generation, blocks.take(RUNS), searched),
        lambda by_world: robust_guide(over_worlds, objective, by_world, searched),
        lambda: evaluate.simulations,
        int((1.0 - part) * simulations) - evaluate.simulations,
        (seed,),
        report,
    )
    candidates = {**_always(evaluate), **{name: space.candidate(z) for name, z in evolved.items()}}
    names, listed = list(candidates), list(candidates.values())
    costly = 1 + sum(bool(world.switches) for world in everywhere[1:])
    final = Blocks(space.inputs, seed, "selection")
    selection = halved(
        names,
        lambda indices, runs: outcomes(evaluate, [listed[k] for k in indices], final.take(runs, 2), everywhere),
        lambda by_world: robust_score(over_worlds, objective, by_world),
        (simulations - evaluate.simulations) // costly,
        incumbent=names.index(SCENARIO) if SCENARIO in names else None,
    )
    finalists = selection.finalists
    first = finalists[0].name
    if criterion is None and SCENARIO in names and not _beaten(objective, selection.against[OWN]):
        first = SCENARIO
    others = (candidates[finalist.name] for finalist in finalists if finalist.name not in (SCENARIO, EVEN, first))
    return Chosen(first, candidates[first], tuple(others), finalists, trace)


def _beaten(objective: Objective, outcome: Outcome) -> bool:
    """Whether the best finalist is shown to be better than the scenario, ``outcome`` holding both; where the objective
    is 0 under both, whether its counts are higher."""
    best, scenario = objective.judged(outcome)
    gain = objective.gain(best, scenario)
    if gain.value == 0.0 and objective.estimate(scenario).value == 0.0:
        values = guides(objective, outcome)
        return bool(values[0] > values[1])
    return gain.sign > 0


def front_of(
    evaluate: Evaluator, pair: tuple[Objective, Objective], simulations: int, seed: int, report: Report | None = None
) -> Front:
    """The Pareto front of two objectives: a search a weighting, then finalists on a fresh block. Raises Interrupted."""
    space = evaluate.space
    each = int((1.0 - SELECTION) * simulations / len(WEIGHTS))
    candidates = _always(evaluate)
    traces: list[Trace] = []
    for index, weight in enumerate(WEIGHTS):
        blocks = Blocks(space.inputs, seed, f"search-{index}")
        evolved, trace = evolve(
            space,
            pair[0],
            lambda generation, blocks=blocks: {OWN: evaluate(generation, blocks.take(RUNS))},  # type: ignore[misc]
            lambda by_world, weight=weight: weighted(pair, weight, by_world[OWN]),  # type: ignore[misc]
            lambda: evaluate.simulations,
            each,
            (seed, index),
            report,
        )
        means = {name: z for name, z in evolved.items() if name.startswith("mean")}
        candidates |= {f"weight-{weight:g}-{name}": space.candidate(z) for name, z in means.items()}
        before = traces[-1].simulations[-1:].sum() if traces else 0
        traces.append(replace(trace, simulations=trace.simulations + before))
    names, listed = list(candidates), list(candidates.values())
    runs = max((simulations - evaluate.simulations) // len(listed) // 2 * 2, _FEWEST)
    outcome = evaluate(listed, Blocks(space.inputs, seed, "selection").take(runs, 2))
    values = np.column_stack([guides(objective, outcome) for objective in pair])
    order = sorted(np.flatnonzero(unbeaten(values)), key=lambda k: -values[k, 0])
    finalists = tuple(Finalist(name, float(value), runs, 1) for name, value in zip(names, values[:, 0], strict=True))
    return Front({names[k]: listed[k] for k in order}, finalists, joined(traces))


def _always(evaluate: Evaluator) -> dict[str, Candidate]:
    """Finalists whatever the search found: the scenario itself, where the bounds allow it, and the even split."""
    space = evaluate.space
    scenario = {SCENARIO: space.itself()} if space.scenario_is_allowed else {}
    return {**scenario, EVEN: space.candidate(space.even)}
