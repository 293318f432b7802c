"""Sense: money never lowers its own capacity, titles saturate, late projects are not accepted, nulls stay null."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.inputs.policy import allocation
from sim.model.tables.levers import CAPACITY
from sim.model.tables.metrics import METRIC_INDEX

ACTIONS = 14


def totals(cities, **factors):
    plan, scenario = cities.plan(), cities.scenario()
    amounts = allocation(scenario, plan).totals.copy()
    for action, factor in factors.items():
        amounts[plan.action_index[action.replace("_", "-")]] *= factor
    return amounts


@pytest.mark.parametrize("action", range(ACTIONS))
def test_more_money_never_lowers_its_own_capacity(cities, action):
    plan = cities.plan()
    amounts = totals(cities)
    last = None
    for factor in (0.0, 0.5, 1.0, 3.0):
        changed = amounts.copy()
        changed[action] *= factor
        city = cities.finished(cities.run(3, totals=changed), 24)
        mine = [place for place, one in enumerate(plan.instruments) if plan.action_index[one.action] == action]
        spent = city.government["spent"][mine]
        stock = city.government["stock"][mine][city.world["instrument_delivery"][mine] == CAPACITY]
        if last is not None:
            assert (spent >= last[0] - 1e-9).all()
            assert (stock >= last[1] - 1e-9).all()
        last = spent, stock


def test_a_title_action_saturates_where_its_payees_end(cities):
    place = [one.id for one in cities.plan().instruments].index("certification-awards")
    spent, left = [], []
    for factor in (1, 10, 100):
        city = cities.finished(cities.run(3, totals=totals(cities, high_growth_firms=factor)))
        spent.append(city.government["spent"][place])
        left.append(city.government["purse"][place])
    assert spent[1] < 6 * spent[0]
    assert spent[2] < 1.5 * spent[1]
    assert left[2] > 50 * max(left[0], 1.0)


def test_project_money_after_month_six_is_not_accepted_by_month_twenty_four(cities):
    plan = cities.plan()
    action = plan.action_index["key-technology"]
    for seed in range(4):
        accepted, launched = [], []
        for factor in (0.0, 3.0):
            city = cities.run(seed)
            city.plan_money[:7, action] = 0.0
            city.plan_money[7:, action] *= factor
            cities.finished(city)
            accepted.append(cities.metric(city, "projects_accepted"))
            launched.append(cities.metric(city, "projects_launched"))
        assert launched[1] > launched[0] + 20
        assert accepted[1] == accepted[0]


def test_plan_money_cannot_act_before_it_flows(cities):
    theta = np.array([cities.theta(draw) for draw in range(6)])
    seeds = np.arange(6)
    reference = simulate(theta, None, seeds).metrics
    without = simulate(theta, None, seeds, scenario="no-plan").metrics
    assert (reference[:, 0] == without[:, 0]).all()
    assert (reference[:, 23] != without[:, 23]).any()


def test_a_label_without_money_changes_nothing_unless_the_switch_says_so(cities):
    """Without the switch the strength of labels is read by nobody; with it, earned research rises."""
    theta = np.array([cities.changed(label_effect=value) for value in (0.0, 0.5)])
    off = simulate(theta, None, [1, 1]).metrics
    on = simulate(theta, None, [1, 1], scenario=cities.scenario(label_effects=True)).metrics
    assert (off[0] == off[1]).all()
    column = METRIC_INDEX["research"]
    assert on[1, 23, column] > on[0, 23, column]


def test_without_lever_effects_money_reaches_payees_and_changes_no_hazard(cities):
    """lever_effects none: what capacity does to hazards is null, so lists and zones go as without the plan.

    Places that money buys as such (proof of concept, parks, funded projects) are no effects and stay.
    """
    theta, seeds = np.array([cities.theta(draw) for draw in range(4)]), np.arange(4)
    none = simulate(theta, None, seeds, scenario=cities.scenario(lever_effects="none")).metrics[:, 23]
    bare = simulate(theta, None, seeds, scenario=cities.scenario("no-plan", lever_effects="none")).metrics[:, 23]
    for name in ("scenarios_listed", "samples_listed", "platforms_opened", "city_zones_listed"):
        assert (none[:, METRIC_INDEX[name]] == bare[:, METRIC_INDEX[name]]).all(), name
    assert (none[:, METRIC_INDEX["spent"]] > bare[:, METRIC_INDEX["spent"]]).all()


def test_leniency_eases_the_city_s_own_titles_and_no_statutory_condition(cities):
    # with full points for results: a project accepted sooner is one result more, and so may make the certificate
    theta = np.array([cities.changed(leniency_strength=0.5, score_results_base=5.0)] * 4)
    seeds = np.arange(4)
    plain = simulate(theta, None, seeds).metrics[:, 23]
    lenient = simulate(theta, None, seeds, scenario=cities.scenario(leniency=True)).metrics[:, 23]
    for name in ("centres_recognised", "high_tech_earned", "high_tech_stock"):
        assert (lenient[:, METRIC_INDEX[name]] == plain[:, METRIC_INDEX[name]]).all(), name
    assert lenient[:, METRIC_INDEX["scenarios_accepted"]].sum() > plain[:, METRIC_INDEX["scenarios_accepted"]].sum()
    assert (lenient[:, METRIC_INDEX["high_tech_first"]] > plain[:, METRIC_INDEX["high_tech_first"]]).all()


def test_mobilisation_raises_applications(cities):
    theta = np.array([cities.changed(mobilisation_strength=0.5)] * 4)
    plain = simulate(theta, None, np.arange(4)).metrics[:, 23]
    moved = simulate(theta, None, np.arange(4), scenario=cities.scenario(mobilisation=True)).metrics[:, 23]
    for name in ("project_applications", "high_tech_first", "scenario_needs"):
        assert moved[:, METRIC_INDEX[name]].sum() > plain[:, METRIC_INDEX[name]].sum(), name


def test_a_call_has_one_number_of_places(cities):
    """Money pays for places; how many more there are than without it is the drawn share, from none to one each."""
    launched, spent = {}, {}
    for share in (0.0, 0.5, 1.0):
        theta = np.array([cities.changed(project_additional=share)] * 6)
        for name in ("no-plan", "reference"):
            run = simulate(theta, None, np.arange(6), scenario=cities.scenario(name))
            launched[name, share] = run.metrics[:, 23, METRIC_INDEX["projects_launched"]]
            places = run.metrics[:, 23, METRIC_INDEX["project_places"]]
            assert (launched[name, share] <= places).all()
            spent[name, share] = run.money[:, cities.plan().action_index["key-technology"], 1]
    more = {share: (launched["reference", share] - launched["no-plan", share]).mean() for share in (0.0, 0.5, 1.0)}
    assert (launched["reference", 0.0] == launched["no-plan", 0.0]).all()
    assert (spent["reference", 0.0] > 0.0).all()
    assert 0.0 < more[0.5] < more[1.0]
