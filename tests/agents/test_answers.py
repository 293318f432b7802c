"""An answer or a state that no rule can use ends the run by name; simulate counts the run as failed."""

from __future__ import annotations

import inspect
import math

import numpy as np
import pytest

from sim.engine.agents import STOCK, Firm
from sim.engine.agents.answers import AnswerError, declared_answer
from sim.engine.agents.city import City
from sim.engine.agents.kinds import defaults
from sim.engine.agents.replicates import gathered, run_city
from sim.engine.agents.watching import watch
from sim.engine.compiled.runs import DONE, FAILED
from sim.engine.simulate import simulate
from sim.inputs.parameters import load_parameters
from sim.inputs.policy import load_scenario
from sim.model.dialect import BEHAVIOURS
from sim.model.tables.records import KINDS
from tests.model.overriding import Faulty, Untiring

CASES = [(kind, name) for kind in sorted(STOCK) for name in sorted(BEHAVIOURS[kind])]
DECLARED = {case: declared_answer(getattr(STOCK[case[0]], case[1])) for case in CASES}
WRONG = {
    float: [math.nan, math.inf, -math.inf, "0.5", None, True, 1j, np.array([0.5]), np.float64("nan"), 10**400],
    int: [math.nan, 2.0, "3", None, True, math.inf, 10**400],
    bool: [0.5, 1, None, "yes", math.nan],
    type(None): [0.0, False, "done"],
}
RIGHT = {float: [0, 0.5, 1, np.float32(0.5), np.int64(1)], int: [3, np.int32(2)], bool: [True, np.bool_(False)]}


def answering(kind, name, value):
    return type(f"My{kind}", (STOCK[kind],), {name: lambda self, *arguments: value})


def asked(kind, name, value):
    """Ask an agent whose class answers ``value`` as the rules do."""
    agent = answering(kind, name, value)
    watch(kind, agent, STOCK[kind], (name,))
    one = object.__new__(agent)
    for field, default in defaults(KINDS[kind]).items():
        setattr(one, field, default)
    parameters = len(inspect.signature(BEHAVIOURS[kind][name].text).parameters)
    return BEHAVIOURS[kind][name](one, *[None] * (parameters - 1))


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_wrong_answer_to_any_behaviour_is_refused_by_name(kind, name):
    for value in WRONG[DECLARED[kind, name].type]:
        with pytest.raises(AnswerError, match=rf"agents.{kind}: the behaviour 'My{kind}.{name}' gave an answer"):
            asked(kind, name, value)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_number_out_of_range_is_refused(kind, name):
    bounds = DECLARED[kind, name].range
    for value in (bounds.least - 0.001, bounds.most + 0.001):
        if math.isfinite(value):
            with pytest.raises(AnswerError, match=r"allowed: a (finite )?number (from 0 to 1|not below 0)"):
                asked(kind, name, value)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_right_answer_reaches_the_rules_as_a_plain_value(kind, name):
    wanted = DECLARED[kind, name].type
    for value in RIGHT.get(wanted, []):
        given = asked(kind, name, value)
        assert type(given) is wanted
        assert given == value


def test_what_the_stock_classes_answer_is_what_they_declare():
    """Under draws of the parameters and all switches that raise chances, every behaviour asked through a subclass."""
    agents = {}
    for kind, stock in STOCK.items():
        methods = {name: _same(stock, name) for name in BEHAVIOURS[kind]}
        agents[kind] = type(f"Same{kind}", (stock,), methods)
    scenario = load_scenario("template").with_switches(mobilisation=True, leniency=True, label_effects=True)
    for theta in load_parameters().draw(11, 3):
        plain, watched = (City(scenario, theta=theta, rng=2, months=14, agents=chosen) for chosen in ({}, agents))
        while plain.running:
            plain.step()
            watched.step()
        assert plain.government.count == watched.government.count


def _same(stock, name):
    return lambda self, *arguments: getattr(stock, name)(self, *arguments)


