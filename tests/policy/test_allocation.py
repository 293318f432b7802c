"""From a scenario to arrays: calendars, field weights, readings, reviews; and back to a file."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.plan.document import shipped_names
from sim.inputs.policy import allocation, load_scenario, scenario_from, scenario_toml
from sim.shipped import data_path


def test_a_quarter_flows_evenly_in_its_months_and_the_first_from_february(template):
    scenario = load_scenario("template", template)
    money = allocation(scenario, template)
    row = money.calendar[template.action_index["start-ups"]]
    np.testing.assert_allclose(row[:7], [0, 0.05, 0.05, 0.1 / 3, 0.1 / 3, 0.1 / 3, 0.1 / 3])
    funds = money.calendar[template.action_index["funds"]]
    np.testing.assert_allclose(funds[[1, 2, 12, 13, 14]], [0.25, 0.25, 0.5 / 3, 0.5 / 3, 0.5 / 3])
    assert funds.sum() == pytest.approx(1.0)


def test_without_a_calendar_money_flows_evenly_from_february(hangzhou):
    money = allocation(load_scenario("no-plan", hangzhou), hangzhou)
    np.testing.assert_allclose(money.calendar[:, 1:], 1 / 23)


def test_field_weights_have_mean_one_and_an_own_table_replaces_all(template):
    money = allocation(load_scenario("template", template), template)
    np.testing.assert_allclose(money.field_weight.mean(axis=1), 1.0)
    np.testing.assert_allclose(money.field_weight[template.action_index["key-technology"]], [0.75, 0.75, 1.5])
    np.testing.assert_allclose(money.field_weight[template.action_index["start-ups"]], [1.8, 0.6, 0.6])


def test_no_weight_anywhere_is_refused(template):
    document = {
        "scenario": {
            "id": "a",
            "name": {"zh": "a", "en": "a"},
            "description": {"zh": "a", "en": "a"},
            "plan": "template",
        },
        "budget": {"expenditure": 1.0, "capital": 0.0},
        "shares": {"start-ups": 1.0},
        "fields": {"all": {field.id: 0.0 for field in template.fields}},
    }
    with pytest.raises(InputError, match=r"fields\.all: every field has weight 0"):
        scenario_from(document, template)


def test_readings_are_the_plans_where_the_scenario_is_silent(template):
    chosen = allocation(load_scenario("template", template), template).readings
    assert list(chosen) == [target.id for target in template.targets]
    assert (chosen["scenarios"].metric, chosen["scenarios"].tolerance) == ("scenarios_listed", "about")
    assert (chosen["scenarios"].number, chosen["high-tech-firms"].number) == (3, 12)
    assert chosen["high-tech-firms"].metric == "high_tech_first"


def test_reviews_become_columns(template):
    (review,) = allocation(load_scenario("template", template), template).reviews
    assert (review.month, review.mark, review.from_mark, review.part) == (12, 3.0, False, 0.5)
    assert template.actions[review.from_action].id == "pilot-zones"
    assert template.actions[review.to_action].id == "start-ups"


def test_the_arrays_cannot_be_written_to(template):
    money = allocation(load_scenario("template", template), template)
    for array in (money.totals, money.calendar, money.field_weight):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_an_allocation_for_another_plan_is_refused(hangzhou, template):
    with pytest.raises(InputError, match="unknown action"):
        allocation(load_scenario("reference", hangzhou), template)


def test_switches_change_by_name_only(hangzhou):
    reference = load_scenario("reference", hangzhou)
    assert reference.switches.lever_effects == "discounted"
    changed = reference.with_switches(lever_effects="none", leniency=True)
    assert (changed.switches.lever_effects, changed.switches.leniency) == ("none", True)
    assert reference.switches.leniency is False
    with pytest.raises(InputError, match="did you mean 'leniency'"):
        reference.with_switches(lenience=True)


def test_what_a_scenario_leaves_unsaid_comes_from_its_base(written, hangzhou):
    first = written(
        'based_on = "reference"\n[switches]\nleniency = true\n[targets]\nleaders = { number = 8 }\n'
        "[calendar]\nfunds = [1, 0, 0, 0, 0, 0, 0, 0]\n",
        "first",
    )
    second = written(
        'based_on = "./first.toml"\n[budget]\nexpenditure = 900\n[switches]\nmobilisation = true\n'
        '[targets]\nleaders = { reading = "capable" }\n',
        "second",
    )
    base, scenario = load_scenario(first, hangzhou), load_scenario(second, hangzhou)
    assert (scenario.budget.expenditure, scenario.budget.capital, scenario.budget.level) == (900, 2000, None)
    assert scenario.shares == base.shares == load_scenario("reference", hangzhou).shares
    assert scenario.switches.leniency
    assert scenario.switches.mobilisation
    assert not base.switches.mobilisation
    assert (scenario.targets["leaders"].number, scenario.targets["leaders"].reading) == (8, "capable")
    assert scenario.calendar["funds"][0] == 1
    assert scenario.calendar["quarters"] == base.calendar["quarters"]


def test_movable_shares_that_leave_something_leave_it_unspent(written, hangzhou):
    scenario = load_scenario(written('based_on = "reference"\n[movable]\nscenarios = 0.25\n'), hangzhou)
    assert scenario.unspent == pytest.approx(0.75 * scenario.movable)
    money = allocation(scenario, hangzhou)
    assert money.unallocated == pytest.approx(0.75 * scenario.movable * 4500)


def test_lines_divide_what_the_assumptions_leave(written, hangzhou):
    line = '[[lines]]\naction = "{}"\nwhat = "x"\nsource = "judgement"\ncommitted = {}\n'
    factors = "amount = {}\nunits = 2\npart = 0.5\nfuture_share = 0.1\ntake_up = 0.5\nyears = 2\n"
    body = "[budget]\nexpenditure = 100\ncapital = 0\n"
    body += line.format("talent", "true") + factors.format(30)
    body += line.format("talent", "false") + factors.format(10)
    body += line.format("scenarios", "false") + "assumption = true\nshare = 0.2\n"
    scenario = load_scenario(written(body), hangzhou)
    assert [entry.money for entry in scenario.lines] == pytest.approx([3.0, 1.0, 0.0])
    assert scenario.shares == pytest.approx({"talent": 0.8, "scenarios": 0.2})
    assert scenario.committed == pytest.approx({"talent": 0.6})


@pytest.mark.parametrize("name", shipped_names("scenarios"))
def test_a_scenario_written_back_loads_to_the_same_allocation(name, tmp_path):
    scenario = load_scenario(name)
    file = tmp_path / "again.toml"
    file.write_text(scenario_toml(scenario), encoding="utf-8")
    again = load_scenario(file)
    assert again.name == scenario.name
    assert (again.targets, again.switches, again.reviews) == (scenario.targets, scenario.switches, scenario.reviews)
    plan = load_plan(scenario.plan)
    one, other = allocation(scenario, plan), allocation(again, plan)
    for array in ("totals", "calendar", "field_weight"):
        assert np.array_equal(getattr(one, array), getattr(other, array))
    assert tomllib.loads(scenario_toml(again)) == tomllib.loads(scenario_toml(scenario))


def test_a_plan_of_ones_own_is_found_beside_the_scenario(written, tmp_path, monkeypatch):
    own = (data_path("scenarios/plans") / "template.toml").read_text(encoding="utf-8").replace('"template"', '"own"')
    (tmp_path / "own-city.toml").write_text(own, encoding="utf-8")
    file = written('plan = "./own-city.toml"\n[budget]\nexpenditure = 1\ncapital = 0\n[shares]\nstart-ups = 1\n')
    monkeypatch.chdir("/")
    assert load_scenario(file).plan == str((tmp_path / "own-city.toml").resolve())
