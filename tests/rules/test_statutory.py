"""No title is given to a firm that fails a published condition; rounds keep their months; zones take two steps."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from sim.model.rules.certification import scored_growth
from sim.model.tables.codes import COMPLETED, LISTED, PREPARING
from sim.model.tables.phases import RECOGNISE

JUNE, JULY, DECEMBER = 5, 6, 11


def fails_high_tech(firm):
    """Which of the 2016 conditions a firm fails as reported (rules.md section 1), in the source's own figures."""
    failed = []
    if not firm["age"] > 12:
        failed.append("registered for more than a year")
    if firm["ip"] < 1:
        failed.append("owns intellectual property")
    if firm["science_staff"] < 0.10 * firm["staff"]:
        failed.append("science staff of 10 %")
    sales, research = firm["sales_total"][1:].sum(), firm["research_total"][1:].sum() / (1 - firm["relabelled"])
    last = firm["sales_total"][1]
    floor = 0.05 if last <= 50 else 0.04 if last <= 200 else 0.03
    if research < floor * sales * (1 - 1e-12):
        failed.append(f"R&D of {floor:.0%} of sales")
    return failed


def fails_centre(firm):
    """Which of the city's thresholds a firm fails as reported (rules.md section 0)."""
    failed = []
    if firm["sales_total"][1] < (30 if firm["high_tech"] or firm["specialised"] else 60):
        failed.append("sales")
    if firm["research_total"][1] / (1 - firm["relabelled"]) < 2:
        failed.append("R&D")
    if firm["science_staff"] < 15 or firm["science_staff"] < 0.15 * firm["staff"]:
        failed.append("R&D staff")
    if firm["equipment"] < 2:
        failed.append("equipment")
    return failed


@pytest.mark.parametrize(("seed", "draw"), [(1, None), (2, 4), (3, 9)])
@pytest.mark.parametrize("leniency", [False, True])
def test_titles_follow_the_published_conditions(cities, seed, draw, leniency):
    city = cities.run(seed, policy=cities.scenario(leniency=leniency, mobilisation=leniency), values=cities.theta(draw))
    given = {"high_tech": 0, "centre": 0}
    before = city.roster("firms").copy()
    for _, phase in cities.phases(city):
        after = city.roster("firms")
        if phase == RECOGNISE:
            calendar, month = int(city.world["calendar"]), int(city.world["month"])
            old = before[: len(after)]
            certified = after["alive"] & (after["high_tech_until"] > old["high_tech_until"])
            centres = after["centre"] & ~old["centre"]
            if calendar != DECEMBER:
                assert not certified.any()
                assert not centres.any()
            if calendar != JULY:
                assert not (after["high_tech_filed"] & ~old["high_tech_filed"]).any()
            if calendar != JUNE:
                assert not (after["centre_filed"] & ~old["centre_filed"]).any()
            for firm in after[certified]:
                assert fails_high_tech(firm) == []
                assert firm["high_tech_until"] == month + 36
            for firm, was in zip(after[centres], old[centres], strict=True):
                told = firm.copy()
                told["high_tech"] = was["high_tech"]
                assert fails_centre(told) == []
            given["high_tech"] += certified.sum()
            given["centre"] += centres.sum()
            assert not (after["high_tech"] & (after["high_tech_until"] < month) & after["alive"]).any()
        before = city.roster("firms").copy()
    assert given["high_tech"] > 30
    assert given["centre"] > 3


@pytest.mark.parametrize(
    ("sales", "growth"),
    [
        ((100.0, 80.0, 64.0), 0.25),  # half of 100/80 + 80/64, less one
        ((60.0, 80.0, 40.0), 0.375),  # one bad year is not the whole of it
        ((90.0, 100.0, 100.0), 0.0),  # a mean below nought gives no points
        ((90.0, 60.0, 0.0), 0.5),  # no sales in the first year: the later two count
        ((90.0, 0.0, 50.0), 0.0),  # none in the second: no points
    ],
)
def test_growth_is_scored_over_three_closed_years(sales, growth):
    assert scored_growth(SimpleNamespace(sales_total=(7.0, *sales))) == pytest.approx(growth)


def test_zones_are_listed_before_they_are_completed(cities):
    for seed in range(4):
        city = cities.run(seed, values=cities.changed(zone_months=9.0))
        status = city.roster("zones")["status"].copy()
        for _ in cities.walk(city):
            now = city.roster("zones")["status"]
            assert ((now == status) | ((status == PREPARING) & (now == LISTED)) | (status == LISTED)).all()
            status = now.copy()
        assert (status == COMPLETED).any()


def test_the_national_channel_is_shut_unless_opened(cities):
    rates = {"national_zone_rate": 12.0, "provincial_round_size": 0.0}
    shut = cities.finished(cities.run(1, values=cities.changed(**rates)))
    opened = cities.finished(
        cities.run(1, policy=cities.scenario(national_channel=True), values=cities.changed(**rates))
    )
    assert cities.metric(shut, "upper_zones_listed") == 0
    assert cities.metric(opened, "upper_zones_listed") > 3
