"""Sobol' indices of any function of the unit cube: some factors one by one, all the others as one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sensitivity.screening import CONFIDENCE, Evaluate, by_output, problem
from sim.study.design import Floats

OTHERS = "(others)"  # no parameter has brackets of this kind in its name
_RESAMPLES = 500
_UNIT = (0.0, 1.0)


@dataclass(frozen=True, eq=False)
class Indices:
    """First-order and total indices, float64[g, m], of ``factors`` (the last one ``OTHERS`` where there are any).

    ``first_error``, ``total_error``: half the width of their 90 % bootstrap intervals. nan for an output that does not
    vary. ``samples``: rows of the base sample that finished, by output, int64[m].
    """

    factors: tuple[str, ...]
    first: Floats
    first_error: Floats
    total: Floats
    total_error: Floats
    samples: NDArray[np.int64]


def variance_indices(
    evaluate: Evaluate, names: Sequence[str], kept: Sequence[int], base_samples: int, seed: int
) -> Indices:
    """Indices of ``evaluate``: float64[n, k] in the unit cube -> float64[n, m], nan where it failed.

    ``kept``: indices in ``names`` of the factors to tell apart; ``base_samples``: a power of two. A row of the base
    sample with a failed point counts for nothing in that output.
    """
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    groups = [name if index in kept else OTHERS for index, name in enumerate(names)]
    factors = tuple(dict.fromkeys(groups))
    length = len(factors) + 2

    def analyse(_: NDArray[np.bool_], y: Floats) -> Mapping[str, Any] | None:
        # The two independent samples of the design, first and last point of every row, may show no variance.
        if np.ptp(y.reshape(-1, length)[:, [0, -1]]) == 0.0:
            return None
        # The library takes seed 0 for none and would then resample from the global generator.
        options = {"num_resamples": _RESAMPLES, "conf_level": CONFIDENCE, "seed": seed + 1}
        return analysis.analyze(problem(names, _UNIT, groups=groups), y, calc_second_order=False, **options)

    design = sampling.sample(problem(names, _UNIT, groups=groups), base_samples, calc_second_order=False, seed=seed)
    keys = ("S1", "S1_conf", "ST", "ST_conf")
    statistics, finished = by_output(evaluate(design), length, len(factors), keys, analyse)
    order = sorted(range(len(factors)), key=lambda index: factors[index] == OTHERS)
    first, first_error, total, total_error = (array[order] for array in statistics)
    return Indices(tuple(factors[index] for index in order), first, first_error, total, total_error, finished)
