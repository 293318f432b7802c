"""Several boxes, and the held-out half that tells a box from luck."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.discover.box import Interval, Levels
from sim.analyses.discover.covering import Half, Limits, cover
from sim.analyses.discover.peeling import peel

from .cases import factors, planted


def halves(cases, interest) -> tuple[Half, Half]:
    even = np.arange(len(interest)) % 2 == 0
    return Half(cases.rows(even), interest[even]), Half(cases.rows(~even), interest[~even])


def test_a_planted_box_is_found_with_its_bounds_density_and_coverage() -> None:
    """True density 0.9; true coverage 0.9 * 0.133 / (0.9 * 0.133 + 0.1 * 0.867) = 0.58; 4,000 cases."""
    found = cover(*halves(*planted(7, 4000)), Limits())
    box = found[0].box
    assert set(box.restrictions) == {0, 1, 6}
    assert box.interval(0).low == -np.inf
    assert box.interval(0).high == pytest.approx(0.4, abs=0.03)
    assert box.interval(1).low == pytest.approx(0.5, abs=0.03)
    assert box.interval(1).high == np.inf
    assert box.restrictions[6] == Levels(frozenset({0, 1}))
    assert found[0].confirmed
    assert found[0].held_out.density == pytest.approx(0.9, abs=0.05)
    assert found[0].held_out.coverage == pytest.approx(0.58, abs=0.1)
    assert all(own < 1e-6 and out < 1e-6 for own, out in found[0].significance.values())
    assert len(found) == 1 or not found[1].confirmed or found[1].held_out.density < 0.3


def test_two_corners_give_two_boxes_and_their_coverage_adds_up() -> None:
    rng = np.random.default_rng(8)
    x = rng.random((3000, 3))
    interest = ((x[:, 0] < 0.25) | (x[:, 1] > 0.8)).astype(float)
    found = cover(*halves(factors(*x.T), interest), Limits())
    assert len(found) == 2
    assert {column for one in found for column in one.box.restrictions} == {0, 1}
    assert all(one.confirmed and one.held_out.density > 0.95 for one in found)
    assert sum(one.held_out.coverage for one in found) == pytest.approx(1.0, abs=0.03)


def test_half_outcomes_count_by_half() -> None:
    """Draws of two runs each: the box is the same, its density that of the runs."""
    rng = np.random.default_rng(9)
    x = rng.random((2000, 2))
    interest = rng.binomial(2, np.where(x[:, 0] < 0.3, 0.7, 0.1)) / 2
    found = cover(*halves(factors(*x.T), interest), Limits())[0]
    assert set(found.box.restrictions) == {0}
    assert found.box.interval(0).high == pytest.approx(0.3, abs=0.03)
    assert found.held_out.density == pytest.approx(0.7, abs=0.05)


def test_no_box_in_noise_is_confirmed() -> None:
    """30 sets of noise without the screening: 0.05 each at most, so more than 5 with probability 0.003."""
    confirmed = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        cases, interest = factors(*rng.random((5, 400))), rng.binomial(1, 0.3, 400).astype(float)
        confirmed += any(one.confirmed for one in cover(*halves(cases, interest), Limits()))
    assert confirmed <= 5


def test_luck_of_the_peeling_shows_itself_on_the_held_out_half() -> None:
    """What peeling alone promises in noise is above the truth, 0.3 (by 0.07 over 20 sets); the other half says so."""
    searched, held_out = [], []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        cases, interest = factors(*rng.random((5, 400))), rng.binomial(1, 0.3, 400).astype(float)
        first, second = halves(cases, interest)
        box = peel(first.factors, first.interest, least=20)[-1]
        searched.append(first.interest[box.inside(first.factors.values)].mean())
        held_out.append(second.interest[box.inside(second.factors.values)].mean())
    assert np.mean(searched) > 0.35
    assert np.mean(held_out) == pytest.approx(0.3, abs=0.03)


def test_limits_hold_on_the_searched_half_or_there_is_no_box() -> None:
    both = halves(*planted(7, 2000))
    dense = cover(*both, Limits(density=0.86))
    assert dense
    assert all(one.searched.density >= 0.86 for one in dense)
    wide = cover(*both, Limits(coverage=0.8), most=1)
    assert wide[0].searched.coverage >= 0.8
    assert wide[0].searched.density < dense[0].searched.density
    assert cover(*both, Limits(coverage=0.9, density=0.9)) == []


def test_a_common_outcome_does_not_make_everything_a_box() -> None:
    """Eight in ten cases are of interest; the box is what has all of them, not the whole space."""
    rng = np.random.default_rng(4)
    x = rng.random((2000, 2))
    interest = (x[:, 0] < 0.8).astype(float)
    found = cover(*halves(factors(*x.T), interest), Limits())
    assert dict(found[0].box.restrictions) == {0: Interval(high=pytest.approx(0.8, abs=0.02))}
    assert found[0].held_out.density > 0.97
