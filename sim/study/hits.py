"""Targets met by runs: the threshold of a count, and a truth value for each run."""

from __future__ import annotations

import numpy as np

from sim.inputs.policy.money import TargetReading
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.study.design import Floats
from sim.study.inputs import Inputs
from sim.study.probabilities import PERCENT_OF_NUMBER, met, threshold


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
