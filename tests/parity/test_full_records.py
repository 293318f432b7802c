"""A city that fills every table of the records to its last entry runs on both engines, equal to the bit."""

from __future__ import annotations

from sim.inputs.plan.load import plan_from
from sim.inputs.policy import scenario_from
from sim.model.tables.codes import MAX_REVIEWS, TRIALS_MOST
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


def test_several_trials_and_consortia_of_one_firm_are_equal_on_both_engines(twins, plan, shipped, table):
    """Places of a firm are filled and freed, cases named over rounds, consortia signed and listed."""
    theta = table.central()
    crowded = {
        "field_firms": 600.0, "scenario_needs": 20000.0, "scenario_contract": 0.9, "scenario_build_months": 1.0,
        "scenario_promotion": 0.9, "trial_staff": 2.0, "trial_readiness": 3.0, "case_lists": 6.0,
        "case_list_size": 400.0, "consortium_research": 0.1, "consortium_staff": 1.0, "consortium_hazard": 4.0,
        "consortium_months": 1.5, "consortia_a_lead": 3.5, "consortia_lists": 6.0, "consortia_list": 5000.0,
    }  # fmt: skip
    for name, value in crowded.items():
        theta[table.column(name)] = value
    run = twins(shipped("template"), plan, theta=theta, seed=4)
    run.walk(24, phases=False)
    firms = run.city.firms
    assert max(firm.trials for firm in firms) == TRIALS_MOST
    assert {stage for firm in firms for stage in firm.trial} == set(range(TRIALS_MOST + 1))
    assert max(firm.cases for firm in firms) > 1
    assert max(firm.consortia_led for firm in firms) == 3
    assert max(firm.consortia_forming for firm in firms) > 0
    assert run.city.government.consortia_listed > 0
    assert run.city.government.nested_accepted > 0
