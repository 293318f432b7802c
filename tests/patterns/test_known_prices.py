"""Instruments with known answers: what money begins, when it counts, awards at and above the one that was there."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.compiled import simulate
from sim.inputs.policy import allocation
from sim.model.rules.title_choice import moved_by_award
from sim.model.tables.levers import CHANNELS, FIRM_CHANNELS
from sim.model.tables.metrics import METRIC_INDEX

PLATFORMS = "cooperation-platforms"
shares = st.floats(0.01, 0.99)
money = st.floats(0.0, 50.0)


def of(metrics: np.ndarray, name: str) -> np.ndarray:
    return metrics[:, -1, METRIC_INDEX[name]]


def with_action(cities, action: str, amount: float, runs: int = 1) -> np.ndarray:
    """Million CNY by run and action: ``amount`` for one action, nothing for the others."""
    plan = cities.plan()
    totals = np.zeros((runs, len(plan.actions)))
    totals[:, plan.action_index[action]] = amount
    return totals


def platforms(cities, **given: float) -> np.ndarray:
    """Parameters under which a platform costs 8, is set up at once, and would never have come; offices do not bind."""
    values = {"platform_cost": 8.0, "platform_lag": 0.0, "platform_additional": 1.0, "platform_offices": 1000.0}
    return cities.changed(**{**values, **given})


def test_a_thing_that_costs_c_comes_at_100_over_c_for_100_million(cities) -> None:
    """Begun and in operation to rounding; opened, a Poisson number, within four standard errors of 60 runs."""
    draws = np.tile(platforms(cities), (60, 1))
    amount = 160.0
    some = simulate(draws, with_action(cities, "cooperation", amount, 60), np.arange(60)).metrics
    none = simulate(draws, with_action(cities, "cooperation", 0.0, 60), np.arange(60)).metrics
    share = next(one.share for one in cities.plan().instruments if one.id == PLATFORMS)
    paid = amount * share
    assert of(some, "begun_cooperation_platform") == pytest.approx(np.full(60, paid / 8.0))
    assert of(some, "delivered_cooperation_platform") == pytest.approx(np.full(60, paid / 8.0))
    assert not of(none, "begun_cooperation_platform").any()
    gain = of(some, "platforms_opened") - of(none, "platforms_opened")
    assert gain.mean() == pytest.approx(paid / 8.0, abs=4.0 * math.sqrt(paid / 8.0 / 60.0))


def test_a_longer_lag_moves_what_counts_and_not_what_is_begun(cities) -> None:
    totals = with_action(cities, "cooperation", 160.0)
    soon, late = (simulate(platforms(cities, platform_lag=lag)[None, :], totals, [1]).metrics for lag in (6.0, 12.0))
    assert of(soon, "begun_cooperation_platform") == of(late, "begun_cooperation_platform")
    assert of(late, "delivered_cooperation_platform") < 0.9 * of(soon, "delivered_cooperation_platform")


def test_no_money_is_no_plan_to_the_last_bit(cities) -> None:
    draws = np.array([cities.theta(draw) for draw in range(4)])
    zero = np.zeros((4, len(cities.plan().actions)))
    none = simulate(draws, zero, np.arange(4)).metrics
    bare = simulate(draws, None, np.arange(4), scenario="no-plan").metrics
    assert (none == bare).all()


@pytest.mark.parametrize("switch", [{}, {"co_funding": True}], ids=["alone", "co-funded"])
def test_more_money_never_lowers_what_is_begun(cities, switch) -> None:
    """All instruments at nothing, half, once, twice and ten times the reference, in one city."""
    scenario = cities.scenario(**switch)
    totals = allocation(scenario, cities.plan()).totals
    amounts = np.array([totals * times for times in (0.0, 0.5, 1.0, 2.0, 10.0)])
    metrics = simulate(np.tile(cities.theta(), (5, 1)), amounts, [3] * 5, scenario=scenario).metrics
    for channel in CHANNELS:
        begun = of(metrics, f"begun_{channel.replace('-', '_')}")
        assert (np.diff(begun) >= -1e-9).all(), channel


def test_co_funding_reaches_every_channel(cities) -> None:
    """District and province add the same part to whatever the city pays: what is bought by the piece grows by it, an
    award becomes larger and no second award."""
    larger = {*FIRM_CHANNELS, "project-grant"} - {"engineer-grant"}
    draws = cities.changed(co_funding_rate=0.5)[None, :]
    plain = simulate(draws, None, [3], scenario=cities.scenario()).metrics
    more = simulate(draws, None, [3], scenario=cities.scenario(co_funding=True)).metrics
    assert of(more, "spent") == pytest.approx(of(plain, "spent"), rel=0.02)
    for channel in CHANNELS:
        name = f"begun_{channel.replace('-', '_')}"
        if of(plain, name) > 0.0 and channel not in ("certification-coaching", "centre-coaching"):
            times = 1.0 if channel in larger else 1.5
            assert of(more, name) == pytest.approx(times * of(plain, name), rel=0.1), channel


@given(shares, money, money, st.floats(0.0, 5.0))
def test_the_award_that_was_there_gives_the_usual_rate_exactly(chance, worth, standing, slope) -> None:
    assert moved_by_award(chance, worth + 0.01, standing, 0.0, slope) == chance
    assert moved_by_award(chance, worth + 0.01, standing, 5.0, 0.0) == chance


@given(shares, money, money, st.floats(0.01, 5.0), st.floats(0.01, 5.0), st.floats(0.1, 3.0))
def test_a_larger_award_never_lowers_the_chance(chance, worth, standing, award, more, slope) -> None:
    first = moved_by_award(chance, worth + 0.01, standing, award, slope)
    assert chance <= first <= moved_by_award(chance, worth + 0.01, standing, award + more, slope) <= 1.0


@given(shares, st.floats(0.1, 5.0))
def test_the_response_is_the_logit_of_the_design(chance, award) -> None:
    moved = moved_by_award(chance, 0.5, 0.2, award, 0.9)
    shift = math.log(moved / (1.0 - moved)) - math.log(chance / (1.0 - chance))
    assert shift == pytest.approx(0.9 * math.log((0.7 + award) / 0.7), rel=1e-6, abs=1e-9)
