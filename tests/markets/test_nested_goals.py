"""Goals of sector plans: delivered while their plans run, in readings of their own, and nothing else moves."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.compiled.worlds import month_index
from sim.model.tables.metrics import METRICS

OWN = {"breakthroughs_nested", "scenarios_nested", "breakthroughs_with_nested", "scenarios_with_nested"}
END = month_index("2026-12")


def ended(month: int):
    """All sector plans end with this absolute month."""

    def change(worlds):
        worlds["nested_until"] = month

    return change


def test_the_open_part_is_the_one_that_was_registered(cities):
    """calibration/revision, mechanism 9: AI 12, robots 24 and 120, vision 45 and 4.5 consortia by December 2026."""
    open_part = []
    for goal in cities.plan().nested_goals:
        first, last = month_index(goal.first), month_index(goal.by)
        months = min(last, END) - cities.plan().start_month + 1
        open_part.append((goal.target, goal.number * months / (last - first + 1)))
    assert [target for target, _ in open_part] == [
        *("scenarios", "scenarios", "breakthroughs", "scenarios", "consortia"),
    ]
    assert [round(number, 1) for _, number in open_part] == [12.4, 24.0, 120.0, 45.3, 4.5]


def test_nested_goals_end_with_their_plans(cities):
    """Nothing is delivered after the last month of a sector plan; the mean is its rate by the months in force."""
    last = cities.plan().start_month + 5
    delivered = []
    for seed in range(8):
        city = cities.run(seed, world=ended(last))
        parts = [int(city.government["nested_parts"]) for _ in cities.walk(city)]
        assert parts[5] == parts[-1]
        assert parts[0] == 0, "what comes before the plan is not counted"
        delivered.append(parts[-1])
    rate = 5 * next(goal.number for goal in cities.plan().nested_goals if goal.target == "breakthroughs") / 30
    assert abs(np.mean(delivered) - rate) < 4 * np.sqrt(rate / 8)
    over = cities.finished(cities.run(1, world=ended(cities.plan().start_month - 1)))
    assert [cities.metric(over, name) for name in ("breakthroughs_nested", "scenarios_nested")] == [0.0, 0.0]
    assert over.government["nested_consortia"] == 0


def test_a_plan_without_nested_goals_is_unchanged(cities):
    """Every other count is the same to the bit, so that nothing is counted twice; the own ones are 0 without."""

    def without(worlds):
        worlds["nested_goals"] = 0

    one, other = cities.run(6), cities.run(6, world=without)
    for month, _ in zip(cities.walk(one), cities.walk(other), strict=True):
        for column, metric in enumerate(METRICS):
            if metric.id not in OWN:
                assert one.count[column] == other.count[column], (month, metric.id)
        assert cities.metric(other, "scenarios_nested") == cities.metric(other, "breakthroughs_nested") == 0.0
        assert cities.metric(other, "scenarios_with_nested") == cities.metric(other, "scenarios_accepted")
        assert cities.metric(other, "breakthroughs_with_nested") == cities.metric(other, "projects_launched")
    assert cities.metric(one, "scenarios_nested") > 0
    assert cities.metric(one, "breakthroughs_nested") > 0


def test_scenarios_of_sector_plans_are_built_and_accepted_as_others(cities):
    """None is lost: delivered are those being built, in use, and accepted; acceptance comes at the end of a quarter."""
    city = cities.run(2, values=cities.changed(None, nested_counted=1.0))
    accepted, total = [0.0], [0]
    for month in cities.walk(city):
        accepted.append(cities.metric(city, "scenarios_nested"))
        assert accepted[-1] >= accepted[-2]
        assert month % 3 == 2 or accepted[-1] == accepted[-2], month
        government = city.government
        total.append(int(government["nested_building"].sum() + government["nested_waiting"] + accepted[-1]))
        assert total[-1] >= total[-2], "only deliveries change what is built, in use and accepted together"
    assert total[-1] > accepted[-1] > 0
    never = cities.finished(cities.run(2, values=cities.changed(None, scenario_acceptance=0.0)))
    assert cities.metric(never, "scenarios_nested") == 0
    assert never.government["nested_waiting"] > 0


@pytest.mark.parametrize("name", ["scenarios", "breakthroughs"])
def test_the_plan_counts_a_share_of_what_is_delivered(cities, name):
    ends = [
        cities.metric(
            cities.finished(cities.run(2, values=cities.changed(None, nested_counted=part))), f"{name}_nested"
        )
        for part in (1.0, 0.25, 0.0)
    ]
    assert ends[0] > 0
    assert ends[1:] == [ends[0] * 0.25, 0.0]
