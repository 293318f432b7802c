"""The three baselines and their dressing, against numbers worked out by hand."""

from __future__ import annotations

from datetime import date
from math import log, sqrt

import numpy as np
import pytest

from sim.analyses.backtest.baselines import DEFAULT_SD, LEAST_SD, NAMES, applies, baselines, dress, errors, predict
from sim.analyses.backtest.figures import Figure, Past

DAY = date(2020, 6, 30)


def past(*points: tuple[float, float]) -> Past:
    """A series from (year, logarithm)."""
    times, logs = zip(*points, strict=True)
    return Past(np.array(times, dtype=float), np.array(logs, dtype=float))


def figure(first: int, last: int, value: float = 100.0, *, flow: bool = True) -> Figure:
    return Figure("x", "s", flow, first, last, value, DAY)


THREE = past((0, 1.0), (1, 1.2), (2, 1.3))


@pytest.mark.parametrize(
    ("name", "time", "wanted"),
    [
        ("last-value", 5, 1.3),
        ("last-growth", 3, 1.4),  # 1.3 + (1.3 - 1.2)
        ("last-growth", 4.5, 1.55),  # 1.3 + 2.5 * 0.1
        # mean 7 / 6 at time 1; slope (1.3 - 1.0) / 2 = 0.15
        ("linear-trend", 3, 7 / 6 + 2 * 0.15),
    ],
)
def test_the_rules(name: str, time: float, wanted: float) -> None:
    assert predict(name, THREE, time) == pytest.approx(wanted)


def test_growth_over_uneven_years_is_a_yearly_rate() -> None:
    assert predict("last-growth", past((0, 1.0), (4, 1.8)), 6) == pytest.approx(1.8 + 2 * 0.2)


def test_growth_over_less_than_three_quarters_of_a_year_is_noise_and_is_passed_over() -> None:
    """From the figure a year before, not from the half year between."""
    assert predict("last-growth", past((0, 1.0), (0.5, 3.0), (1, 1.2)), 2) == pytest.approx(1.4)
    assert not applies("last-growth", past((0, 1.0), (0.5, 3.0)))


@pytest.mark.parametrize("name", NAMES)
def test_with_one_figure_every_rule_is_the_last_value(name: str) -> None:
    one = past((0, 1.0))
    dressed = dress(name, one, {"s": one}, 4)
    assert dressed.centre == 1.0
    assert dressed.sd == pytest.approx(DEFAULT_SD * 2.0)  # nothing to learn from: 0.25 times the root of four years
    assert dressed.basis == "default"


def test_errors_of_the_last_value_at_the_nearest_lead_are_scaled() -> None:
    """Lead 2: from year 0 to 2 (0.3), from year 1 only to 2 (0.1, lead 1), scaled by the root of 2."""
    assert errors("last-value", THREE, 2.0) == pytest.approx([0.3, 0.1 * sqrt(2)])


def test_errors_of_the_last_growth() -> None:
    """From year 0 no growth is known; from 0 and 1 the forecast for 2 is 1.4, the figure 1.3."""
    assert errors("last-growth", THREE, 1.0) == pytest.approx([-0.1])


def test_errors_of_the_trend() -> None:
    """0, 1, 2 at 1.0, 1.2, 1.3 then 3 at 1.6: from two points -0.1 for year 2; from three 1.6 - (7 / 6 + 0.3)."""
    four = past((0, 1.0), (1, 1.2), (2, 1.3), (3, 1.6))
    assert errors("linear-trend", four, 1.0) == pytest.approx([-0.1, 1.6 - 7 / 6 - 0.3])


def test_of_two_equally_near_leads_the_shorter_counts() -> None:
    """Lead 1.5 lies between 1 and 2 years: the error of one year, 0.2, scaled by the root of 1.5."""
    assert errors("last-value", THREE, 1.5)[0] == pytest.approx(0.2 * sqrt(1.5))


def test_four_own_errors_dress_a_series_alone() -> None:
    five = past((0, 1.0), (1, 1.2), (2, 1.1), (3, 1.4), (4, 1.4))
    wild = past((0, 1.0), (1, 9.0))
    dressed = dress("last-value", five, {"s": five, "wild": wild}, 5)
    assert dressed.basis == "own"
    assert dressed.sd == pytest.approx(sqrt((0.2**2 + 0.1**2 + 0.3**2 + 0.0) / 4))


def test_fewer_own_errors_are_pooled_over_all_series() -> None:
    """Own 0.2 and 0.1; the other series 0.4 and -0.2: the root mean square of all four."""
    other = past((0, 1.0), (1, 1.4), (2, 1.2))
    dressed = dress("last-value", THREE, {"s": THREE, "other": other}, 3)
    assert dressed.basis == "pooled"
    assert dressed.sd == pytest.approx(sqrt((0.2**2 + 0.1**2 + 0.4**2 + 0.2**2) / 4))


def test_a_pool_of_three_is_still_too_few() -> None:
    other = past((0, 1.0), (1, 1.4))
    assert dress("last-value", THREE, {"s": THREE, "other": other}, 3).basis == "default"


def test_a_rule_that_falls_back_is_dressed_with_the_errors_of_the_rule_used() -> None:
    one = past((2, 5.0))
    pool = {"s": one, "other": past((0, 1.0), (1, 1.1), (2, 1.3), (3, 1.4), (4, 1.8))}
    growth, value = (dress(name, one, pool, 3) for name in ("last-growth", "last-value"))
    assert growth == value
    assert growth.basis == "pooled"


def test_a_series_that_never_moved_is_not_a_point_forecast() -> None:
    still = past((0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0), (4, 1.0))
    assert dress("last-value", still, {"s": still}, 5).sd == LEAST_SD


def test_a_part_year_is_a_yearly_rate_on_the_way_in_and_out() -> None:
    """50 in half a year is a rate of 100; a quarter at that rate is 25."""
    half = figure(36, 41, 50.0)
    assert half.log == pytest.approx(log(100.5))
    assert (half.time, half.years) == (3.25, 0.5)
    quarter = figure(60, 62)
    made = baselines(quarter, {"s": past((half.time, half.log))})
    assert made["last-value"].centre == pytest.approx(log(25.5))
    # from the middle of the half year (3.25) to the middle of the quarter (5.125)
    assert made["last-value"].sd == pytest.approx(0.25 * sqrt(5.125 - 3.25))


def test_a_stock_has_no_rate() -> None:
    stock = figure(38, 38, 50.0, flow=False)
    assert (stock.time, stock.years, stock.log) == (3.25, 1.0, pytest.approx(log(50.5)))


def test_a_series_without_a_past_has_no_baseline() -> None:
    assert baselines(figure(36, 47), {"another": THREE}) == {}
