"""Outcomes that runs are compared on: targets met, counts, number met and attainment, one number a run."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.inputs.policy.money import TargetReading
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.study.design import Floats
from sim.study.inputs import Inputs
from sim.study.paired import difference
from sim.study.probabilities import JOINT_CLASSES, PERCENT_OF_NUMBER, met, threshold
from sim.study.record import DONE, Runs


def least_count(choice: TargetReading) -> float:
    """The count from which a target is met under a reading: 98 of "about 100"."""
    whole = METRICS[METRIC_INDEX[choice.metric]].unit == "count"
    return threshold(choice.number, PERCENT_OF_NUMBER[choice.tolerance], whole=whole)


def hits(choice: TargetReading, metrics: np.ndarray) -> np.ndarray:
    """bool[n]: which runs meet the target at the end of the plan."""
    return hits_at_end(choice, metrics[:, -1])


def hits_at_end(choice: TargetReading, ends: np.ndarray) -> np.ndarray:
    """bool[n]: which runs meet the target, from the last month of their record, ``ends`` float64[n, M]."""
    return np.asarray(met(ends[:, METRIC_INDEX[choice.metric]], choice.number, PERCENT_OF_NUMBER[choice.tolerance]))


def met_at_end(inputs: Inputs, ends: Floats) -> Floats:
    """float64[n, T]: 1 where a run of ``ends`` float64[n, M] meets a target of the plan under the scenario's reading,
    0 where not, nan where it failed; T in the plan's order."""
    finished = np.isfinite(ends.sum(axis=1))[:, None]
    readings = inputs.allocation.readings
    hit = np.column_stack([hits_at_end(readings[target.id], ends) for target in inputs.plan.targets])
    return np.where(finished, hit, np.nan)


def ends_of(runs: Runs) -> Floats:
    """The last month of runs, float64[n, M], nan where a run failed."""
    return np.where((runs.status == DONE)[:, None], runs.metrics[:, -1], np.nan)


@dataclass(frozen=True, eq=False)
class Outcomes:
    """``ends`` float64[n, M] under the readings of ``inputs``; every answer is float64[n], nan where a run failed."""

    inputs: Inputs
    ends: Floats

    @cached_property
    def met(self) -> dict[str, Floats]:
        """Target -> 1 where a run meets it, else 0."""
        readings = self.inputs.allocation.readings
        failed = np.isnan(self.ends.sum(axis=1))
        return {id: np.where(failed, np.nan, hits_at_end(choice, self.ends)) for id, choice in readings.items()}

    @cached_property
    def count(self) -> dict[str, Floats]:
        """Target -> its count."""
        readings = self.inputs.allocation.readings
        return {id: self.ends[:, METRIC_INDEX[choice.metric]] for id, choice in readings.items()}

    @cached_property
    def together(self) -> tuple[str, ...]:
        """Targets of classes A and B, in the plan's order."""
        return tuple(target.id for target in self.inputs.plan.targets if target.class_ in JOINT_CLASSES)

    @cached_property
    def number_met(self) -> Floats:
        """How many targets of classes A and B a run meets."""
        return np.sum([self.met[id] for id in self.together], axis=0)

    @cached_property
    def all_met(self) -> Floats:
        """1 where a run meets every target of classes A and B."""
        return np.prod([self.met[id] for id in self.together], axis=0)

    @cached_property
    def attainment(self) -> Floats:
        """Mean over classes A and B of the count over the threshold, at most 1 each.

        It moves where the number of targets met does not, because no run comes near a mark or every run is past it.
        """
        readings = self.inputs.allocation.readings
        parts = []
        for id in self.together:
            needed = threshold(readings[id].number, PERCENT_OF_NUMBER[readings[id].tolerance], whole=False)
            parts.append(np.minimum(self.count[id] / needed, 1.0))
        return np.mean(parts, axis=0)

    def metric(self, name: str) -> Floats:
        """A column of the monthly record at the end."""
        return self.ends[:, METRIC_INDEX[name]]


def changes(other: Outcomes, baseline: Outcomes) -> dict[str, Any]:
    """What ``other`` has more than ``baseline`` on the same runs: ``probability`` and ``count`` by target, and
    ``expected_met`` and ``attainment`` of classes A and B."""
    return {
        "probability": {id: difference(other.met[id], met) for id, met in baseline.met.items()},
        "count": {id: difference(other.count[id], count) for id, count in baseline.count.items()},
        "expected_met": difference(other.number_met, baseline.number_met),
        "attainment": difference(other.attainment, baseline.attainment),
    }
