"""Strict agents refuse each store that the compiled records would convert, wrap or lose."""

from __future__ import annotations

from types import SimpleNamespace

import mesa
import numpy as np
import pytest

from sim.model.tables.field import Field
from sim.model.tables.records import KINDS
from tests.dialect.checks.strict import DialectError, StrictRoster, StrictView, strict

FIELDS = (
    Field("id", int, "key", ""),
    Field("alive", bool, "yes/no", "", False),
    Field("cash", float, "million CNY", "", 1.0),
    Field("mandate", float, "share", "", 0.5, 3),
    Field("listed", int, "month", "", -1, 2),
)


class Firm(mesa.Agent):
    """A stock agent as the model makes it from a field table."""

    def __init__(self, model, fields=FIELDS):
        super().__init__(model)
        for field in fields:
            setattr(self, field.name, [field.default] * field.length if field.length else field.type(field.default))


StrictFirm = strict(Firm, FIELDS)


@pytest.fixture
def firm():
    return StrictFirm(mesa.Model())


def test_an_honest_rule_passes(firm):
    firm.cash += 0.5
    firm.id = 2**62
    firm.alive = firm.cash > 1.0
    firm.mandate[2] = firm.mandate[0] + 1.0
    firm.listed[1] = 7
    assert (firm.cash, firm.alive, list(firm.mandate), list(firm.listed)) == (1.5, True, [0.5, 0.5, 1.5], [-1, 7])
    assert [value for value in firm.mandate] == list(firm.mandate)  # noqa: C416 (a loop, as a rule writes it)
    firm.remove()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cash", 7),
        ("cash", True),
        ("cash", np.float64(7.0)),
        ("cash", float("nan")),
        ("cash", float("inf")),
        ("cash", None),
        ("id", 1.0),
        ("id", True),
        ("id", np.int64(1)),
        ("id", 2**63),
        ("alive", 1),
        ("alive", np.bool_(True)),
        ("new_field", 1.0),
        ("mandate", [0.0, 0.0, 0.0]),
    ],
)
def test_wrong_stores_are_refused_and_change_nothing(firm, field, value):
    before = {one.name: getattr(firm, one.name) for one in FIELDS}
    with pytest.raises(DialectError, match=f"Firm.{field}"):
        setattr(firm, field, value)
    assert {one.name: getattr(firm, one.name) for one in FIELDS} == before
    assert not hasattr(firm, "new_field")


@pytest.mark.parametrize(
    "sin",
    [
        lambda firm: firm.mandate[-1],
        lambda firm: firm.mandate[3],
        lambda firm: firm.mandate[True],
        lambda firm: firm.mandate[0:2],
        lambda firm: firm.mandate.__setitem__(-1, 1.0),
        lambda firm: firm.mandate.__setitem__(0, 1),
        lambda firm: firm.mandate.__setitem__(0, float("nan")),
        lambda firm: firm.mandate.__setitem__(slice(0, 3), [1.0] * 3),
        lambda firm: firm.listed.__setitem__(0, 1.0),
        lambda firm: firm.mandate.append(1.0),
        lambda firm: firm.mandate.pop(),
        lambda firm: firm.mandate.sort(),
        lambda firm: firm.mandate.__iadd__([1.0]),
        lambda firm: firm.mandate.__delitem__(0),
        lambda firm: delattr(firm, "cash"),
    ],
)
def test_nested_fields_keep_type_length_and_order(firm, sin):
    with pytest.raises(DialectError):
        sin(firm)
    assert list(firm.mandate) == [0.5, 0.5, 0.5]


def test_a_constructor_that_forgets_or_mistypes_a_field_is_refused():
    with pytest.raises(DialectError, match="has no listed"):
        StrictFirm(mesa.Model(), FIELDS[:-1])
    with pytest.raises(DialectError, match=r"Firm\.cash wants float"):
        StrictFirm(mesa.Model(), (Field("cash", int, "", "", 1),))
    with pytest.raises(DialectError, match="has 2 elements, wants 3"):
        StrictFirm(mesa.Model(), (Field("mandate", float, "", "", 0.0, 2),))


def test_a_roster_gives_agents_by_place_and_nothing_else(firm):
    stock = [firm]
    roster = StrictRoster(stock, "firms")
    stock.append(StrictFirm(firm.model))
    assert len(roster) == 2
    assert list(roster) == stock
    assert roster[0] is firm
    for index in (-1, 2, True, slice(0, 1), 0.0, np.int64(0)):
        with pytest.raises(DialectError, match="firms"):
            roster[index]
    with pytest.raises(TypeError):
        roster[0] = firm
    with pytest.raises(DialectError):
        _ = roster == stock


def test_a_view_checks_and_stores_in_the_record(firm):
    record = SimpleNamespace(id=1, alive=False, cash=0.0, mandate=[0.0] * 3, listed=[0, 0])
    view = StrictView(record, FIELDS, "world")
    view.cash = 2.0
    view.mandate[1] += 1.0
    record.listed = [1, 2]
    assert (record.cash, record.mandate, StrictView(record, FIELDS, "world").listed) == (2.0, [0.0, 1.0, 0.0], [1, 2])
    for name, value in (("cash", 2), ("cash", float("nan")), ("mandate", [0.0] * 3), ("new_field", 1.0)):
        with pytest.raises(DialectError, match=f"world.{name}"):
            setattr(view, name, value)
    with pytest.raises(DialectError):
        view.mandate[-1] = 1.0
    record.cash = 1
    with pytest.raises(DialectError, match=r"world\.cash wants float"):
        StrictView(record, FIELDS, "world")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_the_model_can_be_made_strict(kind):
    agent = strict(Firm, KINDS[kind])(mesa.Model(), KINDS[kind])
    assert {field.name for field in KINDS[kind]} <= set(vars(agent))
