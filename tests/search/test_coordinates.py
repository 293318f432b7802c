"""ILR coordinates keep distances of compositions; money between bounds is always the whole money."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analyses.search.coordinates import SMALLEST, filled, ilr, shares_of

parts = st.lists(st.floats(0.01, 1.0), min_size=2, max_size=13)


@given(parts)
def test_shares_survive_the_round_trip(given_parts: list[float]) -> None:
    shares = np.array(given_parts) / np.sum(given_parts)
    assert shares_of(ilr(shares)) == pytest.approx(shares, rel=1e-9)


def test_distances_are_those_of_log_ratios() -> None:
    """Aitchison distance, from its definition over all pairs of parts."""
    one, other = np.array([0.2, 0.3, 0.5]), np.array([0.6, 0.3, 0.1])
    pairs = [(np.log(one[i] / one[j]) - np.log(other[i] / other[j])) ** 2 for i in range(3) for j in range(3)]
    assert np.sum((ilr(one) - ilr(other)) ** 2) == pytest.approx(sum(pairs) / (2 * 3))


def test_the_even_split_is_the_origin() -> None:
    assert shares_of(np.zeros(12)) == pytest.approx(np.full(13, 1 / 13))
    assert ilr(np.full(13, 4.0)) == pytest.approx(np.zeros(12))


def test_a_part_of_nothing_is_a_small_share() -> None:
    assert shares_of(ilr(np.array([0.0, 1.0])))[0] == pytest.approx(SMALLEST / (1 + SMALLEST))
    assert ilr(np.zeros(3)) == pytest.approx(np.zeros(2))


def test_extreme_coordinates_stay_finite() -> None:
    assert np.isfinite(shares_of(np.array([900.0, -900.0]))).all()


def test_what_a_full_part_cannot_take_goes_to_the_others() -> None:
    money = filled(np.array([0.6, 0.2, 0.2]), 100.0, np.zeros(3), np.array([30.0, 100.0, 100.0]))
    assert money == pytest.approx([30.0, 35.0, 35.0])


def test_lower_bounds_come_first() -> None:
    money = filled(np.array([0.5, 0.5]), 100.0, np.array([40.0, 0.0]), np.array([100.0, 100.0]))
    assert money == pytest.approx([70.0, 30.0])


@given(
    st.lists(st.tuples(st.floats(0.001, 1.0), st.floats(0, 50), st.floats(0, 80)), min_size=2, max_size=13),
    st.floats(0.0, 1.0),
)
def test_bounds_hold_and_nothing_is_left_over(rows: list[tuple[float, float, float]], part: float) -> None:
    shares, low, room = (np.array(column) for column in zip(*rows, strict=True))
    amount = float(low.sum() + part * room.sum())
    money = filled(shares, amount, low, low + room)
    assert money.sum() == pytest.approx(amount, abs=1e-6)
    assert (money >= low - 1e-6).all()
    assert (money <= low + room + 1e-6).all()