def spoiling(field, value):
    def sell(self, world):
        Firm.sell(self, world)
        if world.plan_month == 2:
            setattr(self, field, value)

    return type("Spoiling", (Firm,), {"sell": sell})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("revenue", math.nan),
        ("cash", math.inf),
        ("cash", 10**400),
        ("staff", "many"),
        ("ip", 2.5),
        ("ip", None),
        ("sales_total", [math.nan]),
    ],
)
def test_a_state_that_no_rule_can_use_is_refused_by_the_behaviour_that_left_it(field, value):
    city = City("template", rng=2, agents={"Firm": spoiling(field, value)})
    for _ in range(3):
        city.step()
    with pytest.raises(AnswerError, match=rf"'Spoiling.sell' left a state that no rule can use: {field}"):
        city.step()


def test_numbers_of_numpy_in_the_state_are_as_good_as_python_s():
    city = City("template", rng=2, agents={"Firm": spoiling("ip", np.int64(4))})
    while city.world.plan_month < 2:
        city.step()
    found = {firm.ip for firm in city.agents if isinstance(firm, Firm)}
    assert found == {4}
    assert all(isinstance(number, np.int64) for number in found)


@pytest.mark.parametrize(
    ("error", "found"), [(lambda: math.exp(1e4), "OverflowError"), (lambda: math.log(0.0), "ValueError")]
)
def test_a_behaviour_that_breaks_off_is_named_with_its_cause(error, found):
    agent = type("Broken", (Firm,), {"hire": lambda self, world: error()})
    with pytest.raises(AnswerError, match=f"'Broken.hire' broke off: {found}") as refusal:
        City("template", rng=2, agents={"Firm": agent}).step()
    assert type(refusal.value.__cause__).__name__ == found


def test_a_fault_of_programming_keeps_its_own_traceback():
    agent = type("Unfinished", (Firm,), {"hire": lambda self, world: self.no_such_field})
    with pytest.raises(AttributeError, match="no_such_field"):
        City("template", rng=2, agents={"Firm": agent}).step()


def task(agent, run):
    scenario = load_scenario("template")
    city = City(scenario, months=1, rng=1)
    return {"scenario": scenario, "plan": city.plan, "months": 4, "agents": {"Firm": agent}, "rng": 5, "run": run}


def test_a_failed_run_is_counted_and_holds_no_number():
    with pytest.warns(RuntimeWarning) as warned:
        runs = gathered([run_city(task(Faulty, run)) for run in range(4)])
    assert runs.failed.tolist() == [False, True, False, True]
    for numbers in (runs.metrics, runs.money, runs.field_firms, runs.district_firms):
        assert np.isfinite(numbers[[0, 2]]).all()
        assert np.isnan(numbers[[1, 3]]).all()
    (message,) = (str(one.message) for one in warned)
    assert message.startswith("2 of 4 runs failed")
    assert "the behaviour 'Faulty.seek_round' gave an answer that no rule can use (found nan)" in message
    assert "allowed: a finite number not below 0" in message


def test_runs_that_all_succeed_say_nothing(recwarn):
    runs = gathered([run_city(task(Untiring, run)) for run in range(2)])
    assert runs.failed.tolist() == [False, False]
    assert runs.faults == ("", "")
    assert [one for one in recwarn if issubclass(one.category, RuntimeWarning)] == []


def test_a_record_that_is_not_finite_is_a_failed_run_without_a_culprit():
    good = run_city(task(Untiring, 0))
    bad = (np.where(np.arange(good[0].shape[1]) == 3, np.inf, good[0]), *good[1:])
    with pytest.warns(RuntimeWarning, match="1 of 2 runs failed.*the record holds a number that is not finite"):
        assert gathered([good, bad]).failed.tolist() == [False, True]


@pytest.mark.slow
def test_simulate_leaves_failed_runs_out_and_names_the_behaviour():
    theta = load_parameters().central()
    with pytest.warns(RuntimeWarning, match=r"2 of 4 runs failed.*'Faulty.seek_round'"):
        found = simulate(
            [theta] * 4, None, [[5, run] for run in range(4)], scenario="template", months=4, agents={"Firm": Faulty}
        )
    assert found.status.tolist() == [DONE, FAILED, DONE, FAILED]
    assert np.isfinite(found.metrics[found.status == DONE]).all()
    assert np.isnan(found.metrics[found.status == FAILED]).all()
