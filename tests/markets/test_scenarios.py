"""Scenarios: several trials a firm, stages in order, running cases named once, lists in their months."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.markets.scenario_lists import trial_places
from sim.model.tables.codes import (
    NO_TRIAL,
    TRIAL_BUILDING,
    TRIAL_INTEGRATED,
    TRIAL_PROMOTED,
    TRIAL_VERIFIED,
    TRIALS_MOST,
)

#: stage -> stages in which a place may be a month later
NEXT = {
    NO_TRIAL: {NO_TRIAL, TRIAL_BUILDING},
    TRIAL_BUILDING: {TRIAL_BUILDING, TRIAL_VERIFIED},
    TRIAL_VERIFIED: {TRIAL_VERIFIED, TRIAL_INTEGRATED},
    TRIAL_INTEGRATED: {TRIAL_INTEGRATED, TRIAL_PROMOTED, NO_TRIAL, TRIAL_BUILDING},
    TRIAL_PROMOTED: {TRIAL_PROMOTED, NO_TRIAL, TRIAL_BUILDING},
}
BUSY = {"scenario_needs": 4000.0, "scenario_contract": 0.9, "scenario_build_months": 2.0}


def busy(cities, **parameters):
    """A city with more contracts than ready firms, whatever else is changed."""
    return cities.run(3, values=cities.changed(None, **{**BUSY, **parameters}))


def test_a_firm_may_serve_several_scenarios(cities):
    """By the teams of its science staff, one at least, four at most; without staff one at a time."""
    most = {}
    for staff in (1.0, 30.0, 1e9):
        city = busy(cities, trial_staff=staff)
        most[staff] = 0
        for month in cities.walk(city):
            firms = city.roster("firms")
            under_way = (firms["trial"] != NO_TRIAL).sum(axis=1)
            assert (firms["trials"] == under_way).all(), month
            assert (firms["trials_in_use"] == (firms["trial"] >= TRIAL_VERIFIED).sum(axis=1)).all(), month
            assert ((firms["trial_due"] >= 0) == (firms["trial"] != NO_TRIAL)).all(), month
            most[staff] = max(most[staff], int(under_way.max()))
    assert most == {1.0: TRIALS_MOST, 30.0: TRIALS_MOST, 1e9: 1}


@pytest.mark.parametrize(("staff", "places"), [(0.0, 1), (29.0, 1), (30.0, 2), (65.0, 3), (90.0, 4), (1e12, 4)])
def test_a_trial_more_needs_a_full_team(cities, staff, places):
    city = cities.run(1, values=cities.changed(None, trial_staff=30.0))
    firm = city.roster("firms")[0]
    firm["science_staff"] = staff
    assert trial_places(_plain(firm), _plain(city.world)) == places


def _plain(record):
    class Plain:
        def __getattr__(self, name):
            return record[name].item()

    return Plain()


def test_stages_come_in_order(cities):
    city = busy(cities, scenario_promotion=0.95)
    before = city.roster("firms")["trial"].copy()
    seen = set()
    for month in cities.walk(city):
        now = city.roster("firms")["trial"]
        steps = set(zip(before.ravel().tolist(), now[: len(before)].ravel().tolist(), strict=True))
        assert all(later in NEXT[earlier] for earlier, later in steps), month
        assert set(now[len(before) :].ravel().tolist()) <= NEXT[NO_TRIAL], month
        seen |= steps
        before = now.copy()
        in_use, accepted, promoted = (
            cities.metric(city, name) for name in ("scenarios_in_use", "scenarios_accepted", "scenarios_promoted")
        )
        assert in_use >= accepted >= promoted, month
    wanted = {(TRIAL_BUILDING, TRIAL_VERIFIED), (TRIAL_VERIFIED, TRIAL_INTEGRATED), (TRIAL_INTEGRATED, TRIAL_PROMOTED)}
    assert wanted <= seen
    assert promoted > 50
    assert cities.metric(cities.finished(busy(cities, scenario_promotion=0.0)), "scenarios_promoted") == 0


def test_named_cases_are_running_and_counted_once(cities):
    """A case belongs to a living firm with a ready product; an accepted trial on a list counts once, as accepted."""
    city = busy(cities, case_lists=6.0, case_list_size=200.0, cases_a_firm=0.3, scenario_acceptance=0.95)
    before = city.roster("firms")["cases"].copy()
    twice = 0
    for month in cities.walk(city):
        firms = city.roster("firms")
        newly = np.flatnonzero(firms["cases"][: len(before)] > before)
        assert (firms["readiness"][newly] >= city.world["trial_readiness"]).all(), month
        own = np.maximum(firms["cases_own"], 0)
        assert (firms["cases"] <= own + firms["trials_accepted"]).all(), month
        assert cities.metric(city, "scenario_cases_named") == firms["cases"].sum(), month
        accepted = cities.metric(city, "scenarios_accepted")
        assert firms["trials_accepted"].sum() == accepted, month
        assert cities.metric(city, "scenarios_named") == np.minimum(firms["cases"], own).sum() + accepted, month
        twice = firms["cases"].sum() + accepted - cities.metric(city, "scenarios_named")
        before = firms["cases"].copy()
    assert cities.metric(city, "scenario_cases_named") > 100
    assert twice > 10, "some accepted trials stand on a list and must not count twice"


def test_places_that_nobody_fills_are_dropped(cities):
    """With no case to show and nothing accepted a list stays empty, and the next one is no longer for it."""
    empty = busy(cities, cases_a_firm=0.0, scenario_acceptance=0.0, case_lists=12.0, case_list_size=500.0)
    assert cities.metric(cities.finished(empty), "scenario_cases_named") == 0
    few = busy(cities, cases_a_firm=1.0, scenario_acceptance=0.0, case_lists=12.0, case_list_size=500.0)
    for _ in cities.walk(few):
        firms = few.roster("firms")
        ready = firms["cases_own"] >= 0
        assert firms["cases"].sum() <= firms["cases_own"][ready].sum()
    assert 0 < cities.metric(few, "scenario_cases_named") < 500 * 24


def test_cases_are_listed_in_their_months_and_never_before_the_plan(cities):
    city = cities.run(3, values=cities.changed(None, case_lists=2.0, case_list_size=60.0, cases_a_firm=50.0), start=72)
    plan, named, months = cities.plan().start_month + 1 - 72, [0.0], []
    for month in cities.walk(city, 36):
        named.append(cities.metric(city, "scenario_cases_named"))
        if named[-1] > named[-2]:
            months.append(month)
    assert months
    assert min(months) >= plan
    assert np.diff(months).tolist() == [6] * (len(months) - 1)
    assert months[0] < plan + 6
