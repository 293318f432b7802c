"""Every million is somewhere: money, firms, places and cohorts balance at the end of every month."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.tables.levers import CAPACITY, CAPITAL, FIRST_CITY_CHANNEL, FIRST_MARKET_CHANNEL, OPEN_CALL, PROJECTS
from sim.model.tables.phases import RECOGNISE

CASES = [
    ("reference", {}, None),
    ("high", {"co_funding": True, "crowding": "in"}, 3),
    ("funds-first", {"crowding": "out", "mobilisation": True}, 7),
    ("template", {}, None),
]


@pytest.fixture(params=CASES, ids=[case[0] for case in CASES])
def city(request, cities):
    name, switches, draw = request.param
    return cities.run(5, policy=cities.scenario(name, **switches), values=cities.theta(draw))


def close(left, right) -> bool:
    return bool(np.allclose(left, right, rtol=1e-6, atol=1e-6))


def test_money_in_is_money_out_every_month(cities, city):
    """District and province add their part to whatever the city pays; so it is with the payees."""
    used = int(city.world["instruments"])
    delivery = city.world["instrument_delivery"][:used]
    topped = 1.0 + (float(city.world["co_funding_rate"]) if city.world["co_funding"] else 0.0)
    for month in cities.walk(city):
        government = city.government
        spent = government["spent"][:used]
        assert close(government["released"][:used], spent + government["purse"][:used]), month
        assert (government["purse"][:used] >= -1e-9).all(), month
        awards = spent[(delivery == OPEN_CALL) | (delivery == PROJECTS)].sum()
        assert close(awards * topped, city.roster("firms")["grants"].sum()), month
        assert close(government["co_funded"], spent.sum() * (topped - 1.0)), month
        paid = sum(city.roster(kind)["grants"].sum() for kind in ("labs", "incubators", "zones"))
        assert close(spent[delivery == CAPACITY].sum() * topped, paid + government["facility_grants"]), month
        under_way = (government["works_first"] + government["works_second"])[:used][delivery == CAPITAL].sum()
        placed = city.roster("funds")["public_inflow"].sum() + under_way
        assert close(spent[delivery == CAPITAL].sum() * topped, placed), month
        assert cities.metric(city, "unspent") == pytest.approx(
            cities.metric(city, "released") - cities.metric(city, "spent"), rel=1e-6, abs=1e-6
        )


def test_what_money_begins_is_somewhere(cities, city):
    """Plan money is in the purse, under way, at work or used up; no unit works that was not begun."""
    used = int(city.world["instruments"])
    capacity = city.world["instrument_delivery"][:used] == CAPACITY
    cost = city.world["instrument_unit_cost"][:used]
    for month in cities.walk(city):
        government = city.government
        assert (government["purse_plan"][:used] <= government["purse"][:used] + 1e-9).all(), month
        begun = government["begun"][FIRST_CITY_CHANNEL:FIRST_MARKET_CHANNEL]
        assert (government["delivered"][: len(begun)] <= begun + 1e-9).all(), month
        under_way = ((government["works_first"] + government["works_second"])[:used] / cost)[capacity].sum()
        assert close(begun.sum(), government["delivered"].sum() + under_way), month
        assert (city.world["lever"] <= government["delivered"] + 1e-9).all(), month


def test_funds_hold_what_they_raised_and_earned(cities, city):
    for month in cities.walk(city):
        funds = city.roster("funds")
        sources = funds["raised"] + funds["returned"]
        uses = funds["committed"] + funds["dry"] + funds["invested"] + funds["distributed"]
        assert close(sources, uses), month
        for name in ("committed", "dry", "invested", "distributed", "public_inflow"):
            assert (funds[name] >= -1e-9).all(), (month, name)


def test_portfolios_count_the_living_firms_a_fund_led_last(cities, city):
    for month in cities.walk(city):
        firms = city.roster("firms")
        backers = firms["backer"][firms["alive"] & (firms["backer"] >= 0)]
        counted = np.bincount(backers, minlength=len(city.roster("funds")))
        assert city.roster("funds")["portfolio"].tolist() == counted.tolist(), month


def test_firms_come_and_go_one_by_one(cities, city):
    first = cities.metric
    before = None
    for _ in cities.walk(city):
        firms = city.roster("firms")
        now = np.array([first(city, name) for name in ("firms", "births", "closures")])
        assert now[0] == firms["alive"].sum()
        assert (firms["ending"][firms["alive"]] == 0).all()
        assert (firms["ending"][~firms["alive"]] > 0).all()
        if before is not None:
            assert now[0] - before[0] == (now[1] - before[1]) - (now[2] - before[2])
        before = now


def test_places_taken_are_firms_inside(cities, city):
    for month, phase in cities.phases(city):
        firms = city.roster("firms")
        inside = firms["incubator"][firms["alive"] & (firms["incubator"] >= 0)]
        counted = np.bincount(inside, minlength=len(city.roster("incubators")))
        assert city.roster("incubators")["tenants"].tolist() == counted.tolist(), (month, phase)
        assert (firms["incubator"][~firms["alive"]] == -1).all(), (month, phase)
        if phase == RECOGNISE:
            inside = firms["zone"][firms["alive"] & (firms["zone"] >= 0)]
            counted = np.bincount(inside, minlength=len(city.roster("zones")))
            assert city.roster("zones")["tenants"].tolist() == counted.tolist(), month


def test_the_cohort_table_never_turns_negative(cities, city):
    for month in cities.walk(city):
        cohort = city.government["cohort"]
        assert np.isfinite(cohort).all(), month
        assert (cohort >= 0.0).all(), month


def test_plan_money_is_what_the_scenario_gives(cities, city):
    end = cities.finished(city)
    used = int(city.world["actions"])
    given = city.plan_money.sum(axis=0)[:used]
    released = end.government["released_plan"][:used]
    assert released.sum() == pytest.approx(given.sum(), rel=1e-6)
    if city.world["reviews"] == 0:
        assert close(released, given)
