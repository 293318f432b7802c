"""A second horizon: the runs of a forecast gone on after the plan's end, without further money of the plan.

Most of the money acts later than the plan lasts. Targets are counted at the plan's end all the same: here stand counts
by a later month, and no probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.display import Displayed
from sim.errors import InputError, Text
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.inputs import Inputs
from sim.study.probabilities import expectation, mean_error
from sim.study.record import DONE, Runs


@dataclass(frozen=True)
class LaterCount(Displayed):
    """A count by the later month: ``mean`` with its Monte Carlo ``error`` (None below two parameter draws), and 5, 50
    and 95 per cent over all runs."""

    mean: float
    error: float | None
    q05: float
    q50: float
    q95: float


@dataclass(frozen=True, eq=False)
class Later(Displayed):
    """``length``: months of the whole runs; ``months``: labels of those after the plan's end, which alone stand in
    ``metrics`` float64[runs, months, M]. ``status`` int64[runs]: a run may fail after the plan's end.

    ``counts``: target -> reading -> count by the last month. General programmes go on as before the plan's end.
    """

    FACTS = ("month", "length", "counts")

    length: int
    months: tuple[str, ...]
    counts: Mapping[str, Mapping[str, LaterCount]]
    metrics: np.ndarray = field(repr=False)
    status: np.ndarray = field(repr=False)

    @property
    def month(self) -> str:
        """Label of the last month."""
        return self.months[-1]

    @property
    def done(self) -> np.ndarray:
        """bool[runs]: which runs reached the last month and count here."""
        return self.status == DONE


def later_of(inputs: Inputs, runs: Runs, length: int) -> Later:
    """What ``runs`` of ``length`` months say of the months after the plan's end.

    Raises InputError for an engine of one's own that did not run them all, RuntimeError where no run finished.
    """
    plan, made = inputs.plan, runs.metrics.shape[1]
    if made != length:
        raise InputError(Text("the engine made runs of {made:d} months", made=made), key="months", value=length)
    done = runs.status == DONE
    if not done.any():
        raise RuntimeError(f"none of the {len(done)} runs finished")
    end, draw = runs.metrics[done, -1], runs.draw[done]
    return Later(
        length=length,
        months=plan.labels(range(plan.months, length)),
        counts={
            target.id: {reading.id: _count(end[:, METRIC_INDEX[reading.metric]], draw) for reading in target.readings}
            for target in plan.targets
        },
        metrics=np.ascontiguousarray(runs.metrics[:, plan.months :]),
        status=runs.status,
    )


def _count(values: np.ndarray, draw: np.ndarray) -> LaterCount:
    count = expectation(values)
    return LaterCount(count.mean, mean_error(values, draw), count.q05, count.q50, count.q95)
