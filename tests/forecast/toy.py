"""A stand-in for the ensemble: counts that depend on a run's own parameters and seed, and on nothing else."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.model.tables.metrics import METRIC_INDEX, METRICS

MONTHS = 24


def simulate(theta, totals, seeds, *, plan, progress=None, fail=(), **_):
    """Metrics, status and money of ``len(seeds)`` runs; ``fail``: run numbers that do not finish."""
    metrics = np.zeros((len(seeds), MONTHS, len(METRICS)))
    money = np.zeros((len(seeds), len(plan.actions), 3))
    for row, (seed, run) in enumerate(seeds):
        rng = np.random.default_rng([int(seed), int(run)])
        # A level shared by the replicates of a draw: from the first two parameters alone.
        shared = 1.0 + 0.3 * np.sin(1000.0 * theta[row, 0] + 7.0 * theta[row, 1])
        for target in plan.targets:
            for reading in target.readings:
                steps = rng.poisson(1.1 * shared * target.number / MONTHS, MONTHS)
                metrics[row, :, METRIC_INDEX[reading.metric]] = np.cumsum(steps)
            if target.earned:
                main = metrics[row, :, METRIC_INDEX[target.reading(target.primary).metric]]
                metrics[row, :, METRIC_INDEX[target.earned]] = np.floor(0.8 * main)
            if target.denominator:
                metrics[row, :, METRIC_INDEX[target.denominator]] = 10 * target.number
        money[row, :, 0] = totals
        money[row, :, 1] = totals * rng.uniform(0.5, 1.0)
        money[row, :, 2] = money[row, :, 0] - money[row, :, 1]
    if progress is not None:
        progress(len(seeds), len(seeds))
    status = np.where(np.isin(seeds[:, 1], fail), 3, 1)
    return SimpleNamespace(metrics=metrics, status=status, money=money)
