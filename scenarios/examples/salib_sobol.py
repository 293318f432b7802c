"""Sobol' indices of the city by SALib's own sampler and analysis.

    python scenarios/examples/salib_sobol.py

Rows of SALib's sample stand for parameter values at places 0 to 1 of their distributions. Every row runs under the same
seeds: else chance alone would make the indices of a row and its neighbour differ. (`sim.sensitivity` does this over all
parameters and every target, with a screening before it.)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampling

import sim
from sim.inputs.parameters import load_parameters
from sim.model.tables.metrics import METRIC_INDEX

PARAMETERS = ("founding_rate", "field_firms", "centre_application")
PROBLEM = {"num_vars": len(PARAMETERS), "names": list(PARAMETERS), "bounds": [[0.0, 1.0]] * len(PARAMETERS)}
REPLICATES = 2


def outcomes(sample: np.ndarray, scenario: str = "template", metric: str = "firms", seed: int = 1) -> np.ndarray:
    """float64[n]: mean of ``metric`` in the last month over REPLICATES runs, for ``sample`` float64[n, 3] in 0 to 1."""
    table = load_parameters()
    theta = np.tile(table.central(), (len(sample), 1))
    for k, name in enumerate(PARAMETERS):
        theta[:, table.column(name)] = table[name].law.from_unit(sample[:, k])
    seeds = np.array([[seed, run] for run in range(REPLICATES)])
    made = sim.simulate(np.repeat(theta, REPLICATES, axis=0), None, np.tile(seeds, (len(sample), 1)), scenario=scenario)
    return made.metrics[:, -1, METRIC_INDEX[metric]].reshape(len(sample), REPLICATES).mean(axis=1)


def indices(base: int = 64, **options: Any) -> dict[str, np.ndarray]:
    """``S1`` and ``ST`` float64[3] with their intervals ``S1_conf``, ``ST_conf``, from ``base`` x 5 rows."""
    sample = sampling.sample(PROBLEM, base, calc_second_order=False, seed=1)
    return analysis.analyze(PROBLEM, outcomes(sample, **options), calc_second_order=False, seed=1)


if __name__ == "__main__":
    found = indices()
    for k, name in enumerate(PARAMETERS):
        print(f"{name:20}  first order {found['S1'][k]:5.2f}  total {found['ST'][k]:5.2f} ± {found['ST_conf'][k]:.2f}")
