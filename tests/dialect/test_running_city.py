"""The template city walks its months with strict agents, records and rosters, and draws nothing twice."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from sim.engine.agents import STOCK, Roster
from sim.engine.agents import city as model
from sim.model.tables.government import GOVERNMENT
from sim.model.tables.layout import world_fields
from sim.model.tables.records import KINDS
from tests.dialect.checks import source
from tests.dialect.checks.collisions import recorded, repeated
from tests.dialect.checks.strict import DialectError, StrictRoster, StrictView, strict

STRICT = {kind: strict(stock, KINDS[kind]) for kind, stock in STOCK.items()}
MONTHS = 24


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` of rosters and records, given strict views of them."""

    def call(*arguments: Any) -> Any:
        return function(*map(_view, arguments))

    return call


def _view(argument: Any) -> Any:
    if isinstance(argument, Roster):
        return StrictRoster(argument, f"roster of {argument.agent_class.__name__}")
    if isinstance(argument, model.State):
        is_world = hasattr(argument, "run_key")
        return StrictView(argument, world_fields() if is_world else GOVERNMENT, "world" if is_world else "government")
    return argument


@pytest.fixture
def strict_model(monkeypatch):
    """``sim.engine.agents.city`` with every way into the rulebook guarded."""
    for name in ("settle", "begin_month", "perform"):
        monkeypatch.setattr(model, name, guarded(getattr(model, name)))
    return model


def dialect_modules():
    """The imported modules of all dialect files."""
    return [importlib.import_module(source.module_name(path)) for path in source.files()]


def test_a_strict_city_runs_to_its_horizon_and_draws_nothing_twice(strict_model):
    with recorded(dialect_modules()) as drawn:
        city = strict_model.City("template", agents=STRICT, rng=5, months=MONTHS, collect=False)
        while city.running:
            city.step()
    assert city.month == MONTHS - 1
    assert {type(agent) for agent in city.agents} <= set(STRICT.values())
    assert len(drawn) > 24 * len(city.firms)
    assert repeated(drawn) == []


def test_the_guards_are_in_the_way_of_the_rules(strict_model, monkeypatch):
    def sin(*arguments):
        arguments[-1].month = 1.0

    monkeypatch.setattr(strict_model, "begin_month", guarded(lambda world, month: sin(world)))
    city = strict_model.City("template", agents=STRICT, rng=5, months=MONTHS, collect=False)
    with pytest.raises(DialectError, match=r"world\.month wants int"):
        city.step()
    with pytest.raises(DialectError, match="cash wants float"):
        city.firms[0].cash = 1
