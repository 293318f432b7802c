"""Scores against numbers reckoned by hand, definitions written out, laws with known scores, and another library."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from sim.study.scores import (
    HUB_LEVELS,
    brier_score,
    central_interval,
    covered,
    crps_quantiles,
    crps_sample,
    interval_score,
    log_score,
    pit_quantiles,
    pit_sample,
    randomised_pit,
    weighted_interval_score,
)

FIVE = (0.05, 0.25, 0.5, 0.75, 0.95)
NORMAL = norm.ppf(HUB_LEVELS)
numbers = st.floats(-1e4, 1e4)
samples = st.lists(numbers, min_size=1, max_size=30)


def crps_by_definition(sample: list[float], observed: float) -> float:
    """E|X - y| - E|X - X'| / 2 over all pairs."""
    near = sum(abs(x - observed) for x in sample) / len(sample)
    return near - sum(abs(a - b) for a in sample for b in sample) / (2 * len(sample) ** 2)


def quantile_loss(quantile: float, level: float, observed: float) -> float:
    return level * (observed - quantile) if observed >= quantile else (1 - level) * (quantile - observed)


def test_the_levels_are_those_of_the_hubs() -> None:
    assert len(HUB_LEVELS) == 23
    assert HUB_LEVELS[:5] == (0.01, 0.025, 0.05, 0.1, 0.15)
    assert HUB_LEVELS[11] == 0.5
    assert HUB_LEVELS[-3:] == (0.95, 0.975, 0.99)


def test_crps_by_hand() -> None:
    # |0-1|, |1-1|, |4-1|: mean 4/3; pairs 2 (1 + 4 + 3) / 9 = 16/9, half of it 8/9
    assert crps_sample([0.0, 1.0, 4.0], 1.0) == pytest.approx(4 / 3 - 8 / 9)
    # without the pairs of a value with itself: 16 / 6, half of it 4/3
    assert crps_sample([0.0, 1.0, 4.0], 1.0, fair=True) == pytest.approx(0.0)
    assert crps_sample([7.0], 4.5) == pytest.approx(2.5)


@given(samples, numbers)
def test_crps_is_its_definition(sample: list[float], observed: float) -> None:
    assert crps_sample(sample, observed) == pytest.approx(crps_by_definition(sample, observed), rel=1e-9, abs=1e-8)


@given(samples, numbers, numbers, st.floats(0.01, 100))
def test_crps_moves_and_grows_with_the_unit(sample: list[float], observed: float, by: float, unit: float) -> None:
    before = float(crps_sample(sample, observed))
    after = float(crps_sample(unit * np.array(sample) + by, unit * observed + by))
    assert after == pytest.approx(unit * before, rel=1e-6, abs=1e-6)
    assert before >= -1e-9


@given(samples, numbers)
def test_crps_agrees_with_properscoring(sample: list[float], observed: float) -> None:
    other = pytest.importorskip("properscoring")
    expected = float(other.crps_ensemble(observed, np.array(sample)))
    assert crps_sample(sample, observed) == pytest.approx(expected, rel=1e-9, abs=1e-8)


def test_crps_of_a_normal_law() -> None:
    """In closed form: y (2 Phi(y) - 1) + 2 phi(y) - 1 / sqrt(pi). Quantiles miss the tails beyond 1 and 99 %."""
    law = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    for y in (0.0, 0.7, -1.5, 2.2):
        exact = y * (2 * norm.cdf(y) - 1) + 2 * norm.pdf(y) - 1 / math.sqrt(math.pi)
        assert crps_sample(law, y) == pytest.approx(exact, rel=1e-3)
        assert crps_quantiles(NORMAL, HUB_LEVELS, y) == pytest.approx(exact, rel=0.02)


@given(st.lists(numbers, min_size=2, max_size=25), numbers)
def test_even_levels_give_the_crps_of_the_sample(sample: list[float], observed: float) -> None:
    ordered = sorted(sample)
    levels = [(place + 0.5) / len(ordered) for place in range(len(ordered))]
    expected = float(crps_sample(ordered, observed))
    assert crps_quantiles(ordered, levels, observed) == pytest.approx(expected, rel=1e-9, abs=1e-8)


