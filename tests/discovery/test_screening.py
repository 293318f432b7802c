"""Factors that matter pass, whatever the shape; noise passes as seldom as it should."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.discover.assessment import screened

from .cases import factors, planted


def test_planted_factors_pass_and_noise_does_not() -> None:
    cases, interest = planted(1, 1000)
    assert set(screened(cases, interest)) == {0, 1, 6}


def test_an_outcome_at_both_ends_passes_though_it_has_no_trend() -> None:
    x = np.random.default_rng(2).random((600, 2))
    interest = (np.abs(x[:, 0] - 0.5) > 0.3).astype(float)
    assert abs(np.corrcoef(x[:, 0], interest)[0, 1]) < 0.05
    assert list(screened(factors(*x.T), interest)) == [0]


def test_any_of_fifty_factors_of_noise_passes_in_one_set_of_twenty() -> None:
    """60 sets: 0.05 each, so more than 8 with probability 0.004 at a fresh seed."""
    rng = np.random.default_rng(3)
    passed = 0
    for _ in range(60):
        x, interest = rng.random((300, 50)), rng.binomial(2, 0.3, 300) / 2
        passed += len(screened(factors(*x.T[:26]), interest)) > 0
    assert passed <= 8


@pytest.mark.parametrize("interest", [np.zeros(50), np.ones(50)])
def test_nothing_passes_where_nothing_varies(interest: np.ndarray) -> None:
    assert len(screened(factors(np.arange(50.0)), interest)) == 0
