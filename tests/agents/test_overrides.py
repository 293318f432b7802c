"""Every behaviour overridden in turn: obeyed by the Mesa model, refused by name by the compiled engine."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from sim.engine.agents import STOCK, Firm
from sim.engine.agents.city import City
from sim.engine.simulate import simulate
from sim.errors import InputError
from sim.inputs.parameters import load_parameters
from sim.model.dialect import BEHAVIOURS

CASES = [(kind, name) for kind in sorted(STOCK) for name in sorted(BEHAVIOURS[kind])]


def counting(kind, names, calls):
    """A subclass that notes in ``calls`` which of the behaviours is asked for, and answers as the stock class."""
    stock = STOCK[kind]

    def noting(name):
        def answer(self, *arguments):
            calls[kind, name] += 1
            return getattr(stock, name)(self, *arguments)

        return answer

    return type(f"Counting{kind}", (stock,), {name: noting(name) for name in names})


def test_there_is_a_behaviour_for_every_kind():
    assert all(BEHAVIOURS[kind] for kind in STOCK)
    assert len(CASES) >= 20


def counts_of_two_years(agents):
    """The record of a city in which every behaviour is asked for."""
    table = load_parameters()
    theta = table.central()
    for parameter, value in (("consortium_research", 0.1), ("consortium_staff", 1.0)):
        theta[table.column(parameter)] = value
    city = City("template", theta=theta, rng=2, agents=agents, collect=False)
    for _ in range(24):
        city.step()
    return list(city.government.count)


@pytest.fixture(scope="module")
def plain():
    return counts_of_two_years({})


@pytest.fixture(scope="module")
def asked():
    """How often each behaviour is asked for in a city of which every one is overridden, and that city's record."""
    calls = Counter()
    counts = counts_of_two_years({kind: counting(kind, sorted(BEHAVIOURS[kind]), calls) for kind in STOCK})
    return calls, counts


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_obeyed_by_the_mesa_model(kind, name, asked, plain):
    calls, counts = asked
    assert calls[kind, name], f"{kind}.{name} was never asked"
    assert counts == plain


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_obeyed_where_it_is_the_only_one(kind, name, asked, plain):
    calls = Counter()
    assert counts_of_two_years({kind: counting(kind, [name], calls)}) == plain
    assert calls == {(kind, name): asked[0][kind, name]}


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_refused_by_name_by_the_compiled_engine(kind, name):
    agent = counting(kind, [name], Counter())
    with pytest.raises(InputError, match=f"{agent.__name__}.{name}"):
        simulate(load_parameters().central(), scenario="template", agents={kind: agent}, engine="compiled")


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_the_stock_class_answers_with_the_stock_text(kind, name):
    assert name in vars(STOCK[kind])


def test_a_method_named_like_a_rule_is_refused_not_ignored():
    stray = type("Stray", (Firm,), {"accumulate_knowledge": lambda self, world: None})
    with pytest.raises(InputError, match="accumulate_knowledge"):
        simulate(load_parameters().central(), scenario="template", agents={"Firm": stray})


def test_a_class_that_workers_cannot_import_is_refused():
    homeless = type("Homeless", (Firm,), {"sell": lambda self, world: None, "__module__": "__main__"})
    with pytest.raises(InputError, match="Homeless"):
        simulate(load_parameters().central(), scenario="template", agents={"Firm": homeless})


@pytest.mark.slow
def test_overrides_run_as_replicates_in_worker_processes(capfd, monkeypatch):
    folder = Path(__file__).parents[1] / "model"
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    spec = importlib.util.find_spec("overriding")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "overriding", module)
    spec.loader.exec_module(module)
    theta = load_parameters().central()
    arguments = {"scenario": "template", "months": 13}
    eager = simulate([theta] * 2, None, [1, 2], agents={"Firm": module.Untiring}, **arguments)
    stock = simulate([theta] * 2, None, [1, 2], **arguments)
    same = simulate([theta] * 2, None, [1, 2], engine="mesa", **arguments)
    assert "worker processes" in capfd.readouterr().err
    assert eager.metrics.shape == stock.metrics.shape
    assert (same.metrics == stock.metrics).all()
    assert (same.money == stock.money).all()
    assert (eager.metrics != stock.metrics).any()