def test_the_weighted_interval_score_by_hand() -> None:
    # 80 % interval [4, 9], median 7, y = 10: (0.5 * 3 + 0.1 * (9 - 4) + (10 - 9)) / 1.5
    score = weighted_interval_score([4.0, 7.0, 9.0], (0.1, 0.5, 0.9), 10.0)
    assert score.sharpness == pytest.approx(0.5 / 1.5)
    assert score.underprediction == pytest.approx(2.5 / 1.5)
    assert score.overprediction == 0.0
    assert score.total == pytest.approx(2.0)
    below = weighted_interval_score([4.0, 7.0, 9.0], (0.1, 0.5, 0.9), 3.0)
    assert (below.underprediction, below.overprediction) == (0.0, pytest.approx((0.5 * 4 + 1) / 1.5))


@given(st.lists(numbers, min_size=5, max_size=5), numbers)
def test_the_weighted_interval_score_is_twice_the_mean_quantile_loss(found: list[float], observed: float) -> None:
    """And the sum of its parts, and the weighted mean of the interval scores."""
    q = sorted(found)
    score = weighted_interval_score(q, FIVE, observed)
    losses = [quantile_loss(quantile, level, observed) for quantile, level in zip(q, FIVE, strict=True)]
    assert score.total == pytest.approx(2 * sum(losses) / 5, rel=1e-9, abs=1e-8)
    intervals = [float(interval_score(observed, q[i], q[-1 - i], 1 - 2 * FIVE[i])) for i in (0, 1)]
    weighted = 0.5 * abs(observed - q[2]) + FIVE[0] * intervals[0] + FIVE[1] * intervals[1]
    assert score.total == pytest.approx(weighted / 2.5, rel=1e-9, abs=1e-8)
    assert min(score.sharpness, score.overprediction, score.underprediction) >= 0


def test_shapes() -> None:
    q = np.sort(np.random.default_rng(1).normal(size=(4, 3, 23)), axis=-1)
    y = np.zeros((4, 3))
    score = weighted_interval_score(q, HUB_LEVELS, y)
    assert score.total.shape == score.sharpness.shape == crps_quantiles(q, HUB_LEVELS, y).shape == (4, 3)
    assert crps_sample(q, y).shape == (4, 3)
    assert score.total[2, 1] == weighted_interval_score(q[2, 1], HUB_LEVELS, 0.0).total
    many = weighted_interval_score(q[0, 0], HUB_LEVELS, [0.0, 1.0])
    assert many.total.shape == many.sharpness.shape == (2,)
    assert interval_score([0.0, 5.0], 1.0, 3.0, 0.8).tolist() == pytest.approx([12.0, 22.0])


def test_the_interval_score_by_hand() -> None:
    assert interval_score(2.0, 1.0, 4.0, 0.9) == pytest.approx(3.0)
    assert interval_score(0.5, 1.0, 4.0, 0.9) == pytest.approx(3.0 + 20 * 0.5)
    assert interval_score(6.0, 1.0, 4.0, 0.5) == pytest.approx(3.0 + 4 * 2.0)


def test_coverage_of_central_intervals() -> None:
    low, high = central_interval(NORMAL, HUB_LEVELS, 0.5)
    assert (low, high) == (pytest.approx(norm.ppf(0.25)), pytest.approx(norm.ppf(0.75)))
    assert covered([low, high, high + 1e-9, 0.0], low, high).tolist() == [True, True, False, True]
    low, high = central_interval(NORMAL, HUB_LEVELS, 0.95)
    assert covered(norm.ppf((np.arange(1000) + 0.5) / 1000), low, high).mean() == pytest.approx(0.95)
    with pytest.raises(ValueError, match=r"level 0\.2"):
        central_interval([1.0, 2.0, 3.0], (0.1, 0.5, 0.9), 0.6)


def test_the_pit_of_a_sample() -> None:
    low, high = pit_sample([0, 1, 1, 3], [1, 2, 9])
    assert low.tolist() == [0.25, 0.75, 1.0]
    assert high.tolist() == [0.75, 0.75, 1.0]


def test_a_randomised_pit_of_counts_is_uniform_under_the_true_law() -> None:
    """Exactly: summed over the counts of a law of three, each part of the unit interval has its length."""
    sample = [0] * 2 + [1] * 5 + [2] * 3
    low, high = pit_sample(sample, [0, 1, 2])
    u = (np.arange(1000) + 0.5) / 1000
    drawn = np.array([randomised_pit(a, b, u) for a, b in zip(low, high, strict=True)])
    for edge in (0.1, 0.35, 0.6, 0.9):
        reached = (drawn < edge).mean(axis=1) @ np.array([0.2, 0.5, 0.3])
        assert reached == pytest.approx(edge, abs=2e-3)


