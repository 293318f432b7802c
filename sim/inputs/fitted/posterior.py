"""Posterior draws of the fitted parameters, laid over prior draws of all the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.display import Displayed
from sim.inputs.parameters import ParameterTable
from sim.inputs.parameters.keyed import uniforms

_ROW = "row of a fitted set"  # the name under which a draw picks its row


@dataclass(frozen=True, eq=False)
class FittedSet(Displayed):
    """``draws`` float64[K, p]: equally weighted posterior draws of ``names``, natural units.

    ``replicas`` float64[B, p, 2]: mean and mean square of the probit score of each parameter in every bootstrap
    replica of the posterior, the fit's own error. ``identified``, ``contraction``: what the record taught, by
    parameter. ``until``: day of the last thing it knew; ``files``: the set's files, byte for byte.
    """

    name: str
    plan: str
    made: str
    until: str
    names: tuple[str, ...]
    draws: NDArray[np.float64]
    replicas: NDArray[np.float64]
    identified: Mapping[str, bool]
    contraction: Mapping[str, float]
    files: Mapping[str, bytes]

    def rows(self, seed: int, first: int, draws: int) -> NDArray[np.int64]:
        """int64[draws]: posterior row of draws ``first`` to ``first + draws - 1``, keyed by seed and draw alone."""
        unit = uniforms(seed, first, draws, [_ROW])[:, 0]
        return np.minimum((unit * len(self.draws)).astype(np.int64), len(self.draws) - 1)

    def apply(
        self, table: ParameterTable, theta: NDArray[np.float64], seed: int, first: int = 0
    ) -> NDArray[np.float64]:
        """A copy of prior draws ``theta`` float64[n, P] (draws ``first`` on of ``seed``) with the posterior laid over.

        Whole rows of the posterior, so that its dependence stays; every column that was not fitted is untouched.
        """
        result = np.array(theta, dtype=np.float64)
        columns = [table.column(name) for name in self.names]
        result[:, columns] = self.draws[self.rows(seed, first, len(result))]
        return result
