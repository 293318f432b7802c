"""The city at a date reproduces the margins it is built from, at any start month from 2018 on.

Error rates: shares are held to 4 standard errors of their multinomial law (a chance of about 1e-4 a share).
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.model.tables.codes import NO_PROJECT
from sim.model.tables.metrics import METRIC_INDEX

STARTS = {"2018-01": 0, "2021-07": 42, "2025-01": 84}


@pytest.fixture(params=STARTS.values(), ids=STARTS)
def city(request, cities):
    return cities.run(4, start=request.param, months=12)


def held(shares, expected, count):
    return (np.abs(shares - expected) <= 4 * np.sqrt(expected * (1 - expected) / count) + 1 / count).all()


def test_fields_and_districts(city, cities):
    firms, plan = city.roster("firms"), cities.plan()
    count = len(firms)
    expected = cities.theta()[cities.table().column("field_firms")] * city.world["anchor_firms_ratio"]
    assert abs(count - expected) <= len(plan.fields)
    for name, records in (("field", plan.fields), ("district", plan.districts)):
        weights = np.array([record.weight for record in records])
        shares = np.bincount(firms[name], minlength=len(records)) / count
        assert held(shares, weights / weights.sum(), count), name


def test_organisations_stand_at_their_anchors(city, cities):
    plan, incubators = cities.plan(), city.roster("incubators")
    year = 2017 + int(city.world["start"]) / 12
    houses = plan.anchor("incubators", year) + plan.anchor("maker_spaces", year)
    assert abs((incubators["kind"] <= 1).sum() - houses) <= 1
    assert abs((incubators["kind"] == 3).sum() - plan.anchor("proof_of_concept_centres", year)) <= 1
    funds = city.roster("funds")
    assert set(funds["stage"]) == {0, 1, 2, 3}
    listed = [zone for zone in plan.provincial_zones if zone.listed <= f"{2018 + int(city.world['start']) // 12}-12"]
    assert (city.roster("zones")["upper_status"] > 0).sum() <= len(listed)


def test_certificates_are_three_equal_vintages(cities):
    until = np.concatenate(
        [(firms := cities.run(seed).roster("firms"))["high_tech_until"][firms["high_tech"]] for seed in range(4)]
    )
    values, counts = np.unique(until, return_counts=True)
    assert list(values) == [95, 107, 119]
    assert held(counts / len(until), np.full(3, 1 / 3), len(until))


def test_the_city_holds_the_published_certificates(city, cities):
    cities.finished(city, 1)
    year = 2017 + int(city.world["start"]) / 12
    stock = cities.plan().anchor("high_tech_stock", year)
    assert cities.metric(city, "city_high_tech_stock") == pytest.approx(stock, rel=0.03)


def test_the_pipeline_of_projects_is_stationary(cities):
    """Projects under way at the start match the inflow: without plan money their number stays within a fifth."""
    start, end = [], []
    for seed in range(4):
        city = cities.run(seed, policy=cities.scenario("no-plan"))
        start.append((city.roster("firms")["project"] != NO_PROJECT).sum())
        cities.finished(city)
        firms = city.roster("firms")
        end.append(((firms["project"] != NO_PROJECT) & firms["alive"]).sum())
    assert np.mean(end) == pytest.approx(np.mean(start), rel=0.25)


def test_the_number_of_field_firms_is_drawn(cities):
    theta = cities.table().draw(1, 200)[:, cities.table().column("field_firms")]
    low, high = np.quantile(theta, [0.05, 0.95])
    assert 900 < low < 1500
    assert 3600 < high < 5600
    firms = simulate(cities.table().draw(1, 6), None, np.arange(6), months=1).metrics[:, 0, METRIC_INDEX["firms"]]
    assert np.corrcoef(firms, theta[:6])[0, 1] > 0.99
