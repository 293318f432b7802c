"""Lists of pilot zones: provincial rounds favour what the plan names; the city may declare zones complete on paper."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.compiled.rosters import Room, room_for
from sim.model.tables.codes import COMPLETED, LISTED, PREPARING, PROVINCIAL
from sim.model.tables.phases import RECOGNISE
from tests.stepped_run import SteppedRun

SEEDS = range(6)


def upper(city):
    """Slots of zones that a provincial list took since the plan."""
    return np.flatnonzero(city.roster("zones")["upper_since_plan"])


def test_standing_zones_count_for_their_districts(cities):
    """Three provincial zones stand in Yuhang and Xihu, Binjiang and Xiaoshan: four districts before any list."""
    for seed in SEEDS:
        city = cities.finished(cities.run(seed), 1)
        assert cities.metric(city, "zone_districts_any_level") == 4
        assert cities.metric(city, "zone_districts_listed") == 0


def test_a_zone_on_any_list_counts_for_its_districts(cities):
    for seed in SEEDS:
        city = cities.run(seed, values=cities.theta(seed))
        for _ in cities.walk(city):
            zones = city.roster("zones")
            listed = zones[(zones["status"] != PREPARING) | (zones["upper_status"] != PREPARING)]
            named = set(listed["district"]) | set(listed["second_district"][listed["second_district"] >= 0])
            assert cities.metric(city, "zone_districts_any_level") == len(named)
            assert cities.metric(city, "zone_districts_any_level") >= cities.metric(city, "zone_districts_listed")


def test_a_provincial_list_takes_named_candidates_first(cities):
    taken = 0
    for seed in SEEDS:
        city = cities.run(seed, values=cities.changed(named_zone_advantage=1e3, provincial_round_size=6.0))
        named = np.flatnonzero(city.roster("zones")["named"])
        assert len(named) == len(cities.plan().named_zone_candidates)
        for _ in cities.walk(city):
            others = set(upper(city)) - set(named)
            if others:
                assert set(named) <= set(upper(city))
        taken += len(upper(city))
    assert taken > 4 * len(SEEDS)


def test_without_an_advantage_the_best_prepared_go_first(cities):
    """Named candidates are then four of some twenty; the first zone of a list is seldom one of them."""
    first = []
    for seed in range(12):
        city = cities.run(seed, values=cities.changed(named_zone_advantage=0.0, zone_list_bar=0.0))
        for _ in cities.walk(city):
            if len(upper(city)):
                first.append(bool(city.roster("zones")["named"][upper(city)].all()))
                break
    assert len(first) > 6
    assert not all(first)


def test_a_named_candidate_passes_the_bar_by_being_named(cities):
    """Nobody is ready: a list takes named candidates and nobody else, however many places it has."""
    for seed in SEEDS:
        values = cities.changed(zone_prepared=0.0, zone_preparation_months=1e6, provincial_round_size=30.0)
        city = cities.finished(cities.run(seed, values=values))
        zones = city.roster("zones")
        if int(city.government["provincial_rounds"]):
            assert zones["named"][upper(city)].all()
            assert len(upper(city)) == zones["named"].sum()
            assert (zones["level"][upper(city)] == PROVINCIAL).all()


def test_no_provincial_zone_between_lists(cities):
    gap, lists = 6.0, []
    for seed in SEEDS:
        city = cities.run(seed, values=cities.changed(provincial_round_gap=gap, provincial_round_size=3.0))
        months, rounds, count = [], 0, 0
        for month in cities.walk(city):
            now = int(city.government["provincial_rounds"])
            if now == rounds:
                assert len(upper(city)) == count
            else:
                assert now == rounds + 1
                assert city.world["plan_month"] >= 0
                months.append(month)
            rounds, count = now, len(upper(city))
        assert months[0] <= 1 + gap
        gaps = np.diff(months)
        assert ((gaps >= gap / 2) & (gaps <= gap * 1.5)).all()
        lists.append(len(months))
    assert min(lists) >= 2


def newly_listed(cities, city):
    """After each phase that listed zones: which slots were listed."""
    before = city.roster("zones")["status"].copy()
    for _, phase in cities.phases(city):
        if phase == RECOGNISE:
            status = city.roster("zones")["status"]
            new = np.flatnonzero((before == PREPARING) & (status == LISTED))
            if len(new):
                yield new
            before = status.copy()


def test_a_list_is_never_longer_than_its_candidates_above_the_bar(cities):
    longest = 0
    for seed in SEEDS:
        city = cities.run(seed, values=cities.changed(zone_batch_size=1e4, zone_candidates_extra=1.5))
        for new in newly_listed(cities, city):
            zones = city.roster("zones")
            bar = float(city.world["zone_list_bar"])
            assert (zones["preparation"][new] >= bar).all()
            assert not (zones["preparation"][zones["status"] == PREPARING] >= bar).any()
            longest = max(longest, len(new))
    assert longest > 15  # the largest list of the rule before


def test_a_list_has_at_least_one_zone(cities):
    """Nanjing named one: nothing makes a short list longer."""
    for seed in SEEDS:
        city = cities.run(seed, values=cities.changed(zone_batch_size=0.5, zone_batch_sd=0.0, zone_list_bar=0.0))
        sizes = [len(new) for new in newly_listed(cities, city)]
        assert sizes
        assert set(sizes) == {1}


def test_a_district_has_more_candidates_by_the_draw(cities):
    plan = cities.plan()
    fixed = len(plan.provincial_zones) + len(plan.named_zone_candidates) + len(plan.districts)
    fixed += sum(district.corridor for district in plan.districts)
    least = cities.run(1, values=cities.changed(zone_candidates_extra=0.0))
    assert int(least.government["zones"]) == fixed
    most = cities.run(1, values=cities.changed(zone_candidates_extra=1e3))
    assert int(most.government["zones"]) == fixed + 4 * len(plan.districts)


def test_existing_parks_need_no_works_to_be_declared(cities):
    values = {"zone_declared_months": 0.0, "zone_months": 1e6, "zone_least_tenants": 1e6}
    declared = {}
    for share in (0.0, 1.0):
        ended = [
            cities.finished(cities.run(seed, values=cities.changed(zone_existing_share=share, **values)))
            for seed in SEEDS
        ]
        assert not any((city.roster("zones")["status"] == COMPLETED).any() for city in ended)
        declared[share] = [cities.metric(city, "city_zones_declared") for city in ended]
    assert max(declared[0.0]) == 0  # no park, no tenants: no paper helps
    assert min(declared[1.0]) > 0


def test_a_park_opens_before_its_works_and_keeps_its_carrier(cities):
    city = cities.run(3, values=cities.changed(zone_existing_share=1.0, zone_months=1e6))
    candidates = city.roster("zones")["stated_month"] < 0
    for _ in cities.walk(city):
        assert (city.roster("zones")["carriers"][candidates] >= 1.0).all()


@pytest.mark.parametrize("months", [0.0, 12.0])
def test_declared_never_exceeds_listed(cities, months):
    some = 0
    for seed in SEEDS:
        values = cities.changed(cities.theta(seed), zone_declared_months=months)
        city = cities.run(seed, values=values)
        for _ in cities.walk(city):
            zones = city.roster("zones")
            done = zones[zones["declared"]]
            assert (done["status"] != PREPARING).all()
            assert (done["declared_month"] >= done["listed_month"]).all()
            assert (done["declared_month"] <= int(city.world["month"])).all()
            for counted in ("city_zones", "zone_districts"):
                assert cities.metric(city, f"{counted}_declared") <= cities.metric(city, f"{counted}_listed")
        some += cities.metric(city, "city_zones_declared")
    assert some > 0


def test_a_run_without_room_for_its_zones_is_done_again(cities):
    """What has no room is no quiet loss: the run says so, and the engine doubles the room."""
    city = cities.run(1)
    worlds = np.array([city.world], dtype=city.world.dtype)
    room = room_for(worlds, 24)
    assert not city.government["overflow"]
    small = SteppedRun(city.world, city.plan_money, 1, room=Room(**{**vars(room), "zones": 4}))
    assert small.government["overflow"]
    assert int(small.government["zones"]) == 4
