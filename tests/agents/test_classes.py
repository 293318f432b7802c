"""A class of agents that the model would not obey is refused with the nearest name, by the City and by simulate."""

from __future__ import annotations

import functools
import subprocess
import sys

import pytest

from sim.engine.agents import STOCK, Firm, Fund, Incubator
from sim.engine.agents.city import City
from sim.engine.agents.overriding import check_classes
from sim.engine.simulate import simulate
from sim.errors import InputError
from sim.inputs.parameters import load_parameters
from sim.model.dialect import BEHAVIOURS
from tests.dialect.checks.source import files, read


def subclass(stock=Firm, **members):
    return type(f"My{stock.__name__}", (stock,), members)


def answer(self, *arguments):
    return 0.0


def refused(agents) -> str:
    """The sentence with which a class is refused, which must be the same wherever it is given."""
    sentences = set()
    theta = load_parameters().central()
    ways = [
        lambda: City("template", agents=agents, rng=1),
        lambda: simulate(theta, scenario="template", agents=agents),
        lambda: simulate(theta, scenario="template", agents=agents, engine="mesa"),
        lambda: simulate(theta, scenario="template", agents=agents, engine="compiled"),
    ]
    for way in ways:
        with pytest.raises(InputError) as refusal:
            way()
        sentences.add(str(refusal.value))
    assert len(sentences) == 1
    return sentences.pop()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("aply_for_centre", "apply_for_centre"),
        ("apply_for_center", "apply_for_centre"),
        ("applyForCentre", "apply_for_centre"),
        ("apply_for_hightech", "apply_for_high_tech"),
        ("seek_rounds", "seek_round"),
        ("graduate", "graduates"),
        ("selll", "sell"),
        ("hier", "hire"),
        ("sell_", "sell"),
        ("advance_readyness", "advance_readiness"),
        ("lead_consortia", "lead_consortium"),
    ],
)
def test_a_misspelt_behaviour_is_refused_with_the_one_meant(written, meant):
    sentence = refused({"Firm": subclass(**{written: answer})})
    assert sentence.startswith("agents.Firm: is close to a behaviour but none")
    assert f"'MyFirm.{written}'" in sentence
    assert sentence.endswith(f"did you mean {meant!r}?")


@pytest.mark.parametrize("kind", sorted(STOCK))
def test_every_behaviour_with_one_letter_less_is_refused(kind):
    for name in BEHAVIOURS[kind]:
        for place in range(len(name)):
            if name[place] != "_":
                written = name[:place] + name[place + 1 :]
                with pytest.raises(InputError, match=rf"My{kind}.{written}.*did you mean '{name}'"):
                    check_classes({kind: subclass(STOCK[kind], **{written: answer})}, STOCK)


@pytest.mark.parametrize(
    "name",
    [
        *("_aply_for_centre", "loan_demand", "apply_for_grant", "apply_for_loan", "resale", "fire", "selling"),
        "quarter",
    ],
)
def test_helpers_and_names_unlike_any_behaviour_are_let_through(name):
    assert check_classes({"Firm": subclass(**{name: answer})}, STOCK) == {"Firm": ()}


def test_a_value_is_no_misspelt_method():
    assert check_classes({"Firm": subclass(hires=3)}, STOCK) == {"Firm": ()}


def test_a_name_that_a_class_inherits_counts_as_its_own():
    class Mixed:
        def aply_for_centre(self, world):
            return 1.0

    assert "apply_for_centre" in refused({"Firm": type("Mine", (Mixed, Firm), {})})


def test_a_class_that_stands_behind_the_stock_class_overrides_nothing_and_is_refused():
    class Mixed:
        def sell(self, world):
            return None

    sentence = refused({"Firm": type("Mine", (Firm, Mixed), {})})
    assert "the stock class 'Firm' stands before this method" in sentence
    assert check_classes({"Firm": type("Mine", (Mixed, Firm), {})}, STOCK) == {"Firm": ("sell",)}


def test_a_behaviour_of_another_kind_is_refused():
    assert "names a rule that is no behaviour" in refused({"Firm": subclass(appetite=answer)})


def test_every_rule_of_the_model_is_known_by_name_in_a_fresh_process():
    code = "from sim.engine.agents import overriding; print(*overriding._rule_names())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {name for path in files() for name in read(path).marked}


def test_a_method_named_like_a_field_of_the_state_is_refused():
    assert "names a field of the agent's state" in refused({"Firm": subclass(cash=answer)})


@pytest.mark.parametrize("agents", [{"Firms": Firm}, {"firm": Firm}, {"Bank": Firm}])
def test_an_unknown_kind_is_refused(agents):
    assert refused(agents).startswith("agents: unknown kind of agent")


@pytest.mark.parametrize("agent", [Fund, dict, "Firm", None, Firm.sell])
def test_what_is_no_class_of_the_kind_is_refused(agent):
    assert "is no subclass of 'Firm'" in refused({"Firm": agent})


def test_agents_are_classes_by_kind():
    assert "must be classes by kind" in refused([Firm])


def test_a_class_keeps_its_kind():
    assert "names another kind than it is given for" in refused({"Firm": subclass(kind="Fund")})


@pytest.mark.parametrize(
    ("stock", "name", "method"),
    [
        (Firm, "sell", lambda self: None),
        (Firm, "sell", lambda self, firm, world: None),
        (Firm, "seek_round", lambda self, world: 0.1),
        (Firm, "sell", lambda self, world, *, much: None),
        (Incubator, "places", lambda self, world: 3),
        (Fund, "appetite", staticmethod(lambda self, firm, world: 0.5)),
    ],
)
def test_a_behaviour_that_does_not_take_what_the_model_gives_is_refused(stock, name, method):
    kind = stock.__name__
    sentence = refused({kind: subclass(stock, **{name: method})})
    assert f"agents.{kind}: does not take what the model gives it" in sentence
    assert f"My{kind}.{name}(" in sentence
    assert f"allowed: {name}(self, " in sentence


@pytest.mark.parametrize(
    "method",
    [
        *(lambda self, world: None, lambda self, *all_of_it: None, lambda self, world, extra=1: None),
        *(staticmethod(lambda world: None), classmethod(lambda cls, world: None)),
        functools.partialmethod(lambda self, much, world: None, 3),
    ],
)
def test_any_method_that_takes_what_the_model_gives_is_obeyed(method):
    agent = subclass(sell=method)
    assert check_classes({"Firm": agent}, STOCK) == {"Firm": ("sell",)}
    city = City("template", agents={"Firm": agent}, rng=1)
    revenue = [firm.revenue for firm in city.firms]
    city.step()
    assert [firm.revenue for firm in city.firms[: len(revenue)]] == revenue


async def later(self, world):
    return 0.0


def one_by_one(self, world):
    yield 0.0


@pytest.mark.parametrize(("method", "words"), [(later, "at once"), (one_by_one, "at once"), (0.5, "is no method")])
def test_a_behaviour_is_a_method_that_answers_at_once(method, words):
    """A coroutine or a generator that nobody runs would do nothing at all."""
    assert words in refused({"Firm": subclass(sell=method)})


def test_a_class_that_wants_more_than_the_model_is_refused():
    def start(self, model, size):
        Firm.__init__(self, model)

    assert "must be made from the model alone" in refused({"Firm": subclass(__init__=start)})