def test_the_pit_from_quantiles() -> None:
    q, levels = [0.0, 1.0, 1.0, 4.0, 8.0], FIVE
    low, high = pit_quantiles(q, levels, [-1.0, 1.0, 2.5, 8.0, 9.0])
    assert low.tolist() == pytest.approx([0.0, 0.15, 0.625, 0.85, 0.95])
    assert high.tolist() == pytest.approx([0.05, 0.625, 0.625, 0.975, 1.0])


@given(st.lists(st.integers(0, 8), min_size=5, max_size=5), st.integers(-1, 9))
def test_the_pit_from_quantiles_stays_between_the_levels_around_it(found: list[int], observed: int) -> None:
    q = np.array(sorted(found), dtype=float)
    low, high = pit_quantiles(q, FIVE, observed)
    below = max([0.0, *(level for level, x in zip(FIVE, q, strict=True) if x < observed)])
    above = min([1.0, *(level for level, x in zip(FIVE, q, strict=True) if x > observed)])
    assert below <= low <= high <= above


def test_the_scores_of_an_event() -> None:
    assert brier_score([0.8, 0.8], [1, 0]).tolist() == pytest.approx([0.04, 0.64])
    assert log_score([0.25, 0.25], [1, 0]).tolist() == pytest.approx([math.log(4), -math.log(0.75)])
    assert log_score(0.0, 1) == math.inf


def test_the_brier_score_agrees_with_properscoring() -> None:
    other = pytest.importorskip("properscoring")
    p, met = np.array([0.0, 0.3, 0.99, 1.0]), np.array([1, 0, 1, 1])
    assert brier_score(p, met) == pytest.approx(other.brier_score(met, p))


@given(st.floats(0.05, 0.95), st.floats(0.01, 0.99))
def test_the_true_probability_scores_best(true: float, said: float) -> None:
    for rule in (brier_score, log_score):
        mean = [true * float(rule(p, 1)) + (1 - true) * float(rule(p, 0)) for p in (true, said)]
        assert mean[0] <= mean[1] + 1e-12


def test_the_true_law_scores_best() -> None:
    """Over a grid of the law itself: wider, narrower and shifted forecasts lose, under every score."""
    y = norm.ppf((np.arange(4000) + 0.5) / 4000)
    for rule in (crps_quantiles, lambda *of: weighted_interval_score(*of).total):
        honest = rule(NORMAL, HUB_LEVELS, y).mean()
        for said in (1.3 * NORMAL, 0.75 * NORMAL, NORMAL + 0.2):
            assert rule(said, HUB_LEVELS, y).mean() > honest * 1.005


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: crps_sample([], 1.0), "at least 1"),
        (lambda: crps_sample([1.0], 1.0, fair=True), "at least 2"),
        (lambda: crps_sample([1.0, math.nan], 1.0), "sample: a finite"),
        (lambda: crps_quantiles([1.0, 2.0], (0.1, 0.9), math.inf), "observed: a finite"),
        (lambda: crps_quantiles([2.0, 1.0], (0.1, 0.9), 1.0), "must not fall"),
        (lambda: crps_quantiles([1.0, 2.0], (0.9, 0.1), 1.0), "must rise"),
        (lambda: crps_quantiles([1.0, 2.0], (0.0, 0.1), 1.0), "must rise"),
        (lambda: crps_quantiles([1.0], (0.1, 0.9), 1.0), "one quantile a level"),
        (lambda: weighted_interval_score([1.0, 2.0], (0.1, 0.9), 1.0), "pairs"),
        (lambda: weighted_interval_score([1.0, 2.0, 3.0], (0.1, 0.5, 0.8), 1.0), "pairs"),
        (lambda: interval_score(1.0, 3.0, 2.0, 0.9), "before it begins"),
        (lambda: interval_score(1.0, 2.0, 3.0, 90.0), "between 0 and 1"),
        (lambda: pit_quantiles([[1.0, 2.0]], (0.1, 0.9), 1.0), "one set"),
        (lambda: pit_sample([], 1.0), "empty"),
        (lambda: randomised_pit(0.1, 0.2, 1.5), "between 0 and 1"),
        (lambda: brier_score(1.2, 1), "between 0 and 1"),
        (lambda: log_score(0.5, 0.5), "met"),
    ],
)
def test_what_cannot_be_scored_is_refused(call, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
