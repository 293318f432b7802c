"""An engine whose runs go on for as many months as they are asked to."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.model.tables.metrics import METRIC_INDEX, METRICS

MOST = 120
PER_MILLION = 0.05  # scenarios listed for each million CNY of the first action, a month after the plan's end


def going_on(theta, totals, seeds, *, plan, months=None, fail=(), progress=None, **_):
    """Counts that rise, by run and parameter draw; money counts after the plan's end alone. ``fail``: numbers of runs
    that fail after it."""
    length = plan.months if months is None else months
    metrics = np.zeros((len(seeds), length, len(METRICS)))
    money = np.broadcast_to(totals, (len(seeds), len(plan.actions)))
    for row, (seed, run) in enumerate(seeds):
        rng = np.random.default_rng([int(seed), int(run)])
        shared = 1.0 + 0.3 * np.sin(1000.0 * theta[row, 0])
        steps = rng.poisson(3.0 * shared, (MOST, len(METRICS)))[:length]  # as longer runs begin
        metrics[row] = np.cumsum(steps, axis=0)
        after = np.maximum(np.arange(length) - plan.months + 1, 0)
        metrics[row, :, METRIC_INDEX["scenarios_listed"]] += PER_MILLION * money[row, 0] * after
    if progress is not None:
        progress(len(seeds), len(seeds))
    status = np.where(np.isin(seeds[:, 1], fail) & (length > plan.months), 3, 1)
    return SimpleNamespace(metrics=metrics, status=status)
