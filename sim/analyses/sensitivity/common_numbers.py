"""The uncertain parameters as independent factors of a unit cube, and outputs of the city on common random numbers.

On common random numbers an output is a deterministic function of the parameters alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import Design, Floats, seeds_of
from sim.study.inputs import Inputs
from sim.study.outcomes import met_at_end
from sim.study.study import Study

_EDGE = 2.0**-31  # half a step of a Sobol' sequence of 30 bits: unbounded laws have no value at 0 and 1
REPLICATES = 2


@dataclass(frozen=True, eq=False)
class Factors:
    """k parameters that are not fixed. ``columns`` int64[k]: their places in the table of P parameters.

    A fitted parameter has the marginal distribution of its posterior draws; the dependence between fitted parameters is
    dropped, because variance indices are defined for independent factors.
    """

    inputs: Inputs
    names: tuple[str, ...]
    columns: NDArray[np.int64]

    def theta(self, u: Floats) -> Floats:
        """float64[n, P]: parameter values of points ``u`` float64[n, k] of the unit cube."""
        table = self.inputs.parameters
        whole = np.full((len(u), len(table)), 0.5)
        whole[:, self.columns] = np.clip(u, _EDGE, 1.0 - _EDGE)
        theta = table.from_unit(whole)
        fitted = self.inputs.fitted
        if fitted is not None:
            for k, name in enumerate(fitted.names):
                column = table.column(name)
                theta[:, column] = np.quantile(fitted.draws[:, k], whole[:, column])
        return theta

    def quantile(self, name: str, level: float) -> float:
        """The value of one parameter at ``level`` (0 to 1) of its own distribution."""
        point = np.full((1, len(self.names)), 0.5)
        point[0, self.names.index(name)] = level
        return float(self.theta(point)[0, self.inputs.parameters.column(name)])


def factors_of(inputs: Inputs) -> Factors:
    """Every parameter of ``inputs`` whose law spreads over more than one value, in the order of the table."""
    fitted = () if inputs.fitted is None else inputs.fitted.names
    columns = [
        column
        for column, row in enumerate(inputs.parameters)
        if row.law.support[0] < row.law.support[1] or row.name in fitted
    ]
    names = tuple(inputs.parameters.names[column] for column in columns)
    return Factors(inputs, names, np.array(columns, dtype=np.int64))


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
