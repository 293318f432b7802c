"""The gate lets an honest posterior pass and stops one that lies, in whichever way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.analyses.calibrate.gate import Gate, accept, holm, run_gate
from sim.analyses.calibrate.regression import Regression, regression
from sim.analyses.calibrate.training import Training

from .conftest import linear_gaussian

NAMES = ("first", "second", "spare")


@pytest.fixture(scope="module")
def training() -> Training:
    return linear_gaussian(20_000, 1)


@pytest.fixture(scope="module")
def honest(training: Training) -> Regression:
    return regression(training)


def held(fitted: Regression, training: Training) -> Gate:
    return run_gate(NAMES, fitted, training, linear_gaussian(1000, 99), 1000)


def test_an_honest_posterior_passes(honest: Regression, training: Training) -> None:
    gate = held(honest, training)
    assert gate.faults == ()
    assert gate.identified.tolist() == [True, True, False]
    assert gate.average_coverage == pytest.approx(0.9, abs=0.02)
    assert gate.score[2] == pytest.approx(1.0, abs=0.01)


def test_overconfidence_is_stopped(honest: Regression, training: Training) -> None:
    narrow = replace(honest, residual=0.6 * honest.residual)
    faults = held(narrow, training).faults
    assert any("coverage off" in fault for fault in faults)
    assert any("average coverage" in fault for fault in faults)


def test_underconfidence_is_stopped(honest: Regression, training: Training) -> None:
    assert held(replace(honest, residual=1.6 * honest.residual), training).faults


def test_bias_is_stopped_by_the_ranks(honest: Regression, training: Training) -> None:
    slopes = honest.slopes.copy()
    slopes[0] += 0.25
    assert any("ranks off" in fault for fault in held(replace(honest, slopes=slopes), training).faults)


def test_a_posterior_that_invents_knowledge_of_an_uninformed_column_is_stopped(
    honest: Regression, training: Training
) -> None:
    slopes = honest.slopes.copy()
    slopes[1, 2] = 0.6
    assert any(fault.startswith("spare: score") for fault in held(replace(honest, slopes=slopes), training).faults)


def test_holm_by_hand() -> None:
    """Sorted p 0.01, 0.02, 0.03, 0.2 against 0.05/4, 0.05/3, ...: only the first passes."""
    assert holm(np.array([0.02, 0.2, 0.01, 0.03]), 0.05).tolist() == [False, False, True, False]
    assert holm(np.array([0.012, 0.016, 0.024, 0.04]), 0.05).tolist() == [True, True, True, True]


def test_synthetic_truths_are_taken_in_proportion_to_their_weights() -> None:
    weight = np.tile([1.0, 0.5, 0.0, 0.25], 100)
    kept = accept(weight)
    shares = np.bincount(kept % 4, minlength=4) / 100
    np.testing.assert_allclose(shares, [1.0, 0.5, 0.0, 0.25], atol=0.3)
    assert len(kept) == pytest.approx(weight.sum(), abs=2)
    with pytest.raises(ValueError, match="no synthetic history"):
        accept(np.array([1.0, 0.0])[1:])
