"""A city that fills every table of the records to its last entry runs on both engines, equal to the bit."""

from __future__ import annotations

from sim.inputs.plan.load import plan_from
from sim.inputs.policy import scenario_from
from sim.model.tables.codes import MAX_REVIEWS
from sim.model.tables.limits import PLAN_ROOM
from tests.filled_plan import plan_document, review

NAME = {"zh": "试", "en": "a trial"}


def test_full_tables_are_equal_on_both_engines(twins, table):
    """With so many firms that none of the sixteen fields and districts is empty by chance."""
    plan = plan_from(plan_document(**PLAN_ROOM))
    assert {table: len(getattr(plan, table)) for table in PLAN_ROOM} == PLAN_ROOM
    scenario = scenario_from(
        {
            "scenario": {"id": "full", "name": NAME, "description": NAME, "plan": plan.id},
            "budget": {"expenditure": 400.0, "capital": 100.0},
            "shares": {action.id: 1.0 / 15 for action in plan.actions if action.pot == "expenditure"},
            "reviews": [review(month) for month in range(2, 2 + MAX_REVIEWS)],
        },
        plan,
    )
    theta = table.central()
    theta[table.column("field_firms")] *= 3.0
    run = twins(scenario, plan, theta=theta, seed=3)
    run.walk(12, phases=False)
    assert len({firm.field for firm in run.city.firms}) == PLAN_ROOM["fields"]
    assert len({firm.district for firm in run.city.firms}) == PLAN_ROOM["districts"]
    assert run.city.government.zones > PLAN_ROOM["provincial_zones"] + PLAN_ROOM["named_zone_candidates"]
    assert all(run.city.government.review_done)


def test_a_larger_city_keeps_every_sample_and_every_identity_apart(twins, table):
    """Three times the city described, with labs and samples far beyond the room of an ordinary one."""
    document = plan_document()
    document["plan"]["scale"] = 3.0
    plan = plan_from(document)
    theta = table.central()
    theta[table.column("field_firms")] = 40.0
    theta[table.column("labs")] = 100.0
    theta[table.column("sample_rate")] = 50.0
    scenario = scenario_from(
        {"scenario": {"id": "large", "name": NAME, "description": NAME, "based_on": "template"}}, plan
    )
    run = twins(scenario, plan, theta=theta, seed=2)
    run.walk(13, phases=False)
    assert run.city.government.labs > 256
    assert run.city.government.samples > 64
    ids = [firm.id for firm in run.city.firms]
    assert len(set(ids)) == len(ids)
