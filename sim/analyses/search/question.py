"""The specification of a search, loaded and checked before anything runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analyses.compare.effects import MODES
from sim.analyses.search.bounds import bounds_of
from sim.analyses.search.objective import Objective, objective_of
from sim.analyses.search.space import Space, at_budget, space_of
from sim.analyses.search.worlds import CRITERIA, SearchWorld, worlds_of
from sim.errors import InputError, check_name
from sim.study.inputs import Inputs, seed_number, whole_number

SIMULATIONS, ESTIMATE_RUNS = 4000, 400
LEAST, LEAST_ROBUST, LEAST_FRONT = 200, 2000, 1000
_MOST = 10_000_000
#: Runs of each policy in each world that needs runs of its own, and policies besides scenario, winner and even split.
WORLD_RUNS, RUNNERS_UP = 100, 2

Choice = str | Path | Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Question:
    """The checked specification of a search. ``worlds``: empty without a ``criterion``."""

    space: Space
    objectives: tuple[Objective, ...]
    simulations: int
    estimate_runs: int
    seed: int
    criterion: str | None
    worlds: tuple[SearchWorld, ...]

    @property
    def total(self) -> int:
        """All simulations: those that choose an allocation and, at most, those that estimate its worth."""
        switched, policies = sum(bool(world.switches) for world in self.worlds), 3 + RUNNERS_UP
        robust = (self.estimate_runs + switched * min(WORLD_RUNS, self.estimate_runs)) * policies
        return self.simulations + 2 * self.estimate_runs * len(MODES) + (robust if self.worlds else 0)


def checked_question(
    inputs: Inputs,
    several: Sequence[Choice],
    simulations: int,
    seed: int,
    *,
    budget: float | None,
    bounds: Choice | None,
    by: Sequence[str],
    robust: str | None,
    estimate_runs: int,
) -> Question:
    """The specification from the arguments of ``sim.search``, with checked numbers. Raises InputError."""
    if robust is not None:
        check_name("unknown criterion", robust, CRITERIA, key="robust")
    if len(several) not in (1, 2):
        raise InputError("one objective, or two for a front", key="objective", value=len(several))
    if len(several) == 2 and robust is not None:
        raise InputError("a robust search has one objective", key="robust", value=robust)
    least = LEAST_FRONT if len(several) == 2 else LEAST if robust is None else LEAST_ROBUST
    number = whole_number(simulations, "simulations", least, _MOST)
    runs = whole_number(estimate_runs, "estimate runs", 4, _MOST, even=True)
    if budget is not None:
        inputs = inputs.with_scenario(at_budget(inputs.scenario, budget))
    space = space_of(inputs, bounds_of(bounds, inputs.plan), tuple(dict.fromkeys(by)))
    objectives = tuple(objective_of(choice, inputs.plan) for choice in several)
    if len(objectives) == 2 and objectives[0].name == objectives[1].name != "weights":
        raise InputError("a front needs two different objectives", key="objective", value=objectives[0].name)
    worlds = () if robust is None else worlds_of(inputs, objectives[0])
    return Question(space, objectives, number, runs, seed_number(seed), robust, worlds)
