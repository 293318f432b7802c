"""Toys with a known posterior, and the shipped setting."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.calibrate.history import Setting, load_setting
from sim.analyses.calibrate.training import Floats, Training

#: x = A z + noise of sd NOISE: with a standard normal prior the posterior is known in closed form
A = np.array([[1.0, 0.4], [0.0, 0.8], [0.5, -0.5]])
NOISE = np.array([0.6, 0.5, 0.7])


def linear_gaussian(n: int, seed: int, spare: int = 1) -> Training:
    """n pairs of the toy; ``spare`` further columns of z say nothing about x."""
    random = np.random.default_rng(seed)
    z = random.standard_normal((n, A.shape[1] + spare))
    x = z[:, : A.shape[1]] @ A.T + NOISE * random.standard_normal((n, len(NOISE)))
    return Training(x, z, np.ones(n))


def closed_form(x: Floats) -> tuple[Floats, Floats]:
    """Posterior mean [2] and sd [2] of the toy given x [3]."""
    precision = np.eye(A.shape[1]) + A.T @ np.diag(NOISE**-2) @ A
    covariance = np.linalg.inv(precision)
    return covariance @ A.T @ (x / NOISE**2), np.sqrt(np.diag(covariance))


@pytest.fixture(scope="session")
def setting() -> Setting:
    return load_setting()
