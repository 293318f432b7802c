"""Change one thing: whatever is not touched lives the same life."""

from __future__ import annotations

import numpy as np

from sim.inputs.policy import allocation
from sim.model.tables.codes import FOUNDED, LISTED

TRAITS = ("id", "field", "district", "age", "quality", "intensity", "margin", "shock", "relabelled")


def by_id(city):
    firms = city.roster("firms")
    return {int(firm["id"]): firm for firm in firms}


def same_lives(left, right, fields=TRAITS):
    """Share of common identities that agree in the fields."""
    common = left.keys() & right.keys()
    equal = sum(all(left[one][name] == right[one][name] for name in fields) for one in common)
    return equal / len(common), len(common)


def test_more_founding_money_adds_births_and_relabels_none(cities):
    plan = cities.plan()
    amounts = allocation(cities.scenario(), plan).totals.copy()
    more = amounts.copy()
    more[plan.action_index["start-ups"]] *= 4
    values = cities.changed(founder_additional=0.5)
    few = cities.finished(cities.run(5, totals=amounts, values=values), 18)
    many = cities.finished(cities.run(5, totals=more, values=values), 18)
    born = [{one for one, firm in by_id(city).items() if firm["origin"] == FOUNDED} for city in (few, many)]
    assert born[0] < born[1]
    share, common = same_lives(by_id(few), by_id(many), ("id", "field", "district", "quality", "margin"))
    assert share == 1.0
    assert common > 2000


def test_one_more_firm_leaves_the_others_alone(cities):
    """A firm too small to win any ranking: nobody else's life changes in any field."""
    plain = cities.run(6, policy=cities.scenario("no-plan"))
    guest = cities.run(6, policy=cities.scenario("no-plan"))
    used = int(guest.government["firms"])
    newcomer = guest._rosters[0][used]
    for name in newcomer.dtype.names:
        newcomer[name] = guest._rosters[0][0][name]
    newcomer["id"], newcomer["index"], newcomer["quality"] = 8000, used, -9.0
    newcomer["venture"], newcomer["incubator"], newcomer["backer"], newcomer["stage"] = False, -1, -1, 0
    newcomer["project"], newcomer["high_tech"], newcomer["centre"], newcomer["readiness"] = 0, False, False, 1.0
    guest.government["firms"] = used + 1
    cities.finished(plain, 12)
    cities.finished(guest, 12)
    left, right = by_id(plain), by_id(guest)
    assert set(right) - set(left) == {8000}
    single = [name for name in newcomer.dtype.names if newcomer.dtype[name].shape == ()]
    names = [name for name in single if name != "index"]
    share, common = same_lives(left, right, names)
    assert common == len(left)
    assert share > 0.995


def test_a_funded_zone_changes_its_own_field_and_districts_only(cities):
    plain, funded = cities.run(7), cities.run(7)
    zone = len(funded.roster("zones")) - 1
    funded.roster("zones")["status"][zone] = LISTED
    field = int(funded.roster("zones")["field"][zone])
    district = int(funded.roster("zones")["district"][zone])
    for city in (plain, funded):
        cities.finished(city, 6)
    left, right = by_id(plain), by_id(funded)
    outside = {one: firm for one, firm in left.items() if (firm["field"], firm["district"]) != (field, district)}
    share, common = same_lives(outside, right, (*TRAITS, "revenue", "readiness", "ip", "alive"))
    assert common == len(outside)
    assert share > 0.995


def test_delaying_one_action_touches_no_incumbent_s_traits(cities):
    plan = cities.plan()
    on_time, late = cities.run(8), cities.run(8)
    action = plan.action_index["pilot-zones"]
    late.plan_money[12:, action] += late.plan_money[:12, action].sum() / 12
    late.plan_money[:12, action] = 0.0
    for city in (on_time, late):
        cities.finished(city)
    share, common = same_lives(
        by_id(on_time), by_id(late), ("id", "field", "district", "quality", "margin", "intensity")
    )
    assert share == 1.0
    assert common > 2500
    assert np.isclose(on_time.plan_money[:, action].sum(), late.plan_money[:, action].sum())
