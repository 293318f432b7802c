"""Morris screening of any function of the unit cube: elementary effects of all factors, and which of them to keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Evaluate = Callable[[Floats], Floats]

GRID = (0.1, 0.9)  # quantiles between which factors move: unbounded laws have no value at 0 and 1
CONFIDENCE = 0.9
_LEVELS = 4
_TINY = 1e-9


@dataclass(frozen=True, eq=False)
class Screening:
    """Elementary effects, float64[k, m] each: change of an output between a factor's 10 % and 90 % quantiles.

    ``mu``: mean; ``mu_star``: mean size; ``sigma``: standard deviation, from curvature and interactions; ``error``:
    half the width of the 90 % interval of ``mu_star``. ``trajectories``: how many finished, by output, int64[m]; below
    two an output has nan throughout.
    """

    names: tuple[str, ...]
    mu: Floats
    mu_star: Floats
    sigma: Floats
    error: Floats
    trajectories: NDArray[np.int64]

    def outputs(self, number: int) -> Screening:
        """The same of the first ``number`` outputs."""
        mu, mu_star, sigma, error = (array[:, :number] for array in (self.mu, self.mu_star, self.sigma, self.error))
        return Screening(self.names, mu, mu_star, sigma, error, self.trajectories[:number])


def screening_points(factors: int, trajectories: int) -> int:
    """Points of the design."""
    return trajectories * (factors + 1)


def screen(evaluate: Evaluate, names: Sequence[str], trajectories: int, seed: int) -> Screening:
    """Screen ``evaluate``: float64[n, k] in the unit cube -> float64[n, m], nan where it failed.

    A trajectory with a failed point counts for nothing in that output.
    """
    from SALib.analyze import morris as analysis
    from SALib.sample import morris as sampling

    design = sampling.sample(_problem(names), trajectories, num_levels=_LEVELS, seed=seed)
    outputs = evaluate(design)
    k, m, length = len(names), outputs.shape[1], len(names) + 1
    shape = (k, m)
    mu, mu_star, sigma, error = (np.full(shape, np.nan) for _ in range(4))
    finished = finished_blocks(outputs, length)
    for output in range(m):
        kept = np.repeat(finished[:, output], length)
        if finished[:, output].sum() < 2:
            continue
        found = analysis.analyze(
            _problem(names), design[kept], outputs[kept, output], conf_level=CONFIDENCE, num_levels=_LEVELS, seed=seed
        )
        for array, key in ((mu, "mu"), (mu_star, "mu_star"), (sigma, "sigma"), (error, "mu_star_conf")):
            array[:, output] = np.asarray(found[key], dtype=np.float64)
    return Screening(tuple(names), mu, mu_star, sigma, error, finished.sum(axis=0))


def most_important(screening: Screening, keep: int) -> NDArray[np.int64]:
    """int64[min(keep, k)]: factors to look at closely, in their order in ``screening``.

    A factor's share of an output is that of its squared mean size in the sum over all; the size counts less half its
    error, and as nothing within its error. One after the other the output with most left unexplained gets its largest
    factor, so that none is neglected for the sake of a loud one; then the largest sizes follow, whatever their error.
    """
    outside = screening.mu_star > screening.error
    shares = _shares(np.where(outside, screening.mu_star - screening.error / 2.0, 0.0))
    left = shares.sum(axis=0)
    chosen: list[int] = []
    while len(chosen) < keep and left.max(initial=0.0) > _TINY:
        column = shares[:, int(np.argmax(left))]
        best = int(np.argmax(np.where(np.isin(np.arange(len(column)), chosen), -1.0, column)))
        chosen.append(best)
        left = left - shares[best]
    rest = np.argsort(-_shares(screening.mu_star).sum(axis=1), kind="stable").tolist()
    return np.array(sorted(list(dict.fromkeys([*chosen, *rest]))[:keep]), dtype=np.int64)


def _shares(sizes: Floats) -> Floats:
    """Share of each factor in the sum of squares of each output; 0 where there is none."""
    squares = np.nan_to_num(sizes) ** 2
    whole = squares.sum(axis=0)
    return np.divide(squares, whole, out=np.zeros_like(squares), where=whole > 0.0)


def finished_blocks(outputs: Floats, length: int) -> NDArray[np.bool_]:
    """bool[blocks, m]: whether all ``length`` points of each block of ``outputs`` float64[n, m] finished."""
    return np.asarray(np.isfinite(outputs).reshape(-1, length, outputs.shape[1]).all(axis=1))


def _problem(names: Sequence[str]) -> dict[str, object]:
    """A fresh one each time: the library writes into it."""
    return {"num_vars": len(names), "names": list(names), "bounds": [list(GRID)] * len(names)}
