"""Innovation consortia: several a lead, municipal lists limited by those who can lead, and moved by no money."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.model.markets.consortia_lists import list_consortium

OPEN = {"consortium_research": 0.0, "consortium_staff": 0.0}  # every firm can lead


def listed_by_month(cities, city, months=24):
    return [cities.metric(city, "consortia_listed") for _ in cities.walk(city, months)]


@pytest.mark.parametrize(("allowed", "most"), [(1.0, 1), (1.9, 1), (2.5, 2), (3.99, 3)])
def test_a_lead_may_lead_several_but_no_more_than_allowed(cities, allowed, most):
    wide = {"consortium_hazard": 6.0, "consortium_months": 2.0, "consortium_staff": 10.0, "consortia_list": 500.0}
    city = cities.run(2, values=cities.changed(None, consortia_a_lead=allowed, consortia_field_share=0.5, **wide))
    for month in cities.walk(city):
        firms = city.roster("firms")
        assert (firms["consortia_led"] + firms["consortia_forming"] <= most).all(), month
        assert ((firms["consortium_due"] >= 0).sum(axis=1) == firms["consortia_forming"]).all(), month
        assert (firms["consortia_listed"] <= firms["consortia_led"]).all(), month
        assert (firms["consortia_new"] <= firms["consortia_led"]).all(), month
        assert firms["consortia_new"].sum() == cities.metric(city, "consortia_formed"), month
        assert cities.metric(city, "consortia_stock") == firms["consortia_led"][firms["alive"]].sum(), month
        assert cities.metric(city, "consortia_provincial") <= firms["consortia_led"].sum(), month
    assert firms["consortia_led"].max() == most


def test_listed_consortia_are_limited_by_candidates(cities):
    """One a lead and list; where nobody can lead, or all lead as many as allowed, places are dropped."""
    endless = {"consortia_list": 1e5, "consortia_field_share": 0.9, "consortia_lists": 12.0, "consortia_a_lead": 1.0}
    nobody = cities.run(2, values=cities.changed(None, **endless, consortium_research=1e9))
    assert cities.metric(cities.finished(nobody), "consortia_listed") == 0
    city = cities.run(2, values=cities.changed(None, **endless, consortium_hazard=0.0))
    led, able = 0.0, set()
    for month in cities.walk(city):
        firms = city.roster("firms")
        enough = firms["research"] >= city.world["consortium_research"]
        able |= set(np.flatnonzero(enough & (firms["science_staff"] >= city.world["consortium_staff"])).tolist())
        led = cities.metric(city, "consortia_listed")
        assert led <= len(able), month
    assert led == firms["consortia_led"].sum() > 0
    assert cities.metric(city, "consortia_formed") == 0


def test_money_moves_no_list_of_consortia(cities):
    """Months and places of the lists are the same with and without the plan's money while leads are not scarce."""
    values = cities.changed(None, consortium_hazard=0.0, **OPEN)
    paths = [
        listed_by_month(cities, cities.run(4, policy=cities.scenario(name), values=values))
        for name in ("no-plan", "reference", "high")
    ]
    assert paths[0] == paths[1] == paths[2]
    assert paths[0][-1] > 0


def test_lists_begin_with_the_plan_and_come_in_their_months(cities):
    values = cities.changed(None, consortia_lists=3.0, consortia_list=200.0, consortia_first_list=5.0, **OPEN)
    paths = np.array([listed_by_month(cities, cities.run(s, values=values, start=78), 30) for s in range(6)])
    steps = [np.flatnonzero(np.diff(path, prepend=0.0)) for path in paths]
    plan = cities.plan().start_month + 1 - 78
    assert all(months[0] >= plan and set(np.diff(months)) == {4} for months in steps)
    assert len({months[0] for months in steps}) > 1, "the first list is drawn"
    assert all(months[0] <= plan + 10 for months in steps)
    expected = 200.0 / 3.0 * cities.theta()[cities.table().column("consortia_field_share")]
    assert np.concatenate([np.diff(path[path > 0]) for path in paths]).max() < 3 * expected


def test_a_consortium_formed_before_its_list_is_listed_first(cities):
    """It is no second consortium: only a lead with none left to list gets a new one."""
    world = SimpleNamespace(plan_month=5, key=11, consortium_provincial=0.0)
    city = SimpleNamespace(consortia_listed=0, consortia_provincial=0)
    firm = SimpleNamespace(id=7, consortia_led=1, consortia_listed=0)
    list_consortium(firm, city, world)
    assert (firm.consortia_led, firm.consortia_listed, city.consortia_listed) == (1, 1, 1)
    list_consortium(firm, city, world)
    assert (firm.consortia_led, firm.consortia_listed, city.consortia_listed) == (2, 2, 2)
    world.consortium_provincial = 1.0
    list_consortium(firm, city, world)
    assert (firm.consortia_led, city.consortia_provincial) == (3, 1)
