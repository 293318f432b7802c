"""Regression-adjusted approximate Bayesian computation, amortised: one regression serves any data.

z is regressed on a quadratic of the statistics; its residuals, scaled by a spread that depends on the statistics too,
are the posterior around the prediction for the data (Beaumont et al. 2002; Blum and Francois 2010). Residuals are those
of leave-one-out predictions, so that a small training set does not promise more than it knows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.calibration.training import Floats, Training, systematic

_CLIP = 4.0  # robust standard deviations: a statistic beyond them counts as there, or squares would rule the fit
_RIDGE = 1e-3  # of the mean diagonal; keeps collinear statistics from exploding
_LOG_CHI = 1.2704  # minus the mean of log chi-squared(1): turns a mean log square into a variance
_GRID = 400  # points at which the CRPS of a residual law is tabulated


@dataclass(frozen=True, eq=False)
class Regression:
    """A fitted ``Amortised``. ``residual`` float64[n, k]: standardised; ``weight`` float64[n] sums to 1."""

    middle: Floats
    scale: Floats
    mean: Floats
    spread: Floats
    residual: Floats
    weight: Floats

    def predict(self, x: Floats) -> tuple[Floats, Floats]:
        """Location and scale of z given ``x`` float64[m, q]: two float64[m, k]."""
        u = _standard(x, self.middle, self.scale)
        return _quadratic(u) @ self.mean, np.exp(0.5 * (_linear(u) @ self.spread))

    def sample(self, x: Floats, draws: int, seed: int) -> Floats:
        """Draws given ``x`` float64[q]; whole rows of residuals, so that the dependence between columns stays."""
        location, scale = self.predict(x[None, :])
        random = np.random.Generator(np.random.PCG64(seed))
        rows = systematic(self.weight, draws, float(random.random()))
        return location + scale * self.residual[random.permutation(rows)]

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
    place = np.searchsorted(x, points, side="right")
    distance = points * (2.0 * below[place] - 1.0) + moment[-1] - 2.0 * moment[place]
    return distance - 0.5 * spread


def regression(training: Training) -> Regression:
    """The engine. Raises ValueError with fewer pairs than terms, or without statistics."""
    n, q = training.x.shape
    weight = training.weight / training.weight.sum()
    middle = np.median(training.x, axis=0) if q else np.zeros(0)
    scale = 1.4826 * np.median(np.abs(training.x - middle), axis=0) if q else np.zeros(0)
    scale = np.where(scale > 0.0, scale, 1.0)
    u = _standard(training.x, middle, scale)
    features = _quadratic(u)
    if n <= 2 * features.shape[1]:
        raise ValueError(f"{n} simulated histories are too few for {q} statistics ({features.shape[1]} terms)")
    mean, leverage = _least_squares(features, training.z, weight)
    residual = (training.z - features @ mean) / (1.0 - leverage)[:, None]
    lines = _linear(u)
    logs = np.log(np.maximum(residual**2, 1e-12)) + _LOG_CHI
    spread, _ = _least_squares(lines, logs, weight)
    standard = residual / np.exp(0.5 * (lines @ spread))
    # the linear scale carries the shape only; level and centre come from the residuals themselves
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
    return np.column_stack([np.ones(len(u)), u, u[:, left] * u[:, right]])


def _least_squares(features: Floats, z: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Coefficients of a weighted ridge regression (the constant is not shrunk) and the leverage of each row."""
    weighted = features * weight[:, None]
    gram = features.T @ weighted
    ridge = np.full(len(gram), _RIDGE * np.trace(gram) / len(gram))
    ridge[0] = 0.0
    gram[np.diag_indices(len(gram))] += ridge
    inverse = np.linalg.inv(gram)
    coefficients = inverse @ (weighted.T @ z)
    leverage = np.einsum("ij,ij->i", weighted @ inverse, features)
    return coefficients, np.clip(leverage, 0.0, 0.9)
