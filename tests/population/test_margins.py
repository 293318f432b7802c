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
    drawn = city.world["field_weight"][: len(plan.fields)]
    assert drawn.sum() == pytest.approx(1.0)
    weights = np.array([record.weight for record in plan.districts])
    for name, margin in (("field", drawn), ("district", weights / weights.sum())):
        shares = np.bincount(firms[name], minlength=len(margin)) / count
        assert held(shares, margin, count), name


def test_guessed_weights_differ_between_runs_and_counted_ones_little(cities):
    """Log ratios of two fields of one kind, which know no scale: their sd is the error of the kind times root 2.

    A sample sd of 60 numbers lies within a third of its own with a chance of about 3e-4 to the contrary.
    """
    plan = cities.plan()
    errors = {True: 0.3, False: 0.8}
    values = cities.changed(field_count_error=errors[True], field_weight_error=errors[False], field_firms=50.0)
    runs = [cities.run(seed, values=values) for seed in range(60)]
    logs = np.log([run.world["field_weight"][: len(plan.fields)] for run in runs])
    given = np.log([field.weight for field in plan.fields])
    for counted, error in errors.items():
        places = [index for index, field in enumerate(plan.fields) if field.is_counted == counted]
        first, second = places[:2]
        moved = logs[:, first] - logs[:, second] - (given[first] - given[second])
        assert moved.std() == pytest.approx(error * np.sqrt(2), rel=1 / 3)
        assert abs(moved.mean()) < 4 * error * np.sqrt(2 / 60)
    alike = [index for index, field in enumerate(plan.fields) if field.weight == 100]
    assert len(alike) > 1
    assert all(len(set(run.world["field_weight"][alike])) == len(alike) for run in runs)


def test_without_error_the_weights_are_those_of_the_plan(cities):
    run = cities.run(values=cities.changed(field_count_error=0.0, field_weight_error=0.0))
    weights = np.array([field.weight for field in cities.plan().fields])
    assert run.world["field_weight"][: len(weights)] == pytest.approx(weights / weights.sum(), rel=1e-12)


def test_provincial_zones_of_the_plan_file_enter_in_their_months(cities):
    """A history run lists the zones of the plan file when they were listed, and no other before the plan."""
    city = cities.run(2, start=48, months=30)  # January 2022 to June 2024
    stock = {48 + month: cities.metric(city, "upper_zones_stock") for month in cities.walk(city, 30)}
    assert stock[54] == 0
    assert stock[55] == stock[64] == 2
    assert stock[65] == stock[77] == 3
    zones = city.roster("zones")
    assert not zones["upper_since_plan"].any()
    assert cities.metric(city, "zone_districts_any_level") == 4


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
    assert 450 < low < 850  # 90 %: 620 to 8,660
    assert 6500 < high < 11500
    firms = simulate(cities.table().draw(1, 6), None, np.arange(6), months=1).metrics[:, 0, METRIC_INDEX["firms"]]
    assert np.corrcoef(firms, theta[:6])[0, 1] > 0.99
