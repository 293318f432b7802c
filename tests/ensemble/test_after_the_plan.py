"""Runs that go on after the plan: the same up to its end, no money of the plan after it, nothing counted is lost."""

import numpy as np
import pytest

from sim.engine.compiled.runs import DONE, simulate
from sim.engine.compiled.worlds import plan_money
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation, load_scenario
from sim.model.tables.metrics import METRICS

MONTHS, RUNS = 60, 4


@pytest.fixture(scope="module")
def city():
    scenario = load_scenario("template")
    return scenario, load_plan(scenario.plan)


@pytest.fixture(scope="module")
def both(city):
    """The same runs, ended with the plan and gone on."""
    scenario, plan = city
    table = load_parameters()
    theta, seeds = table.draw(5, RUNS), np.column_stack([np.full(RUNS, 5), np.arange(RUNS)])
    given = {"scenario": scenario, "plan": plan, "parameters": table}
    return [simulate(theta, None, seeds, months=months, **given) for months in (None, MONTHS)]


def test_they_begin_as_the_plans_runs_do(both, city):
    ended, gone_on = both
    end = city[1].months
    assert (gone_on.status == DONE).all()
    assert gone_on.metrics.shape[1] == MONTHS
    for name in ("metrics", "field_firms", "district_firms"):
        assert np.array_equal(getattr(gone_on, name)[:, :end], getattr(ended, name)), name


def test_money_of_the_plan_ends_with_it(city):
    scenario, plan = city
    policy = allocation(scenario, plan)
    money = plan_money(plan, policy, policy.totals[None], MONTHS, plan.start_month)[0, :, : len(plan.actions)]
    assert money[: plan.months].sum(axis=0) == pytest.approx(policy.totals)
    assert policy.totals.sum() > 0.0
    assert not money[plan.months :].any()


def test_after_it_the_general_programmes_alone_release_money(both, city):
    ended, gone_on = both
    plan = city[1]
    further = gone_on.money[:, :, 0] - ended.money[:, :, 0]
    general = np.array([action.baseline for action in plan.actions]) * (MONTHS - plan.months) / 12
    assert general.sum() > 0.0
    assert further == pytest.approx(np.broadcast_to(general, further.shape))
    released, spent, left = np.moveaxis(gone_on.money, 2, 0)
    assert spent + left == pytest.approx(released)


def test_what_is_counted_never_falls(both):
    for column, metric in enumerate(METRICS):
        if metric.cumulative:
            assert (np.diff(both[1].metrics[:, :, column], axis=1) >= 0.0).all(), metric.id
