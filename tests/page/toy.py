"""A stand-in for the ensemble that answers at once: money of an action lifts one target, noise by run and draw."""

from __future__ import annotations

import time
from types import SimpleNamespace

import numpy as np

from sim.model.tables.metrics import METRIC_INDEX, METRICS

#: target -> the action whose money it follows; every other target follows chance alone.
FOLLOWS = {"scenarios": "scenarios", "city-zones": "pilot-zones", "tech-centres": "start-ups"}
#: By any other reading than its first a target counts so many times as much.
WIDER = 2.0
#: Million CNY of an action that can be taken up; the rest stays unspent.
CAPACITY = 1500.0


def engine(pause: float = 0.0, fail: tuple[int, ...] = ()):
    """A ``simulate``: ``pause`` seconds a run, ``fail``: numbers of runs that do not finish."""

    def simulate(theta, totals, seeds, *, plan, progress=None, **_):
        metrics = np.zeros((len(seeds), plan.months, len(METRICS)))
        for row, (seed, run) in enumerate(seeds):
            if pause:
                time.sleep(pause)
            rng = np.random.default_rng([int(seed), int(run)])
            shared = 1.0 + 0.3 * np.sin(1000.0 * theta[row, 0] + 7.0 * theta[row, 1] + float(run // 2))
            for target in plan.targets:
                noise = rng.uniform(0.6, 1.4)
                money = totals[plan.action_index[FOLLOWS[target.id]]] / 200.0 if target.id in FOLLOWS else 1.0
                course = np.linspace(0.0, 1.0, plan.months) * shared * noise * money * target.number
                for reading in target.readings:
                    wide = 1.0 if reading.id == target.primary else WIDER
                    metrics[row, :, METRIC_INDEX[reading.metric]] = np.floor(wide * course)
                if target.earned:
                    metrics[row, :, METRIC_INDEX[target.earned]] = np.floor(0.8 * course)
                if target.denominator:
                    metrics[row, :, METRIC_INDEX[target.denominator]] = 10 * target.number
            if progress is not None:
                progress(row + 1, len(seeds))
        firms = np.ones((len(seeds), plan.months, len(plan.fields)))
        districts = np.ones((len(seeds), plan.months, len(plan.districts))) * np.arange(1, len(plan.districts) + 1)
        taken = np.minimum(totals, CAPACITY)
        money = np.stack([totals, taken, totals - taken], axis=1) * np.ones((len(seeds), 1, 1))
        status = np.where(np.isin(seeds[:, 1], fail), 3, 1)
        return SimpleNamespace(metrics=metrics, status=status, money=money, field_firms=firms, district_firms=districts)

    return simulate
