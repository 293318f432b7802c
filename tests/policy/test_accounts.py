"""An instrument with an account of its own: with its action's money nothing changes to the last bit, with less it alone
has less, and general programmes stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation, load_scenario
from sim.inputs.policy.accounts import reviewed_actions, with_account
from sim.model.tables.limits import PLAN_ROOM
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import forecast_runs
from sim.study.inputs import gather
from sim.study.runs import months
from sim.study.study import Study


@pytest.fixture(scope="module")
def study():
    scenario = load_scenario("template").model_copy(update={"reviews": ()})
    return Study.of(scenario, plan=None, level=None, parameters=None, fitted=None, simulate=None)


@pytest.fixture(scope="module")
def design(study):
    return forecast_runs(study.inputs, 6, 1).drawn()


@pytest.fixture(scope="module")
def usual(study, design):
    return study.run(design, months)["metrics"]


def under(study, instrument, totals=None):
    plan, policy = with_account(study.inputs.plan, study.inputs.allocation, instrument)
    return replace(study.inputs, plan=plan, allocation=policy if totals is None else replace(policy, totals=totals))


@pytest.mark.parametrize("instrument", [one.id for one in load_plan("template").instruments])
def test_with_its_actions_money_no_bit_changes(study, design, usual, instrument):
    assert np.array_equal(study.run(design, months, under(study, instrument))["metrics"], usual)


def test_without_money_the_instrument_loses_the_plans_money_alone(study, design, usual):
    inputs = under(study, "project-grants")
    totals = np.array(inputs.allocation.totals)
    totals[-1] = 0.0
    without = study.run(design.with_money(totals), months, inputs)["metrics"]
    released = METRIC_INDEX["released"]
    # 30 million CNY of the action, two fifths of them grants
    assert usual[:, -1, released] - without[:, -1, released] == pytest.approx(12.0)
    assert np.array_equal(without[:, 0], usual[:, 0])  # the start rests on general programmes, which stay
    assert (without[:, -1, METRIC_INDEX["projects_launched"]] <= usual[:, -1, METRIC_INDEX["projects_launched"]]).all()


def test_the_plan_given_stays_as_it_was(study):
    plan = study.inputs.plan
    other, policy = with_account(plan, study.inputs.allocation, "seed-capital")
    assert len(other.actions) == len(plan.actions) + 1 == len(policy.totals)
    assert "seed-capital-account" not in plan.action_index
    assert other.action_index["seed-capital-account"] == len(plan.actions)
    assert [one.action for one in other.instruments if one.id == "seed-capital"] == ["seed-capital-account"]
    assert [one.share for one in other.instruments] == [one.share for one in plan.instruments]


def test_a_plan_without_room_is_refused():
    plan = load_plan("template")
    policy = allocation(load_scenario("template"), plan)
    missing = PLAN_ROOM["actions"] - len(plan.actions)
    more = [plan.actions[0].model_copy(update={"id": f"more-{k}"}) for k in range(missing)]
    full = type(plan).model_validate({**plan.model_dump(by_alias=True), "actions": (*plan.actions, *more)})
    with pytest.raises(InputError, match="actions: must not have more than 16 entries"):
        with_account(full, policy, "seed-capital")


def test_a_review_names_the_actions_that_it_moves():
    inputs = gather("template")
    index = inputs.plan.action_index
    assert reviewed_actions(inputs.allocation) == {index["pilot-zones"], index["start-ups"]}
