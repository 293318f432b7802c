"""A stand-in for the ensemble with a planted box.

Every target of class A and B but the first is missed where ``strong`` (uniform on 0 to 1) is below 0.4 and ``leniency``
is off, and met elsewhere, but for one run in ten, which does the opposite. ``inert_0`` to ``inert_4`` do nothing. The
first target of the plan is always met; the last one, of class C, never.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.inputs.parameters import Parameter, ParameterTable, parse_distribution
from sim.model.tables.metrics import METRIC_INDEX, METRICS

BELOW = 0.4
FLIPPED = 0.1


def row(name: str, law: str) -> Parameter:
    source, meaning = "judgement: toy", f"the {name} lag"
    return Parameter(name, "months", 0.5, parse_distribution(law), law, source, "", None, meaning, "", True, False)


def table() -> ParameterTable:
    inert = [row(f"inert_{k}", "uniform(low=0;high=1)") for k in range(5)]
    return ParameterTable([row("fixed", "fixed(3)"), *inert, row("strong", "uniform(low=0;high=1)")])


def simulate(theta, totals, seeds, *, plan, scenario, progress=None, fail=(), stop=None, **_):
    """``fail``: run numbers that do not finish; ``stop``: how many calls are answered before Ctrl-C."""
    if stop is not None:
        stop[0] -= 1
        if stop[0] < 0:
            raise KeyboardInterrupt
    strong = theta[:, table().names.index("strong")]
    planted = (strong < BELOW) & (not scenario.switches.leniency)
    metrics = np.zeros((len(seeds), 1, len(METRICS)))
    chance = np.array([np.random.default_rng([int(seed), int(run)]).random(len(plan.targets)) for seed, run in seeds])
    for place, target in enumerate(plan.targets):
        met = np.where(chance[:, place] < FLIPPED, planted, ~planted)
        if place == 0:
            met = np.ones(len(seeds), dtype=bool)
        elif place == len(plan.targets) - 1:
            met = np.zeros(len(seeds), dtype=bool)
        for reading in target.readings:
            metrics[:, 0, METRIC_INDEX[reading.metric]] = np.where(met, 100.0 * target.number, 0.0)
    if progress is not None:
        progress(len(seeds), len(seeds))
    return SimpleNamespace(metrics=metrics, status=np.where(np.isin(seeds[:, 1], fail), 3, 1), money=None)
