"""Paired differences: known answers, errors that hold, and nothing shown where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from sim.study.paired import Difference, between_draws, by_draw, chance_positive, difference


def test_a_constant_shift_has_no_error():
    own = np.random.default_rng(1).normal(size=100)
    change = difference(own + 0.25, own)
    assert change.value == pytest.approx(0.25)
    assert change.error == pytest.approx(0.0, abs=1e-12)
    assert change.sign == 1
    assert difference(own - 0.25, own).sign == -1


def test_nothing_is_not_shown():
    own = np.random.default_rng(1).normal(size=100)
    assert difference(own, own) == Difference(0.0, 0.0)
    assert not difference(own, own).shown


def test_one_flipped_run_is_not_a_difference():
    own = np.zeros(1000)
    other = own.copy()
    other[17] = 1.0
    assert not difference(other, own).shown


def test_failed_runs_take_their_draw_with_them():
    own, other = np.zeros(6), np.array([1.0, 1.0, np.nan, 5.0, 1.0, 1.0])
    assert difference(other, own).value == 1.0
    assert np.array_equal(by_draw(other, own), [1.0, np.nan, 1.0], equal_nan=True)


def test_no_run_finished():
    lost = np.full(4, np.nan)
    assert difference(lost, np.zeros(4)) == Difference(0.0, 0.0)
    assert between_draws(lost, np.zeros(4)) == 0.0


def test_the_error_covers_as_it_says():
    """90 % intervals around the mean of clustered differences, 2,000 times: within 4 standard errors (6e-5)."""
    rng = np.random.default_rng(5)
    shared = np.repeat(rng.normal(0.3, 1.0, (2000, 60)), 2, axis=1)
    noise = rng.normal(0.0, 0.5, shared.shape)
    zeros = np.zeros(shared.shape[1])
    made = [difference(row, zeros) for row in shared + noise]
    covered = np.mean([abs(one.value - 0.3) <= 1.645 * one.error for one in made])
    assert abs(covered - 0.895) < 4 * np.sqrt(0.9 * 0.1 / 2000) + 0.005


def test_spread_over_draws_is_free_of_chance():
    rng = np.random.default_rng(6)
    effect = np.repeat(rng.normal(0.0, 2.0, 20_000), 2)
    assert between_draws(effect + rng.normal(0.0, 5.0, effect.size), np.zeros(effect.size)) == pytest.approx(
        4.0, rel=0.1
    )


@pytest.mark.parametrize(("value", "spread", "error", "chance"), [(1.0, 0.75, 0.5, 0.841), (0.0, 1.0, 0.0, 0.5)])
def test_chance_of_a_gain_is_that_of_a_normal_law(value, spread, error, chance):
    assert chance_positive(Difference(value, error), spread) == pytest.approx(chance, abs=1e-3)


def test_chance_of_a_gain_without_any_spread():
    assert chance_positive(Difference(0.0, 0.0), 0.0) is None
    assert chance_positive(Difference(0.1, 0.0), 0.0) == 1.0
    assert chance_positive(Difference(-0.1, 0.0), 0.0) == 0.0
