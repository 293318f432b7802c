"""Histograms, correlations, bands of chance and round numbers, against hand-worked cases and SciPy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, kstwo, spearmanr

from sim.charts.measure import log_ticks, plain_ticks, tick_words
from sim.charts.spread import binomial_band, density, ecdf_band, ecdf_difference, rank_correlation


@pytest.mark.parametrize("n", [20, 400, 1000])
@pytest.mark.parametrize("share", [0.5, 0.8, 0.9])
def test_the_band_of_a_share_is_that_of_the_binomial_law(n: int, share: float) -> None:
    low, high = binomial_band(n, share)
    assert (low, high) == pytest.approx((binom.ppf(0.025, n, share) / n, binom.ppf(0.975, n, share) / n))
    assert binom.cdf(high * n, n, share) - binom.cdf(low * n - 1, n, share) >= 0.95


@pytest.mark.parametrize("n", [200, 1000])
def test_the_band_of_a_curve_is_kolmogorovs(n: int) -> None:
    assert ecdf_band(n) == pytest.approx(kstwo.ppf(0.95, n), rel=0.02)


def test_the_curve_steps_at_every_rank_and_ends_at_nought() -> None:
    across, up = ecdf_difference([0.75, 0.25])
    assert across.tolist() == [0.0, 0.25, 0.25, 0.75, 0.75, 1.0]
    assert up.tolist() == [0.0, -0.25, 0.25, -0.25, 0.25, 0.0]


def test_ranks_that_lie_too_low_lift_the_curve() -> None:
    """The truth below the posterior: the posterior is too high, and the caption says that the line rises."""
    _, up = ecdf_difference(np.linspace(0.0, 0.5, 100))
    assert up.max() == pytest.approx(0.5)
    assert up.min() > -0.02


def test_rank_correlation_is_spearmans() -> None:
    values = np.random.default_rng(3).normal(size=(200, 3)) @ np.array(
        [[1.0, 0.8, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    )
    np.testing.assert_allclose(rank_correlation(values), spearmanr(np.exp(values)).statistic, atol=1e-12)
    assert rank_correlation(values[:, :1]).tolist() == [[1.0]]
    assert rank_correlation(values[:, :0]).shape == (0, 0)


def test_a_histogram_has_nearly_all_of_its_area_and_a_point_has_one() -> None:
    heights, edges = density(np.random.default_rng(4).normal(size=5000), 30, 0.005)
    assert heights @ np.diff(edges) == pytest.approx(0.99, abs=0.002)
    heights, edges = density(np.full(10, 3.0), 4, 0.005)
    assert heights @ np.diff(edges) == pytest.approx(1.0)


@given(low=st.floats(-1e5, 1e5), width=st.floats(1e-4, 1e5))
def test_plain_ticks_lie_inside_and_are_written_alike(low: float, width: float) -> None:
    ticks, words = plain_ticks(low, low + width)
    assert all(low <= tick <= low + width for tick in ticks)
    assert len({len(word.partition(".")[2]) for word in words}) <= 1


@given(low=st.floats(1e-3, 1e5), times=st.floats(1.5, 1e4))
def test_log_ticks_lie_inside_and_apart(low: float, times: float) -> None:
    ticks, words = log_ticks(low, low * times)
    assert all(low <= tick <= low * times for tick in ticks)
    assert all(b / a >= times**0.15 for a, b in itertools.pairwise(ticks))
    assert [float(word.replace(",", "")) for word in words] == pytest.approx(ticks, rel=1e-3)


def test_numbers_are_written_for_people() -> None:
    assert tick_words([0.0, 0.05, 0.1]) == ["0.00", "0.05", "0.10"]
    assert tick_words([-5.0, 0.0, 10000.0]) == ["−5", "0", "10,000"]
