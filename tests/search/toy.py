"""A stand-in engine whose best allocation is known: counts rise with the square root of money, times noise.

Every target of classes A and B lives on two of six useful actions. Its count is its number times a concave level of
money times a log-normal factor from the run's own seed and its parameter draw, so that the expected number of targets
met can be computed exactly for any allocation, and maximised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import ndtr

from sim.analyses.search.bounds import bounds_of
from sim.analyses.search.space import Space, space_of
from sim.inputs.policy import allocation
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.study.inputs import Inputs, gather
from sim.study.probabilities import PERCENT_OF_NUMBER

SPREAD, SHARED = 0.3, 0.15  # standard deviation of a run's own factor; half the range of its draw's
_USEFUL = 6


@dataclass(eq=False)
class StandIn:
    """``reversed_by``: (switch, value) under which each target lives on other actions. ``fail``: numbers of runs that
    do not finish. ``calls`` counts the rows run."""

    space: Space
    reversed_by: tuple[str, Any] | None = None
    fail: tuple[int, ...] = ()
    calls: int = 0

    @cached_property
    def targets(self) -> list[int]:
        return [k for k, target in enumerate(self.space.inputs.plan.targets) if target.class_ in "AB"]

    @cached_property
    def weights(self) -> np.ndarray:
        rng = np.random.default_rng(3)
        useful = rng.permutation(self.space.free)[:_USEFUL]
        weights = np.zeros((len(self.targets), len(self.space.fixed)))
        for row in weights:
            row[rng.choice(useful, 2, replace=False)] = rng.uniform(0.5, 1.5, 2)
        return weights

    def level(self, totals: np.ndarray, scenario: Any) -> np.ndarray:
        """float64[..., targets]: expected count as a part of the number asked for, relative to the even split."""
        weights = self.weights
        if self.reversed_by and getattr(scenario.switches, self.reversed_by[0]) == self.reversed_by[1]:
            weights = weights[:, ::-1]
        even = self.space.candidate(self.space.even).totals
        strength = {"none": 0.0, "discounted": 0.25, "full": 0.4}[scenario.switches.lever_effects]

        def raw(money: np.ndarray) -> np.ndarray:
            return (
                0.9 + strength * np.sqrt(np.clip((money - self.space.fixed) / self.space.movable, 0, None)) @ weights.T
            )

        fields = scenario.fields.get("all", {})
        favoured = 1.0 + 0.05 * np.log(fields.get("humanoid-robots", 1.0)) if fields else 1.0
        early = 1.0
        if "scenarios" in scenario.calendar:
            early = 1.0 - 0.3 * (sum(scenario.calendar["scenarios"][:4]) - 0.8) ** 2
        return raw(totals) / raw(even) / 1.12 * min(favoured, 1.1) * early

    def __call__(
        self, theta: np.ndarray, totals: np.ndarray, seeds: np.ndarray, *, scenario: Any, plan: Any, **_: Any
    ) -> SimpleNamespace:
        self.calls += len(seeds)
        level = np.broadcast_to(self.level(totals, scenario), (len(seeds), len(self.targets)))
        noise = [np.random.default_rng([int(a), int(b)]).standard_normal(len(self.targets)) for a, b in seeds]
        shared = np.sin(1000.0 * theta.sum(axis=1))[:, None]
        factor = np.exp(SPREAD * np.array(noise) + SHARED * shared)
        metrics = np.zeros((len(seeds), 1, len(METRICS)))
        counts = level * factor
        for part in (0.9, 1.0):  # other readings first: one target's other reading may be another's own
            for column, k in enumerate(self.targets):
                target = plan.targets[k]
                others = [reading.metric for reading in target.readings]
                for metric in others if part < 1.0 else [target.reading(target.primary).metric]:
                    metrics[:, 0, METRIC_INDEX[metric]] = part * counts[:, column] * target.number
        return SimpleNamespace(metrics=metrics, status=np.where(np.isin(seeds[:, 1], self.fail), 3, 1))

    def probabilities(self, totals: np.ndarray, scenario: Any = None) -> np.ndarray:
        """float64[targets]: exact, over seeds and draws (the sine of an angle that is as good as uniform)."""
        asked = [PERCENT_OF_NUMBER[self.space.inputs.plan.targets[k].tolerance] / 100.0 for k in self.targets]
        angles = np.sin(2.0 * np.pi * (np.arange(64) + 0.5) / 64.0)
        level = self.level(totals, scenario or self.space.inputs.scenario)
        distance = (np.log(level) - np.log(asked))[:, None] + SHARED * angles
        return np.asarray(ndtr(distance / SPREAD).mean(axis=1))

    def expected(self, totals: np.ndarray) -> float:
        return float(self.probabilities(totals).sum())

    @cached_property
    def best(self) -> float:
        """The largest expected number of targets met, by exact maximisation from several starts."""
        starts = [np.random.default_rng(k).normal(size=self.space.dimension) for k in range(3)]
        found = [minimize(lambda z: -self.expected(self.space.candidate(z).totals), z, method="BFGS") for z in starts]
        return max(-one.fun for one in found)

    def regret(self, totals: np.ndarray) -> float:
        """0: as good as the best, 1: as good as the even split."""
        even = self.expected(self.space.candidate(self.space.even).totals)
        return (self.best - self.expected(totals)) / (self.best - even)


def inputs_of(scenario: str = "reference", **changes: Any) -> Inputs:
    """The shipped plan and parameters under the prior; ``changes`` are fields of the scenario."""
    inputs = gather(scenario, fitted="prior")
    if not changes:
        return inputs
    changed = inputs.scenario.model_copy(update=changes)
    return replace(inputs, scenario=changed, allocation=allocation(changed, inputs.plan))


def stand_in(bounds: Any = None, by: tuple[str, ...] = (), **options: Any) -> StandIn:
    inputs = inputs_of()
    return StandIn(space_of(inputs, bounds_of(bounds, inputs.plan), by), **options)


def totals_of(result: Any) -> np.ndarray:
    """float64[A], million CNY of the winner of a search."""
    return np.array(allocation(result.winner, result.plan).totals)
