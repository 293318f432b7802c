"""Value of perfect information on one parameter: variance explained, and better choices between policies.

Regression on one parameter at a time over paired runs (Strong, Oakley and Brennan 2014, Medical Decision Making 34(3)).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.display import Displayed
from sim.study.design import Floats

PERMUTATIONS = 500
_LEVEL = 0.95  # chance that nothing at all is shown when no unknown matters
_KNOTS = (0.05, 0.275, 0.5, 0.725, 0.95)  # quantiles, as is usual for a restricted cubic spline with five knots
_ROUNDING = 1e-9  # less is arithmetic, in shares as in targets met
_TINY = 1e-8  # of the largest singular value


@dataclass(frozen=True)
class Worth(Displayed):
    """Value of knowing ``parameter``: ``value`` is the estimate where it is shown to be anything at all, else 0.

    ``raw``: what the regression finds; ``by_chance``: what it finds on average where there is nothing to find;
    ``threshold``: what the largest of all parameters together exceeds once in twenty times by chance alone.
    """

    parameter: str
    value: float
    raw: float
    by_chance: float
    threshold: float

    @property
    def shown(self) -> bool:
        """Whether the runs show it to be worth anything; the rest is written "="."""
        return self.value > 0.0


def spline_basis(x: Floats) -> Floats:
    """float64[n, d]: orthonormal basis of a restricted cubic spline in ``x`` float64[n] and the constant (d <= 5).

    Straight beyond the outer knots. Equal knots, of a parameter with few values, make it smaller.
    """
    knots = np.unique(np.quantile(x, _KNOTS))
    columns = [np.ones(len(x)), x - x.mean()]
    if len(knots) > 2:
        columns += _curved(x, knots)
    matrix = np.column_stack(columns)
    lengths = np.sqrt((matrix**2).sum(axis=0))
    left, sizes, _ = np.linalg.svd(matrix / np.where(lengths > 0.0, lengths, 1.0), full_matrices=False)
    return left[:, sizes > _TINY * sizes[0]]


def variance_worth(bases: Mapping[str, Floats], y: Floats, whole: float, seed: int) -> tuple[Worth, ...]:
    """First-order share of ``whole``, the variance of "met", that is gone when a parameter is known.

    ``bases``: parameter -> basis float64[n, d]; ``y`` float64[n]: share of a draw's runs that meet the target. A
    regression explains a little of anything: what it finds by chance is taken off.
    """

    def share(basis: Floats, values: Floats) -> Floats:
        fitted = basis.T @ values
        # The constant is in the space of every basis: the mean takes its own square away.
        return ((fitted**2).sum(axis=0) / len(values) - values.mean(axis=0) ** 2) / whole

    rng = np.random.default_rng([seed, 1])
    shuffled = np.column_stack([y[rng.permutation(len(y))] for _ in range(PERMUTATIONS)])
    raw = [float(share(basis, y[:, None])[0]) for basis in bases.values()]
    null = np.array([share(basis, shuffled) for basis in bases.values()])
    return _worths(tuple(bases), raw, null, off=True)


def decision_worth(bases: Mapping[str, Floats], gains: Floats, seed: int) -> tuple[Worth, ...]:
    """Partial expected value of perfect information for choosing between policies, in the unit of ``gains``.

    ``gains`` float64[n, s]: objective under each of s other policies less that under the own one, by draw. The standard
    estimate: its bias by chance fades where there is something to find, so that none is taken off.
    """
    whole = np.column_stack([np.zeros(len(gains)), gains])
    best = float(whole.mean(axis=0).max())

    def gained(basis: Floats, values: Floats) -> float:
        return float((basis @ (basis.T @ values)).max(axis=1).mean()) - best

    rng = np.random.default_rng([seed, 2])
    orders = [rng.permutation(len(gains)) for _ in range(PERMUTATIONS)]
    raw = [gained(basis, whole) for basis in bases.values()]
    null = np.array([[gained(basis, whole[order]) for order in orders] for basis in bases.values()])
    return _worths(tuple(bases), raw, null, off=False)


def _worths(names: Sequence[str], raw: Sequence[float], null: Floats, *, off: bool) -> tuple[Worth, ...]:
    """The largest first. ``null`` float64[k, permutations], one permutation for all parameters, so that the threshold
    holds for all at once; ``off``: what is found by chance is taken off."""
    threshold = float(np.quantile(null.max(axis=0), _LEVEL)) if len(names) else 0.0
    worths = []
    for name, value, by_chance in zip(names, raw, null.mean(axis=1).tolist(), strict=True):
        shown = value > threshold and value - by_chance > _ROUNDING
        worths.append(Worth(name, value - off * by_chance if shown else 0.0, value, by_chance, threshold))
    return tuple(sorted(worths, key=lambda worth: -worth.raw))


def _curved(x: Floats, knots: Floats) -> list[Floats]:
    """The cubic terms that are straight beyond the outer knots (Harrell, Regression Modeling Strategies, 2.4.5)."""
    cubes = np.maximum(x[:, None] - knots, 0.0) ** 3
    last, before = knots[-1], knots[-2]
    return [
        cubes[:, j]
        - cubes[:, -2] * (last - knots[j]) / (last - before)
        + cubes[:, -1] * (before - knots[j]) / (last - before)
        for j in range(len(knots) - 2)
    ]
