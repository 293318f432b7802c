"""A stand-in for the ensemble with four parameters and known answers.

Counts of every target but two: 5 % of its number times (20 + 2 strong + weak + chance), ``strong``, ``weak`` and chance
standard normal; ``inert`` does nothing. The first target of the plan is always met, the last one never moves at all.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.inputs.parameters import Parameter, ParameterTable, parse_distribution
from sim.model.tables.metrics import METRIC_INDEX, METRICS

STEP = 0.05
STRONG, WEAK, CHANCE = 2.0, 1.0, 1.0


def row(name: str, law: str, central: float = 0.0) -> Parameter:
    read, meaning = parse_distribution(law), f"the {name} one"
    return Parameter(name, "none", central, read, law, "judgement: toy", "", None, meaning, "", True, False)


def table() -> ParameterTable:
    return ParameterTable(
        [
            row("fixed", "fixed(3)", 3.0),
            row("inert", "uniform(low=0;high=1)", 0.5),
            row("weak", "normal(mu=0;sd=1)"),
            row("strong", "normal(mu=0;sd=1)"),
        ]
    )


def simulate(theta, totals, seeds, *, plan, scenario=None, progress=None, fail=(), stop=None, shift=None, **_):
    """``fail``: run numbers that do not finish; ``stop``: how many calls are answered before Ctrl-C; ``shift``: by
    scenario, what is added to ``strong``'s coefficient."""
    if stop is not None:
        stop[0] -= 1
        if stop[0] < 0:
            raise KeyboardInterrupt
    number, names = len(seeds), table().names
    weak, strong = theta[:, names.index("weak")], theta[:, names.index("strong")]
    slope = STRONG + (shift or {}).get(scenario.id, 0.0)
    metrics = np.zeros((number, 1, len(METRICS)))
    chance = np.array([np.random.default_rng([int(seed), int(run)]).normal() for seed, run in seeds])
    level = 20.0 + slope * strong + WEAK * weak + CHANCE * chance
    for place, target in enumerate(plan.targets):
        for reading in target.readings:
            column = METRIC_INDEX[reading.metric]
            if place == len(plan.targets) - 1:
                metrics[:, 0, column] = 0.0
            elif place == 0:
                metrics[:, 0, column] = target.number * (2.0 + STEP * level / 10.0)
            else:
                metrics[:, 0, column] = target.number * STEP * level
    if progress is not None:
        progress(number, number)
    return SimpleNamespace(metrics=metrics, status=np.where(np.isin(seeds[:, 1], fail), 3, 1), money=None)
