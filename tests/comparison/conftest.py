"""An engine whose answers to money are known: counts are keyed noise plus so much a million."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.model.tables.metrics import METRIC_INDEX, METRICS

MONTHS = 24
PER_MILLION = 0.05  # scenarios listed for each million CNY of key-technology money
EFFECT = {"none": 0.0, "discounted": 0.5, "full": 1.0}


def simulate(theta, totals, seeds, *, scenario, plan, progress=None, fail=(), **_):
    """``scenarios_listed`` answers to the money of the first action, by the scenario's ``lever_effects``."""
    money = np.broadcast_to(totals, (len(seeds), len(plan.actions)))
    metrics = np.zeros((len(seeds), MONTHS, len(METRICS)))
    for row, (seed, run) in enumerate(seeds):
        rng = np.random.default_rng([int(seed), int(run)])
        for target in plan.targets:
            for reading in target.readings:
                metrics[row, :, METRIC_INDEX[reading.metric]] = rng.poisson(target.number)
        answer = PER_MILLION * EFFECT[scenario.switches.lever_effects] * money[row, 0]
        metrics[row, :, METRIC_INDEX["scenarios_listed"]] += answer
    if progress is not None:
        progress(len(seeds), len(seeds))
    status = np.where(np.isin(seeds[:, 1], fail), 3, 1)
    return SimpleNamespace(metrics=metrics, status=status)


@pytest.fixture(scope="session")
def toy():
    return simulate
