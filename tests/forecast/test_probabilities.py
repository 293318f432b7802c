"""Probabilities on toys whose truth is known: error rates are stated where chance could fail a test."""

import numpy as np
import pytest

from sim.study.probabilities import between_draw_variance, estimate, expectation, met, threshold


def toy(rng, draws, replicates, a, b):
    """Beta-binomial runs: hits bool[n], draw int[n]."""
    p = np.repeat(rng.beta(a, b, draws), replicates)
    return rng.random(p.size) < p, np.repeat(np.arange(draws), replicates)


@pytest.mark.parametrize("replicates", [1, 2, 10])
def test_the_clustered_error_covers_as_stated(replicates):
    # 1,500 toys: observed coverage has a standard error of .006; a true .95 leaves these bounds once in 30,000.
    rng = np.random.default_rng(7)
    truth = 2.0 / 5.0
    inside = 0
    for _ in range(1500):
        result = estimate(*toy(rng, 100, replicates, 2.0, 3.0))
        inside += abs(result.value - truth) <= 1.96 * result.error
    assert 0.925 <= inside / 1500 <= 0.975


def test_counting_runs_as_independent_would_not_cover():
    rng = np.random.default_rng(8)
    inside = 0
    for _ in range(500):
        hits, _ = toy(rng, 100, 10, 0.4, 0.6)
        result = estimate(hits, np.arange(hits.size))
        inside += abs(result.value - 0.4) <= 1.96 * result.error
    assert inside / 500 < 0.7


def test_the_spread_is_unbiased_and_chance_adds_none():
    # True variances .05 and 0; the mean of 1,000 estimates has a standard error of .0006, four of them are allowed.
    rng = np.random.default_rng(9)
    between = [between_draw_variance(*toy(rng, 200, 2, 2.0, 2.0)) for _ in range(1000)]
    assert abs(np.mean(between) - 0.05) < 0.0024
    nothing = []
    for _ in range(1000):
        hits = rng.random(400) < 0.5
        nothing.append(between_draw_variance(hits, np.arange(400) // 2))
    assert abs(np.mean(nothing)) < 0.0024
    assert min(nothing) < 0


def test_unequal_draws_keep_the_spread_unbiased():
    rng = np.random.default_rng(10)
    found = []
    for _ in range(1000):
        hits, draw = toy(rng, 200, 3, 2.0, 2.0)
        keep = rng.random(hits.size) < 0.8
        found.append(between_draw_variance(hits[keep], draw[keep]))
    assert abs(np.mean(found) - 0.05) < 0.0024


def test_the_bar_is_the_beta_law_behind_the_draws():
    # 20,000 draws: the bar must agree with the beta quantiles that made them.
    rng = np.random.default_rng(11)
    result = estimate(*toy(rng, 20000, 2, 6.0, 4.0))
    assert result.low == pytest.approx(0.3449, abs=0.02)
    assert result.high == pytest.approx(0.8313, abs=0.02)


@pytest.mark.parametrize("hit", [False, True])
@pytest.mark.parametrize("runs", [1, 2, 3, 1000])
def test_never_zero_and_never_one(hit, runs):
    result = estimate(np.full(runs, hit), np.arange(runs) // 2)
    assert 0.0 < result.value < 1.0
    assert result.error > 0.0
    for edge in (result.low, result.high):
        assert edge is None or 0.0 < edge < 1.0


def test_nothing_in_500_draws_is_a_tenth_of_a_per_cent():
    result = estimate(np.zeros(1000, bool), np.arange(1000) // 2)
    assert result.value == pytest.approx(0.5 / 501)
    assert result.raw == 0.0


def test_a_target_the_parameters_decide_alone_keeps_its_bar_inside():
    draw = np.arange(1000) // 2
    result = estimate(draw % 2 == 0, draw)
    assert 0.0 < result.low < 0.01
    assert 0.99 < result.high < 1.0
    assert result.draws == 500
    # Runs of one draw are copies: 500 independent runs, not 1,000.
    assert result.error == pytest.approx(np.sqrt(0.25 / 501), rel=0.01)


def test_one_replicate_has_no_spread_to_show():
    hits = np.array([True, False, True, False])
    result = estimate(hits, np.arange(4))
    assert result.low is None
    assert result.high is None
    assert estimate(hits, np.array([0, 0, 1, 1])).low is not None


def test_an_odd_run_counts_for_the_probability_and_not_for_the_spread():
    hits = np.array([True, True, False, False, True])
    draw = np.array([0, 0, 1, 1, 2])
    assert estimate(hits, draw).raw == 0.6
    assert between_draw_variance(hits, draw) == between_draw_variance(hits[:4], draw[:4])


def test_the_bar_always_holds_the_probability():
    rng = np.random.default_rng(12)
    for a, b in ((0.02, 2.0), (0.1, 0.1), (50.0, 1.0)):
        result = estimate(*toy(rng, 300, 2, a, b))
        assert result.low <= result.value <= result.high


@pytest.mark.parametrize(
    ("count", "number", "percent", "expected"),
    [
        (98, 100, 98, True),
        (97, 100, 98, False),
        (490, 500, 98, True),
        (489, 500, 98, False),
        (9, 10, 98, False),
        (10, 10, 98, True),
        (11, 10, 110, True),  # 1.1 * 10 is 11.000000000000002 in binary
        (9, 10, 90, True),
    ],
)
def test_the_threshold_rule(count, number, percent, expected):
    assert bool(met(np.array([count]), number, percent)[0]) is expected
    assert (count >= threshold(number, percent)) is expected


def test_expectation_and_empty_input():
    e = expectation(np.arange(101.0))
    assert (e.mean, e.q05, e.q50, e.q95) == (50.0, 5.0, 50.0, 95.0)
    with pytest.raises(ValueError, match="no finished run"):
        expectation(np.array([]))
    with pytest.raises(ValueError, match="no finished run"):
        estimate(np.array([], bool), np.array([], int))
