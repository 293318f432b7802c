"""The uncertain parameters as independent factors of a unit cube."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.study.design import Floats
from sim.study.inputs import Inputs

_EDGE = 2.0**-31  # half a step of a Sobol' sequence of 30 bits: unbounded laws have no value at 0 and 1


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
