"""Regression-adjusted approximate Bayesian computation, amortised: one regression serves any data.

z is regressed on a quadratic of the statistics; its residuals, scaled by a spread that depends on the statistics too,
are the posterior around the prediction for the data (Beaumont et al. 2002; Blum and Francois 2010). Residuals are those
of leave-one-out predictions, so that a small training set does not promise more than it knows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analyses.calibrate.training import Floats, Training, systematic

_CLIP = 4.0  # robust standard deviations: a statistic beyond them counts as there, or squares would rule the fit
# Strengths of shrinkage that leave-one-out errors choose from, column by column: where the statistics say nothing the
# strongest wins, and the posterior is the prior.
_RIDGES = (1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 10.0, 1000.0)
_PRODUCT = 0.5  # weight of products of statistics beside the statistics themselves: they are shrunk four times as much
_LOG_CHI = 1.2704  # minus the mean of log chi-squared(1): turns a mean log square into a variance
_LEVERAGE = 0.999  # a row that decides its own prediction keeps a finite leave-one-out residual
_GRID = 400  # points at which the CRPS of a residual law is tabulated


@dataclass(frozen=True, eq=False)
class Regression:
    """A fitted ``Amortised``. ``slopes`` and ``spread``: coefficients of location and of log variance.

    ``middle``, ``scale`` float64[q]: robust standardisation of the statistics; ``residual`` float64[n, k]:
    standardised; ``weight`` float64[n] sums to 1.
    """

    middle: Floats
    scale: Floats
    slopes: Floats
    spread: Floats
    residual: Floats
    weight: Floats

    def predict(self, x: Floats) -> tuple[Floats, Floats]:
        """Location and scale of z given ``x`` float64[m, q]: two float64[m, k]."""
        u = _standard(x, self.middle, self.scale)
        return _quadratic(u) @ self.slopes, np.exp(0.5 * (_linear(u) @ self.spread))

    def sample(self, x: Floats, draws: int, seed: int) -> Floats:
        """Draws given ``x`` float64[q]; whole rows of residuals, so that the dependence between columns stays."""
        location, scale = self.predict(x[None, :])
        random = np.random.Generator(np.random.PCG64(seed))
        rows = systematic(self.weight, draws, float(random.random()))
        return location + scale * self.residual[random.permutation(rows)]

    def mean(self, x: Floats) -> Floats:
        """Posterior means: the location, since residuals are centred."""
        return self.predict(x)[0]

    def ranks(self, x: Floats, z: Floats) -> Floats:
        """Share of the posterior below ``z``."""
        location, scale = self.predict(x)
        standard = (z - location) / scale
        result = np.empty(standard.shape)
        for column in range(standard.shape[1]):
            order = np.argsort(self.residual[:, column], kind="stable")
            below = np.concatenate([[0.0], np.cumsum(self.weight[order])])
            left = np.searchsorted(self.residual[order, column], standard[:, column], side="left")
            result[:, column] = below[left]
        return np.minimum(result, 1.0)

    def crps(self, x: Floats, z: Floats) -> Floats:
        """Scale times the score of the residual law at the standardised ``z``, read from a table."""
        location, scale = self.predict(x)
        standard = (z - location) / scale
        result = np.empty(standard.shape)
        for column in range(standard.shape[1]):
            points = np.linspace(standard[:, column].min() - 1.0, standard[:, column].max() + 1.0, _GRID)
            scores = sample_crps(self.residual[:, column], self.weight, points)
            result[:, column] = scale[:, column] * np.interp(standard[:, column], points, scores)
        return result


def sample_crps(sample: Floats, weight: Floats, points: Floats) -> Floats:
    """CRPS of a weighted sample float64[n] (weights sum to 1) at each of ``points``: E|X - y| - E|X - X'| / 2."""
    order = np.argsort(sample, kind="stable")
    x, w = sample[order], weight[order]
    below, moment = np.concatenate([[0.0], np.cumsum(w)]), np.concatenate([[0.0], np.cumsum(w * x)])
    # E|X - X'| = 2 sum w_i x_i (2 F_i - w_i - 1), F_i the mass up to and with i
    spread = 2.0 * float(np.sum(w * x * (2.0 * below[1:] - w - 1.0)))
    rank = np.searchsorted(x, points, side="right")
    distance = points * (2.0 * below[rank] - 1.0) + moment[-1] - 2.0 * moment[rank]
    return distance - 0.5 * spread


def regression(training: Training) -> Regression:
    """The engine. Raises ValueError with too few pairs to learn from."""
    n, q = training.x.shape
    if n < 10 * (q + 1):
        raise ValueError(f"{n} simulated histories are too few for {q} statistics")
    weight = training.weight / training.weight.sum()
    middle = np.median(training.x, axis=0) if q else np.zeros(0)
    scale = 1.4826 * np.median(np.abs(training.x - middle), axis=0) if q else np.zeros(0)
    scale = np.where(scale > 0.0, scale, 1.0)
    u = _standard(training.x, middle, scale)
    mean, residual = _least_squares(_quadratic(u), training.z, weight)
    lines = _linear(u)
    logs = np.log(np.maximum(residual**2, 1e-12)) + _LOG_CHI
    spread, unexplained = _least_squares(lines, logs, weight)
    standard = residual / np.exp(0.5 * (logs - unexplained))
    # the scale carries the shape only; level and centre come from the residuals themselves
    standard -= weight @ standard
    size = np.sqrt(weight @ standard**2)
    spread[0] += 2.0 * np.log(size)
    return Regression(middle, scale, mean, spread, standard / size, weight)


def _standard(x: Floats, middle: Floats, scale: Floats) -> Floats:
    return np.clip((x - middle) / scale, -_CLIP, _CLIP)


def _linear(u: Floats) -> Floats:
    return np.column_stack([np.ones(len(u)), u])


def _quadratic(u: Floats) -> Floats:
    """1, u, and all products: float64[n, 1 + q + q (q + 1) / 2]."""
    left, right = np.triu_indices(u.shape[1])
    return np.column_stack([np.ones(len(u)), u, _PRODUCT * u[:, left] * u[:, right]])


def _least_squares(features: Floats, z: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Weighted ridge regression (the first feature is a constant and not shrunk), its strength chosen for each column.

    Coefficients float64[p, k] and leave-one-out residuals float64[n, k].
    """
    middle = weight @ features
    middle[0] = 0.0
    centre = weight @ z
    centred = features[:, 1:] - middle[1:]
    weighted = centred * weight[:, None]
    power, axes = np.linalg.eigh(centred.T @ weighted)
    power = np.maximum(power, 0.0)
    rotated = centred @ axes
    moment = rotated.T @ (weight[:, None] * (z - centre))
    squares = weight[:, None] * rotated**2
    best = np.full(z.shape[1], np.inf)
    residual, slopes = np.empty(z.shape), np.empty((len(power), z.shape[1]))
    for strength in _RIDGES:
        shrunk = 1.0 / (power + strength)
        # weights of the constant's own leverage are added: weight itself, since the features are centred
        leverage = np.minimum(squares @ shrunk + weight, _LEVERAGE)
        turned = shrunk[:, None] * moment
        left = (z - centre - rotated @ turned) / (1.0 - leverage)[:, None]
        error = weight @ left**2
        better = error < best
        best = np.where(better, error, best)
        residual[:, better] = left[:, better]
        slopes[:, better] = turned[:, better]
    coefficients = axes @ slopes
    constant = centre - middle[1:] @ coefficients
    return np.vstack([constant, coefficients]), residual
