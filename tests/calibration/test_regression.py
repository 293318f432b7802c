"""The engine behind the seam, on a world whose posterior is known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analyses.calibrate.regression import Regression, regression, sample_crps
from sim.analyses.calibrate.training import Training, systematic

from .conftest import closed_form, linear_gaussian

X = np.array([0.9, -0.7, 0.4])


@pytest.fixture(scope="module")
def fitted() -> Regression:
    return regression(linear_gaussian(20_000, 1))


def test_the_closed_form_posterior_is_met_within_five_per_cent(fitted: Regression) -> None:
    mean, sd = closed_form(X)
    draws = fitted.sample(X, 20_000, 2)
    np.testing.assert_allclose(draws[:, :2].std(axis=0), sd, rtol=0.05)
    # of a standard deviation: a mean may lie near nothing
    assert np.abs(draws[:, :2].mean(axis=0) - mean).max() < 0.05 * sd.max()
    np.testing.assert_allclose(fitted.mean(X[None, :])[0, :2], mean, atol=0.05)


def test_dependence_between_columns_is_kept(fitted: Regression) -> None:
    draws = fitted.sample(X, 20_000, 2)
    precision = np.eye(2) + np.linalg.multi_dot(
        [np.array([[1.0, 0.0, 0.5], [0.4, 0.8, -0.5]]), np.diag([0.6**-2, 0.5**-2, 0.7**-2]),
         np.array([[1.0, 0.4], [0.0, 0.8], [0.5, -0.5]])]
    )  # fmt: skip
    covariance = np.linalg.inv(precision)
    expected = covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1])
    assert np.corrcoef(draws[:, 0], draws[:, 1])[0, 1] == pytest.approx(expected, abs=0.05)


def test_a_column_that_the_statistics_do_not_touch_returns_the_prior(fitted: Regression) -> None:
    draws = fitted.sample(X, 20_000, 2)[:, 2]
    assert abs(draws.mean()) < 0.04
    assert draws.std() == pytest.approx(1.0, abs=0.03)


def test_few_histories_do_not_promise_more_than_they_know() -> None:
    """400 pairs against 10 statistics, 66 terms: intervals still cover (z of coverage within 4 standard errors)."""
    random = np.random.default_rng(5)
    z = random.standard_normal((3400, 1))
    x = np.hstack([z + 0.7 * random.standard_normal((3400, 1)), random.standard_normal((3400, 9))])
    small = regression(Training(x[:400], z[:400], np.ones(400)))
    ranks = small.ranks(x[400:], z[400:])
    covered = np.mean(np.abs(ranks - 0.5) <= 0.45)
    assert covered == pytest.approx(
        0.9, abs=0.035
    )  # sd of one training set's coverage is about 0.01, of the test 0.005


def test_weights_are_the_likelihood_of_bounds() -> None:
    """Weights that keep z above 0 move the posterior of an uninformed column to the half-normal law."""
    pairs = linear_gaussian(20_000, 3)
    bound = regression(Training(pairs.x, pairs.z, (pairs.z[:, 2] > 0.0).astype(float)))
    draws = bound.sample(X, 10_000, 1)[:, 2]
    assert draws.mean() == pytest.approx(np.sqrt(2.0 / np.pi), abs=0.03)
    assert draws.min() > -0.1


def test_the_same_training_gives_the_same_bytes(fitted: Regression) -> None:
    again = regression(linear_gaussian(20_000, 1))
    assert again.sample(X, 500, 7).tobytes() == fitted.sample(X, 500, 7).tobytes()


def test_a_statistic_beyond_all_simulated_ones_counts_as_at_their_edge(fitted: Regression) -> None:
    far, further = fitted.mean(np.array([[1e3, 0.0, 0.0], [1e9, 0.0, 0.0]]))
    np.testing.assert_array_equal(far, further)


def test_too_few_histories_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        regression(linear_gaussian(39, 1))


def test_crps_of_a_weighted_sample_by_hand() -> None:
    """Points 0 and 2 with equal weights against 1: E|X - y| = 1, E|X - X'| / 2 = 1 / 2."""
    score = sample_crps(np.array([2.0, 0.0]), np.array([0.5, 0.5]), np.array([1.0]))
    assert score[0] == pytest.approx(0.5)


@settings(max_examples=50)
@given(st.integers(0, 2**31), st.integers(2, 30))
def test_crps_agrees_with_its_definition(seed: int, n: int) -> None:
    random = np.random.default_rng(seed)
    x, w = random.standard_normal(n), random.random(n) + 0.01
    w /= w.sum()
    y = random.standard_normal(3)
    expected = [w @ np.abs(x - one) - 0.5 * w @ np.abs(x[:, None] - x[None, :]) @ w for one in y]
    np.testing.assert_allclose(sample_crps(x, w, y), expected, atol=1e-12)


@settings(max_examples=50)
@given(st.lists(st.floats(0.0, 5.0), min_size=1, max_size=40).filter(lambda w: sum(w) > 0.1), st.floats(0.0, 0.999))
def test_systematic_resampling_is_within_one_of_the_weights(weight: list[float], u: float) -> None:
    w = np.array(weight)
    counts = np.bincount(systematic(w, 200, u), minlength=len(w))
    assert np.abs(counts - 200 * w / w.sum()).max() < 1.0 + 1e-9
