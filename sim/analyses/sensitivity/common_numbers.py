"""Outputs of the city on common random numbers: a deterministic function of the parameters alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analyses.sensitivity.factors import Factors, Floats
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import Design, seeds_of
from sim.study.inputs import Inputs
from sim.study.outcomes import met_at_end
from sim.study.study import Study

REPLICATES = 2


@dataclass(frozen=True, eq=False)
class CommonNumbers:
    """Runs every point with the same ``REPLICATES`` (seed, run) pairs and averages them.

    Without this the total indices would hold the chance of every run: they summed to 5.3 instead of 1.2 on a toy with
    20 parameters.
    """

    study: Study
    factors: Factors
    targets: Sequence[str]
    seed: int

    def __call__(self, u: Floats) -> Floats:
        """float64[n, 2 T]: counts of the targets at the end, then shares of replicates that meet them; nan where a
        replicate failed."""
        inputs = self.factors.inputs
        theta = np.repeat(self.factors.theta(u), REPLICATES, axis=0)
        seeds = np.tile(seeds_of(self.seed, np.arange(REPLICATES)), (len(u), 1))
        ends = self.study.ends(Design(theta, seeds), inputs)
        return mean_of_replicates(outputs_of(inputs, ends, self.targets))


def outputs_of(inputs: Inputs, ends: Floats, targets: Sequence[str]) -> Floats:
    """float64[n, 2 T] of runs ``ends`` float64[n, M]: counts of ``targets``, then whether it is met; nan if failed."""
    every = [target.id for target in inputs.plan.targets]
    readings = inputs.allocation.readings
    counts = ends[:, [METRIC_INDEX[readings[id].metric] for id in targets]]
    return np.column_stack([counts, met_at_end(inputs, ends)[:, [every.index(id) for id in targets]]])


def mean_of_replicates(values: Floats) -> Floats:
    """float64[n, m]: mean over the ``REPLICATES`` rows of each point; nan where one failed, for the mean of the others
    is on other random numbers."""
    return values.reshape(-1, REPLICATES, values.shape[1]).mean(axis=1)
