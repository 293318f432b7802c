"""Morris screening of any function of the unit cube: elementary effects of all factors, and which of them to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.study.design import Floats

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


def screen(evaluate: Evaluate, names: Sequence[str], trajectories: int, seed: int) -> Screening:
    """Screen ``evaluate``: float64[n, k] in the unit cube -> float64[n, m], nan where it failed.

    A trajectory with a failed point counts for nothing in that output.
    """
    from SALib.analyze import morris as analysis
    from SALib.sample import morris as sampling

    def analyse(rows: NDArray[np.bool_], values: Floats) -> Mapping[str, Any]:
        options = {"conf_level": CONFIDENCE, "num_levels": _LEVELS, "seed": seed}
        return analysis.analyze(problem(names, GRID), design[rows], values, **options)

    design = sampling.sample(problem(names, GRID), trajectories, num_levels=_LEVELS, seed=seed)
    keys = ("mu", "mu_star", "sigma", "mu_star_conf")
    (mu, mu_star, sigma, error), finished = by_output(evaluate(design), len(names) + 1, len(names), keys, analyse)
    return Screening(tuple(names), mu, mu_star, sigma, error, finished)


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


def by_output(
    outputs: Floats,
    length: int,
    factors: int,
    keys: Sequence[str],
    analyse: Callable[[NDArray[np.bool_], Floats], Mapping[str, Any] | None],
) -> tuple[list[Floats], NDArray[np.int64]]:
    """Statistics ``keys`` of each output, float64[factors, m] each, and how many blocks of it finished, int64[m].

    A block is ``length`` rows of ``outputs`` float64[n, m]. ``analyse``: from the rows bool[n] of finished blocks and
    their values; None, as below two finished blocks, leaves nan.
    """
    m = outputs.shape[1]
    statistics = [np.full((factors, m), np.nan) for _ in keys]
    finished = np.asarray(np.isfinite(outputs).reshape(-1, length, m).all(axis=1))
    for output in range(m):
        rows = np.repeat(finished[:, output], length)
        values = analyse(rows, outputs[rows, output]) if finished[:, output].sum() >= 2 else None
        for array, key in zip(statistics, keys, strict=True):
            if values is not None:
                array[:, output] = values[key]
    return statistics, finished.sum(axis=0)


def problem(names: Sequence[str], bounds: tuple[float, float], **groups: Sequence[str]) -> dict[str, object]:
    """The design's factors as SALib reads them; a fresh record each time, for the library writes into it."""
    return {"num_vars": len(names), "names": list(names), "bounds": [list(bounds)] * len(names), **groups}
