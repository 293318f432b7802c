"""Value of the winning allocation and of the scenario on the same fresh runs, which no part of the search has seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analyses.compare.effects import MODES
from sim.analyses.search.evaluation import ByWorld, Evaluator, Outcome
from sim.analyses.search.objective import Objective
from sim.analyses.search.space import Candidate
from sim.analyses.search.worlds import OWN, SearchWorld, worst_draws
from sim.display import Displayed
from sim.inputs.plan import Plan
from sim.study.design import Design, Floats
from sim.study.paired import Difference, between_draws, chance_positive, difference
from sim.study.probabilities import estimate
from sim.study.record import REPLICATES

#: Standard errors to either side of an interval that holds nineteen of twenty.
WIDE = 1.96
DRAWS = "draws=worst-fifth"


@dataclass(frozen=True)
class Worth(Displayed):
    """An objective under the scenario and under the winner, and the paired ``gain``.

    ``positive``: probability over parameter draws that the gain is above 0, None where the runs do not differ at all.
    """

    scenario: Difference
    winner: Difference
    gain: Difference
    positive: float | None


@dataclass(frozen=True)
class TargetChange(Displayed):
    """Probability of a target, shrunk as in a forecast, under scenario and winner; ``gain``: of the raw shares."""

    id: str
    class_: str
    scenario: float
    winner: float
    gain: Difference


@dataclass(frozen=True)
class WorldRow(Displayed):
    """One world: ``worth`` there, and what scenario and winner lose against the best of the compared policies."""

    world: str
    worth: Worth
    scenario_regret: float
    winner_regret: float


@dataclass(frozen=True)
class Robustness(Displayed):
    """``criterion``: maximin or regret; ``rows`` by world; ``runs`` of each policy in each world that needs its own."""

    criterion: str
    rows: tuple[WorldRow, ...]
    runs: int
    policies: int

    @property
    def worst(self) -> tuple[float, float]:
        """Lowest value over worlds of the scenario and of the winner."""
        return min(row.worth.scenario.value for row in self.rows), min(row.worth.winner.value for row in self.rows)

    @property
    def regret(self) -> tuple[float, float]:
        """Largest regret over worlds of the scenario and of the winner."""
        return max(row.scenario_regret for row in self.rows), max(row.winner_regret for row in self.rows)


def interval(estimated: Difference) -> tuple[float, float]:
    """The 95 per cent interval of a value with its Monte Carlo error."""
    return estimated.value - WIDE * estimated.error, estimated.value + WIDE * estimated.error


def worth(objective: Objective, scenario: Floats, winner: Floats) -> Worth:
    """Values and paired gain from what is judged in the runs of both, float64[n, T], on the same draws and seeds."""
    gain = objective.gain(winner, scenario)
    spread = between_draws(objective.by_run(winner), objective.by_run(scenario))
    return Worth(objective.estimate(scenario), objective.estimate(winner), gain, chance_positive(gain, spread))


def target_changes(plan: Plan, scenario: Floats, winner: Floats) -> tuple[TargetChange, ...]:
    """Change of each target's probability, from hits float64[n, T] of both on the same runs."""
    draw = np.arange(len(scenario)) // REPLICATES
    changes = []
    for target, before, after in zip(plan.targets, scenario.T, winner.T, strict=True):
        shrunk = [estimate(hits[np.isfinite(hits)], draw[np.isfinite(hits)]).value for hits in (before, after)]
        changes.append(TargetChange(target.id, target.class_, shrunk[0], shrunk[1], difference(after, before)))
    return tuple(changes)


def by_effects(
    evaluate: Evaluator, objective: Objective, pair: tuple[Candidate, Candidate], block: Design, as_is: Outcome
) -> dict[str, Worth]:
    """Worth of the winner under each ``lever_effects``; ``as_is``: the runs under the scenario's own switch."""
    now = evaluate.space.inputs.scenario.switches.lever_effects
    by_mode = {mode: as_is if mode == now else evaluate(pair, block, {"lever_effects": mode}) for mode in MODES}
    return {mode: worth(objective, *objective.judged(outcome)[:2]) for mode, outcome in by_mode.items()}


def robustness(
    criterion: str, objective: Objective, by_world: ByWorld, worlds: Sequence[SearchWorld], runs: int
) -> Robustness:
    """What scenario and winner are worth in each of ``worlds``, and over the worst parameter draws.

    ``by_world``: outcome of the policies, the scenario first, the winner second.
    """
    rows = [_row(world.name, objective, list(objective.judged(by_world[world.name]))) for world in worlds]
    policies = objective.judged(by_world[OWN])
    rows.append(_row(DRAWS, objective, list(policies[:, worst_draws(objective, policies[0])]), spread=False))
    return Robustness(criterion, tuple(rows), runs, len(policies))


def _row(name: str, objective: Objective, hits: list[Floats], *, spread: bool = True) -> WorldRow:
    """``spread``: whether neighbouring rows share a draw, so that the spread over draws can be told."""
    values = [objective.estimate(policy).value for policy in hits]
    best = max(values)
    both = worth(objective, hits[0], hits[1])
    return WorldRow(name, both if spread else replace(both, positive=None), best - values[0], best - values[1])
