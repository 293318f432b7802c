"""Which outcomes are scored from where, and what was known there."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from sim.analyses.backtest.origins import ORIGINS, data_at, horizon, one_a_year, origin_days, outcomes_at, year_of
from sim.analyses.calibrate.observations import Observations
from sim.errors import InputError

JANUARY_2021 = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("last", "wanted"),
    [(36, 1), (38, 1), (47, 1), (48, 2), (59, 2), (60, 3), (83, 4)],
)
def test_horizons_are_whole_years_rounded_up(toy, last: int, wanted: int) -> None:
    """January 2021 is month 36: what ends by December 2021 is one year ahead."""
    assert horizon(toy.observation("s", last), JANUARY_2021) == wanted


@pytest.mark.parametrize(
    ("first", "last", "scored"), [(36, 47, True), (27, 38, False), (24, 35, False), (37, 38, True)]
)
def test_a_flow_is_scored_when_all_of_it_is_still_to_come(toy, first: int, last: int, scored: bool) -> None:
    flow = toy.observation("s", last, first=first, form="flow")
    assert bool(outcomes_at(Observations((flow,), ()), JANUARY_2021)) is scored


def test_a_stock_that_was_over_but_unpublished_is_neither_outcome_nor_known(toy) -> None:
    stock = toy.observation("s", 35, available_from=date(2021, 6, 30))
    world = toy.setting((stock,))
    assert outcomes_at(world.observations, JANUARY_2021) == ()
    assert data_at(world, JANUARY_2021).points == ()


def test_a_half_year_is_not_scored_beside_its_year(toy) -> None:
    year = toy.observation("s", 47, id="year", first=36, form="flow")
    half = toy.observation("s", 41, id="half", first=36, form="flow")
    assert [one.id for one in outcomes_at(Observations((half, year), ()), JANUARY_2021)] == ["year"]
    assert [one.id for one in outcomes_at(Observations((half,), ()), JANUARY_2021)] == ["half"]


def test_bounds_are_known_but_never_scored(toy) -> None:
    bound = toy.observation("s", 40, bound="upper", available_from=date(2021, 6, 30))
    world = toy.setting((bound,))
    assert outcomes_at(world.observations, JANUARY_2021) == ()
    assert data_at(world, date(2022, 1, 1)).bounds == (bound,)


@pytest.mark.parametrize("year", ORIGINS)
def test_the_shipped_table_has_one_outcome_a_series_and_year(shipped, year: int) -> None:
    """Names and dates only; no figure is compared with anything here."""
    outcomes = outcomes_at(shipped.observations, date(year, 1, 1))
    assert outcomes
    assert all(one.bound == "point" for one in outcomes)
    assert max(Counter((one.series, year_of(one)) for one in outcomes).values()) == 1


def test_each_series_and_outcome_once_for_each_horizon(shipped) -> None:
    pairs = [
        (one.series, one.id, year_of(one), horizon(one, day))
        for day in origin_days(ORIGINS)
        for one in outcomes_at(shipped.observations, day)
    ]
    assert len({(series, name, years) for series, name, _, years in pairs}) == len(pairs)
    assert len({(series, year, years) for series, _, year, years in pairs}) == len(pairs)


def test_nothing_known_at_an_origin_is_scored_from_it(shipped) -> None:
    for day in origin_days(ORIGINS):
        known = data_at(shipped, day)
        coming = outcomes_at(shipped.observations, day)
        assert not {one.id for one in (*known.points, *known.bounds)} & {one.id for one in coming}
        assert all(one.available_from <= day for one in (*known.points, *known.bounds))
        assert all(one.available_from > day for one in coming)


def test_origins_are_sorted_days(toy) -> None:
    assert origin_days([2021, 2019]) == (date(2019, 1, 1), date(2021, 1, 1))
    assert one_a_year(()) == ()


@pytest.mark.parametrize("years", [[], [2017], [2025], [2019, 2019]])
def test_origins_that_cannot_be_used(years: list[int]) -> None:
    with pytest.raises(InputError, match="origins"):
        origin_days(years)
