"""What a factor may change: any value of a scenario by its path, movable money, moves, parameters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analyses.sweep.experiment import load_experiment
from sim.analyses.sweep.paths import applied, parse_path, with_ids
from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario
from sim.inputs.policy.money import totals

PLAN = load_plan("hangzhou")
REFERENCE = load_scenario("reference", PLAN)


def test_the_base_is_unchanged_without_settings():
    assert applied(REFERENCE, PLAN, {}) is REFERENCE


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("budget.expenditure", 5000.0, lambda s: s.budget.expenditure),
        ("switches.leniency", True, lambda s: s.switches.leniency),
        ("switches.lever_effects", "none", lambda s: s.switches.lever_effects),
        ("targets.high-tech-firms.number", 300.0, lambda s: s.targets["high-tech-firms"].number),
        ("fields.all.quantum", 3.0, lambda s: s.fields["all"]["quantum"]),
        ("shares.start-ups", 0.0, lambda s: s.shares["start-ups"]),
    ],
)
def test_a_path_sets_one_value(path, value, read):
    assert read(applied(REFERENCE, PLAN, {path: value})) == value


@pytest.mark.parametrize("name", ["reference", "adaptive", "high", "template"])
def test_all_else_of_a_scenario_stays(name):
    """Lines and reviews too; a level of money gives way to its amounts, one of which may be what is set."""
    base = load_scenario(name)
    made = applied(base, load_plan(base.plan), {"switches.leniency": True})
    budget = base.budget.model_copy(update={"level": None, "levels": None})
    assert made == base.with_switches(leniency=True).model_copy(update={"budget": budget})


def test_an_entry_of_a_list():
    base = load_scenario("adaptive", PLAN)
    assert applied(base, PLAN, {"reviews[2].below": 55.0}).reviews[1].below == 55.0
    with pytest.raises(InputError, match=r"no such entry.*allowed: 1 to 4"):
        applied(base, PLAN, {"reviews[9].below": 55.0})


def test_another_scenario_comes_first():
    made = applied(REFERENCE, PLAN, {"budget.capital": 7.0, "scenario": "even"})
    assert made.id == "even"
    assert made.budget.capital == 7.0


def test_a_level_is_that_of_the_scenario():
    high = load_scenario("high", PLAN)
    assert applied(REFERENCE, PLAN, {"budget.level": "high"}).budget.expenditure == high.budget.expenditure
    with pytest.raises(InputError, match="unknown budget level"):
        applied(REFERENCE, PLAN, {"budget.level": "higher"})


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_movable_parts_keep_the_pot_and_what_is_committed(first, second):
    second *= 1.0 - first
    made = applied(REFERENCE, PLAN, {"movable.pilot-zones": first, "movable.scenarios": second})
    assert totals(made, PLAN).sum() == pytest.approx(totals(REFERENCE, PLAN).sum())
    assert made.shares["pilot-zones"] == pytest.approx(first * REFERENCE.movable)
    for action, held in REFERENCE.committed.items():
        assert made.shares[action] >= held - 1e-12


def test_a_move_is_that_of_a_comparison():
    made = applied(REFERENCE, PLAN, {"move.pilot-zones.scenarios": 50.0})
    assert (made.shares["pilot-zones"] - REFERENCE.shares["pilot-zones"]) * 4500 == pytest.approx(-50.0)
    assert applied(REFERENCE, PLAN, {"move.pilot-zones.scenarios": 0.0}) is REFERENCE


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"shares.talents": 0.1}, "unknown action.*did you mean 'talent'"),
        ({"shares.talent": 0.9}, "the shares sum to more than 1"),
        ({"shares.talent": -0.1}, "must not be below 0"),
        ({"switches.lenience": True}, "unknown key.*did you mean 'leniency'"),
        ({"switches.leniency": 1.0}, "must be true or false"),
        ({"movable.talent": 1.5}, "must be from 0 to 1"),
        ({"movable.talent": 0.7, "movable.scenarios": 0.7}, "sum to more than 1"),
        ({"movable.talent": "much"}, "must be a number"),
        ({"move.pilot-zones.scenarios": -1.0}, "turn the move around"),
        ({"move.pilot-zones.scenarios": 900.0}, "more than this action has"),
        ({"scenario": 3.0}, "must be the name of a scenario"),
        ({"budget.expenditure.x": 1.0}, "goes through a value that is no table"),
    ],
)
def test_an_impossible_setting_is_one_sentence(settings, sentence):
    with pytest.raises(InputError, match=sentence) as refusal:
        applied(REFERENCE, PLAN, settings)
    assert "\n" not in str(refusal.value)


def test_a_parameter_may_have_brackets_in_its_name():
    assert parse_path("parameters.field_growth[general-ai]").parameter == "field_growth[general-ai]"
    assert parse_path("shares.talent").parameter is None


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("shares.产业先导区引领", "shares.pilot-zones"),
        ("movable.Talent", "movable.talent"),
        ("move.产业先导区引领.未来场景建构", "move.pilot-zones.scenarios"),
        ("targets.高新技术企业.number", "targets.high-tech-firms.number"),
        ("fields.all.quantum", "fields.all.quantum"),
        ("switches.leniency", "switches.leniency"),
        ("parameters.field_growth[general-ai]", "parameters.field_growth[general-ai]"),
        ("scenario", "scenario"),
    ],
)
def test_actions_and_targets_of_a_path_may_stand_with_their_names(named, path):
    assert with_ids(named, PLAN) == path


def test_levels_may_be_names_too():
    sweep = {"id": "s", "name": {"zh": "甲", "en": "A"}, "scenario": "template", "fitted": "prior", "draws": 2}
    factors = [
        {"path": "targets.高新技术企业.reading", "values": ["存量", "first"]},
        {"path": "fields.all.量子科技", "values": [2.0]},
    ]
    experiment = load_experiment({"sweep": sweep, "factors": factors})
    assert experiment.paths == ("targets.high-tech-firms.reading", "fields.all.quantum")
    scenarios = [experiment.scenario(experiment.scenario_settings(point)) for point in (0, 1)]
    assert [scenario.targets["high-tech-firms"].reading for scenario in scenarios] == ["stock", "first"]
    assert scenarios[0].fields["all"]["quantum"] == 2.0


def test_a_sweep_by_names_is_the_sweep_by_ids():
    sweep = {"id": "s", "name": {"zh": "甲", "en": "A"}, "scenario": "参考方案", "fitted": "prior", "draws": 2}
    factors = [{"path": "shares.产业先导区引领", "values": [0.0, 0.02]}]
    experiment = load_experiment({"sweep": sweep, "factors": factors})
    assert experiment.paths == ("shares.pilot-zones",)
    assert experiment.inputs.scenario == REFERENCE
    with pytest.raises(InputError, match=r"factors\[shares\.pilot-zones\]: the factor stands twice"):
        load_experiment({"sweep": sweep, "factors": [*factors, {"path": "shares.pilot-zones", "values": [0.0]}]})
