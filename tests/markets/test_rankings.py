"""Markets: better firms first, nothing paid twice, no place given that is not there."""

from __future__ import annotations

import numpy as np

from sim.model.tables.levers import MERGER_FUND


def test_award_winners_are_better_than_other_firms(cities):
    city = cities.finished(cities.run(2))
    firms = city.roster("firms")
    supported = firms["support"][:, 3] > 0
    assert supported.sum() > 20
    assert firms["quality"][supported].mean() > firms["quality"][~supported].mean()


def test_incubators_hold_no_more_tenants_than_places(cities):
    city = cities.run(2)
    for _ in cities.walk(city):
        incubators = city.roster("incubators")
        houses = incubators["kind"] <= 1
        assert (incubators["tenants"][houses] <= incubators["capacity"][houses]).all()
        assert (incubators["tenants"] >= 0).all()


def test_funds_never_spend_what_they_do_not_have(cities):
    city = cities.run(2, policy=cities.scenario("funds-first"))
    for _ in cities.walk(city):
        funds = city.roster("funds")
        assert (funds["dry"] >= -1e-9).all()
        assert (funds["committed"] >= -1e-9).all()


def test_public_capital_raises_rounds_led_in_the_city(cities):
    few, many = [], []
    for seed in range(3):
        few.append(cities.finished(cities.run(seed, policy=cities.scenario("no-plan"))).roster("funds")["deals"].sum())
        many.append(cities.finished(cities.run(seed, policy=cities.scenario("high"))).roster("funds")["deals"].sum())
    assert np.sum(many) > np.sum(few)


def test_merger_funds_lead_no_rounds(cities):
    city = cities.finished(cities.run(2))
    firms, funds = city.roster("firms"), city.roster("funds")
    backed = firms["backer"][firms["backer"] >= 0]
    assert (funds["stage"][backed] != MERGER_FUND).all()
