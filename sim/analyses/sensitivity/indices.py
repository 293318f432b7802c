"""Sobol' indices of any function of the unit cube: some factors one by one, all the others as one group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sensitivity.screening import CONFIDENCE, Evaluate, Floats, finished_blocks

OTHERS = "(others)"  # no parameter has brackets of this kind in its name
_RESAMPLES = 500


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


def index_points(groups: int, base_samples: int) -> int:
    """Points of the design for ``groups`` factors, the group of others counted as one."""
    return base_samples * (groups + 2)


def variance_indices(
    evaluate: Evaluate, names: Sequence[str], kept: Sequence[int], base_samples: int, seed: int
) -> Indices:
    """Indices of ``evaluate``: float64[n, k] in the unit cube -> float64[n, m], nan where it failed.

    ``kept``: places in ``names`` of the factors to tell apart; ``base_samples``: a power of two. A row of the base
    sample with a failed point counts for nothing in that output.
    """
    from SALib.sample import sobol as sampling

    groups = _groups(names, kept)
    factors = tuple(dict.fromkeys(groups))
    design = sampling.sample(_problem(names, groups), base_samples, calc_second_order=False, seed=seed)
    outputs = evaluate(design)
    length, m = len(factors) + 2, outputs.shape[1]
    first, first_error, total, total_error = (np.full((len(factors), m), np.nan) for _ in range(4))
    finished = finished_blocks(outputs, length)
    for output in range(m):
        y = outputs[np.repeat(finished[:, output], length), output]
        if finished[:, output].sum() < 2 or _constant(y, length):
            continue
        found = _analysed(names, groups, y, seed)
        for array, key in ((first, "S1"), (first_error, "S1_conf"), (total, "ST"), (total_error, "ST_conf")):
            array[:, output] = found[key]
    order = sorted(range(len(factors)), key=lambda place: factors[place] == OTHERS)
    named = tuple(factors[place] for place in order)
    return Indices(named, first[order], first_error[order], total[order], total_error[order], finished.sum(axis=0))


def _analysed(names: Sequence[str], groups: list[str], y: Floats, seed: int) -> dict[str, Floats]:
    from SALib.analyze import sobol as analysis

    # The library takes seed 0 for none and would then resample from the global generator.
    return analysis.analyze(
        _problem(names, groups),
        y,
        calc_second_order=False,
        num_resamples=_RESAMPLES,
        conf_level=CONFIDENCE,
        seed=seed + 1,
    )


def _constant(y: Floats, length: int) -> bool:
    """Whether the two independent samples of the design, first and last point of every row, show no variance."""
    rows = y.reshape(-1, length)
    return bool(np.ptp(rows[:, [0, -1]]) == 0.0)


def _groups(names: Sequence[str], kept: Sequence[int]) -> list[str]:
    alone = set(kept)
    return [name if place in alone else OTHERS for place, name in enumerate(names)]


def _problem(names: Sequence[str], groups: list[str]) -> dict[str, object]:
    """A fresh one each time: the library writes into it."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names), "groups": groups}
