"""Uncertainty of a target: variance split into parameters, chance, definition, structure; and its drivers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from sim.display import Displayed
from sim.inputs.fitted import FittedSet
from sim.inputs.parameters import ParameterTable
from sim.study.design import Floats
from sim.study.probabilities import between_draw_variance

_MOST_DRIVERS = 5
_LEVEL = 0.05  # of a false driver among all parameters together (Bonferroni)
_LEAST_DRAWS_A_TERM = 4  # of the regression behind the fit's error
_RIDGE = 1e-3
_EDGE = 1e-12


@dataclass(frozen=True)
class Driver(Displayed):
    """A parameter that a count depends on: ``correlation`` of ranks, over draws; ``share`` of variance, its square."""

    parameter: str
    correlation: float
    share: float


@dataclass(frozen=True)
class VarianceSplit(Displayed):
    """Shares of the variance of "met or not", which sum to 1; ``structure`` None where no variant was run.

    ``parameter``: the probability differs between draws; ``chance``: runs of one draw differ; ``definition``: readings
    of the target count otherwise; ``structure``: switches of the model, each counted equally.
    """

    parameter: float
    chance: float
    definition: float
    structure: float | None


@dataclass(frozen=True, eq=False)
class Scores:
    """Probit scores of the drawn parameters, float64[draws, p], under their priors; ``names`` of the columns."""

    names: tuple[str, ...]
    z: NDArray[np.float64]

    @cached_property
    def ranked(self) -> NDArray[np.float64]:
        """float64[draws, p]: ranks within each column, the same for every target."""
        return _ranked(self.z)


def parameter_scores(table: ParameterTable, theta: NDArray[np.float64]) -> Scores:
    """Scores of ``theta`` float64[draws, P]: standard normal under the prior; fixed parameters are left out."""
    moving = [column for column, row in enumerate(table) if np.ptp(theta[:, column]) > 0.0]
    unit = np.column_stack([table.rows[column].law.to_unit(theta[:, column]) for column in moving] or [theta[:, :0]])
    return Scores(
        tuple(table.names[column] for column in moving), scipy.special.ndtri(np.clip(unit, _EDGE, 1.0 - _EDGE))
    )


def by_draw(values: NDArray[np.float64], draw: NDArray[np.int64], draws: int) -> NDArray[np.float64]:
    """float64[draws]: mean of ``values`` over the runs of each draw, nan where none finished."""
    number = np.bincount(draw, minlength=draws)
    total = np.bincount(draw, weights=values, minlength=draws)
    return np.divide(total, number, out=np.full(draws, np.nan), where=number > 0)


def drivers(scores: Scores, counts: NDArray[np.float64]) -> tuple[Driver, ...]:
    """Parameters whose rank correlation with ``counts`` float64[draws] is beyond what chance gives any of them."""
    finite = np.isfinite(counts)
    n, p = int(finite.sum()), len(scores.names)
    if n < 10 or p == 0 or np.ptp(counts[finite]) == 0.0:
        return ()
    ranked = scores.ranked if finite.all() else _ranked(scores.z[finite])
    correlation = correlations(ranked, ranks(counts[finite]))
    bound = chance_bound(n, p)
    strongest = np.argsort(-np.abs(correlation), kind="stable")[:_MOST_DRIVERS]
    return tuple(
        Driver(scores.names[k], float(correlation[k]), float(correlation[k] ** 2))
        for k in strongest
        if abs(correlation[k]) > bound
    )


def _ranked(z: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([ranks(column) for column in z.T])


def chance_bound(n: int, correlations: int) -> float:
    """Bound that none of so many rank correlations over ``n`` cases passes by chance but once in twenty times: the
    normal bound of the Fisher transform, its level shared by all of them (Bonferroni)."""
    return math.tanh(float(scipy.special.ndtri(1.0 - _LEVEL / (2.0 * correlations))) / math.sqrt(n - 3))


def variance_split(
    hits: NDArray[np.bool_],
    draw: NDArray[np.int64],
    readings: Sequence[float],
    switches: Mapping[str, Sequence[float]] | None,
) -> VarianceSplit | None:
    """Split the variance of ``hits`` bool[n]; None where nothing at all varies.

    ``readings``: probability under each reading; ``switches``: switch -> probability at each of its values, the
    default among them, all on the same runs.
    """
    raw = float(np.mean(hits))
    whole = raw * (1.0 - raw)
    between = min(max(between_draw_variance(hits, draw) or 0.0, 0.0), whole)
    definition = float(np.var(readings)) if len(readings) else 0.0
    structure = None if switches is None else float(sum(np.var(values) for values in switches.values()))
    total = whole + definition + (structure or 0.0)
    if total <= 0.0:
        return None
    return VarianceSplit(
        parameter=between / total,
        chance=(whole - between) / total,
        definition=definition / total,
        structure=None if structure is None else structure / total,
    )


def fit_error(hits: NDArray[np.float64], scores: Scores, fitted: FittedSet | None) -> float | None:
    """Standard deviation of the probability over the fit's bootstrap replicas; None under the prior.

    ``hits`` float64[draws]: share of runs of a draw that meet the target, regressed on the scores of the fitted
    parameters and their squares; each replica has other means of both. The slopes are estimates: what their own error
    adds to the spread is taken out, so that it does not shrink with more runs; 0 where nothing is left above it. None
    with too few draws for the regression.
    """
    if fitted is None:
        return None
    chosen = [k for k, name in enumerate(fitted.names) if name in scores.names]
    z = scores.z[:, [scores.names.index(fitted.names[k]) for k in chosen]]
    finite = np.isfinite(hits)
    if finite.sum() < _LEAST_DRAWS_A_TERM * (1 + 2 * len(chosen)):
        return None
    features = np.column_stack([z, z * z])[finite]
    middle, scale = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-9)
    standard = (features - middle) / scale
    n, terms = standard.shape
    inverse = np.linalg.inv(standard.T @ standard + _RIDGE * n * np.eye(terms))
    centred = hits[finite] - hits[finite].mean()
    slopes = inverse @ (standard.T @ centred)
    residual = centred - standard @ slopes
    moments = fitted.replicas[:, chosen]
    spread = np.cov(np.concatenate([moments[:, :, 0], moments[:, :, 1]], axis=1) / scale, rowvar=False)
    noise = float(residual @ residual) / (n - 1 - terms) * float(np.trace(spread @ inverse))
    return math.sqrt(max(float(slopes @ spread @ slopes) - noise, 0.0))


def ranks(values: Floats) -> Floats:
    """float64[n]: ranks from 1, ties sharing their mean; without ``scipy.stats``, which takes a second to import."""
    _, group, number = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(number) - 0.5 * (number - 1))[group])


def correlations(columns: Floats, target: Floats) -> Floats:
    """float64[k]: correlation of each of ``columns`` float64[n, k] with ``target``; 0 for one that does not vary."""
    left = columns - columns.mean(axis=0)
    right = target - target.mean()
    scale = np.sqrt((left * left).sum(axis=0) * (right @ right))
    return np.divide(left.T @ right, scale, out=np.zeros(columns.shape[1]), where=scale > 0.0)
