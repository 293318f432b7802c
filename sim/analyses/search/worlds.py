"""Alternative assumptions of a robust search: switches of the model, readings of the targets, parameter draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.forecast.structure import alternatives
from sim.analyses.search.evaluation import ByWorld, Evaluator, Outcome
from sim.analyses.search.objective import Objective
from sim.analyses.search.space import Candidate
from sim.study.design import Design, Floats
from sim.study.inputs import Inputs

CRITERIA = ("maximin", "regret")
OWN = "scenario"
#: Part of the parameter draws that counts as the worst.
WORST_DRAWS = 0.2


@dataclass(frozen=True)
class SearchWorld:
    """A set of assumptions. ``switches``: structural switches that differ from the scenario's; ``reading``: (target,
    reading) counted instead of the scenario's, which needs no runs of its own."""

    name: str
    switches: Mapping[str, Any] = field(default_factory=dict)
    reading: tuple[str, str] | None = None


def worlds_of(inputs: Inputs, objective: Objective) -> tuple[SearchWorld, ...]:
    """The scenario's own world first, then every switch at its other values, then other readings of what counts."""
    worlds = [SearchWorld(OWN), *(SearchWorld(name, switch) for name, switch in alternatives(inputs).items())]
    for target, counts in zip(inputs.plan.targets, objective.counted, strict=True):
        for reading in target.readings if counts else ():
            if reading.id != inputs.allocation.readings[target.id].reading:
                worlds.append(SearchWorld(f"{target.id}={reading.id}", reading=(target.id, reading.id)))
    return tuple(worlds)


def outcomes(
    evaluate: Evaluator, candidates: Sequence[Candidate], block: Design, worlds: Sequence[SearchWorld]
) -> dict[str, Outcome]:
    """World -> outcome on ``block``. Worlds that differ by a reading are counted on the runs of the scenario's own."""
    as_is = evaluate(candidates, block)
    by_world = {}
    for world in worlds:
        if world.reading is not None:
            by_world[world.name] = Outcome.of(_reread(evaluate.space.inputs, *world.reading), as_is.ends)
        else:
            by_world[world.name] = evaluate(candidates, block, dict(world.switches)) if world.switches else as_is
    return by_world


def _reread(inputs: Inputs, target: str, reading: str) -> Inputs:
    """``inputs`` with one target counted under another reading."""
    metric = inputs.plan.targets[inputs.plan.target_index[target]].reading(reading).metric
    readings = dict(inputs.allocation.readings)
    readings[target] = replace(readings[target], reading=reading, metric=metric)
    return replace(inputs, allocation=replace(inputs.allocation, readings=readings))


def guides(objective: Objective, outcome: Outcome) -> Floats:
    """float64[k]: the ranking value of each candidate of an outcome."""
    return np.array([objective.guide(*runs) for runs in zip(objective.judged(outcome), outcome.attained, strict=True)])


def robust_guide(criterion: str, objective: Objective, by_world: ByWorld, worlds: Sequence[SearchWorld]) -> Floats:
    """float64[k]: the value that the search maximises. Minima over a handful of runs would only climb chance, so it
    climbs, for "maximin", the value in the world that is worst for the whole generation, and for "regret" the mean over
    worlds, in which the scenario's own and all other readings together weigh as one."""
    values = {world.name: guides(objective, by_world[world.name]) for world in worlds}
    if criterion == "regret":
        counted = np.mean([values[world.name] for world in worlds if not world.switches], axis=0)
        return np.asarray(np.mean([counted, *(values[world.name] for world in worlds if world.switches)], axis=0))
    finite = {name: guide[np.isfinite(guide)] for name, guide in values.items()}
    level = {name: float(np.mean(guide)) for name, guide in finite.items() if len(guide)}
    return values[min(level, key=lambda name: level[name], default=OWN)]


def robust_score(criterion: str, objective: Objective, by_world: ByWorld) -> Floats:
    """float64[k]: the score that decides between finalists: the lowest value over worlds, or less the largest regret
    against the best finalist of each world."""
    values = np.stack([guides(objective, outcome) for outcome in by_world.values()])
    if criterion == "maximin":
        return np.asarray(values.min(axis=0))
    return np.asarray(-(values.max(axis=1, keepdims=True) - values).max(axis=0))


def worth_searching(
    criterion: str, objective: Objective, by_world: ByWorld, worlds: Sequence[SearchWorld], number: int
) -> tuple[SearchWorld, ...]:
    """The scenario's own world, ``number`` worlds that need runs, and all that need none.

    ``by_world``: some candidates in every world. For "maximin" the worlds with the lowest mean; for "regret" those in
    which the candidates' differences are least like those in the scenario's own world.
    """
    values = {name: guides(objective, outcome) for name, outcome in by_world.items()}

    def rank(world: SearchWorld) -> float:
        guide = values[world.name]
        return float(np.mean(guide)) if criterion == "maximin" else -float(np.std(guide - values[OWN]))

    costly = sorted((world for world in worlds if world.switches), key=rank)
    return (worlds[0], *costly[:number], *(world for world in worlds if world.reading is not None))


def worst_draws(objective: Objective, hits: Floats) -> NDArray[np.int64]:
    """Rows of ``hits`` float64[n, T] that stand for the fifth of parameter draws in which these runs do worst.

    A draw is chosen by one of its two runs and counted by the other: chosen and counted by the same run it would look
    worse than it is. Every second draw is chosen by its first run, the others by their second.
    """
    pairs = (hits[:, objective.counted] @ objective.weights[objective.counted]).reshape(-1, 2)
    rows = []
    for chooser in (0, 1):
        draws = np.arange(chooser, len(pairs), 2)
        number = max(int(WORST_DRAWS * len(draws)), 1)
        worst = draws[np.argsort(pairs[draws, chooser], kind="stable")[:number]]
        rows.append(2 * worst + 1 - chooser)
    return np.sort(np.concatenate(rows))
