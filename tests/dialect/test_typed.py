"""The compiled types of a rule: what the dialect allows passes, and each silent conversion is named."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.dialect import BEHAVIOURS, behaviour, rule
from sim.model.draws import uniform
from tests.dialect.checks import fields, signature, source, typed

FIRM = np.dtype(
    [("id", "i8"), ("index", "i8"), ("ip", "i8"), ("alive", "?"), ("cash", "f8"), ("v", "f8", (4,)), ("n", "i8", (2,))],
    align=True,
)
WORLD = np.dtype([("key", "i8"), ("month", "i8"), ("rate", "f8")], align=True)
LAYOUTS = {"FIRM": FIRM, "WORLD": WORLD}


@rule
def helper(firm, amount: float):
    firm.cash += amount
    return firm.cash


@behaviour("TypedTestFirm")
def wish(firm, world, least: int):
    if firm.ip > least:
        return world.rate
    return 0.0


@rule
def chosen(picked: list[int], row: list[float]):
    return row[picked[0]]


@rule
def honest(firm, firms, world):
    firm.cash = float(firm.ip) / 2.0
    firm.ip += 1
    firm.ip = math.floor(firm.cash) + round(firm.cash)
    firm.alive = firm.cash > 0.0 and not firm.alive
    firm.v[firm.ip % 2] = helper(firm, 1.0)
    firm.n[0] = firm.index
    ranked = [(0.0, 0)]
    ranked.pop()
    picked = [0]
    for i in range(len(firms)):
        ranked.append((-firms[i].cash, firms[i].id))
        picked.append(i)
    ranked.sort()
    total = 0.0
    for score, who in ranked:
        total += min(score, 1.0) * uniform(world.key, who, 1)
    for value in firm.v:
        total += value
    if total > 1.0:
        return max(0.0, wish(firm, world, 2))
    return chosen(picked, firm.v) if firm.alive else total


def int_to_float(firm):
    firm.cash = firm.ip


def float_to_int(firm):
    firm.ip = firm.cash / 2.0


def int_to_bool(firm):
    firm.alive = firm.ip


def bool_to_float(firm):
    firm.cash = firm.alive


def added_float(firm):
    firm.ip += 1.0


def int_in_a_row(firm):
    firm.v[1] = 1


def float_in_a_row(firm, k: int):
    firm.n[k] = firm.cash


def whole_row(firm):
    firm.v = firm.v


def rows_added(firm):
    total = firm.v + firm.v
    firm.cash = total[0]


def variable_of_two_types(firm):
    x = 0
    if firm.alive:
        x = firm.cash
    firm.cash = x


def loop_variable_of_two_types(firm):
    x = 0
    for value in firm.v:
        x += value
    firm.cash = x


def choice_of_two_types(firm):
    firm.cash = 1 if firm.alive else 2.0


def or_of_two_types(firm):
    firm.ip = firm.alive or 2


def minimum_of_two_types(firm):
    firm.cash = min(1, firm.cash)


def returns_two_types(firm):
    if firm.alive:
        return 1
    return firm.cash


def returns_sometimes(firm):  # noqa: RET503
    if firm.alive:
        return firm.cash


def list_of_two_types(firm):
    ranked = [0.0, 1]
    firm.cash = ranked[0]


def appended_otherwise(firm):
    ranked = [(0.0, 0)]
    ranked.append((1, 1))
    firm.cash = ranked[0][0]


def calls_a_rule_otherwise(firm):
    firm.cash = helper(firm, 1)


def calls_a_behaviour_otherwise(firm, world):
    firm.cash = wish(firm, world, 1.0)


def passes_another_kind(firm, world):
    firm.cash = helper(world, 1.0)


def draws_for_a_float(firm, world):
    firm.cash = uniform(world.key, firm.cash, 1)


def bool_index(firm):
    picked = [0.0]
    firm.cash = picked[firm.alive]


def bool_place(firm, firms):
    firm.cash = firms[firm.alive].cash


def bool_range(firm):
    for i in range(firm.alive):
        firm.ip = i


def unknown_field(firm):
    firm.casch = 1.0


def compares_agents(firm, firms):
    firm.alive = firm == firms[0]


SINS = [
    (int_to_float, "cash is float64, stored int64"),
    (float_to_int, "ip is int64, stored float64"),
    (int_to_bool, "alive is bool, stored int64"),
    (bool_to_float, "cash is float64, stored bool"),
    (added_float, "ip is int64, stored float64"),
    (int_in_a_row, "an element of an array of float64 is stored int64"),
    (float_in_a_row, "an element of an array of int64 is stored float64"),
    (whole_row, "stored as a whole"),
    (rows_added, "arithmetic or comparison of an array of float64"),
    (variable_of_two_types, "x is int64 on one path"),
    (loop_variable_of_two_types, "x is int64 on one path"),
    (choice_of_two_types, "int64"),  # a choice on one path, or a store of its own, by the version of the bytecode
    (or_of_two_types, "a choice is bool on one path"),
    (minimum_of_two_types, "min of int64 and float64"),
    (returns_two_types, "returns int64 on one path and float64 on another"),
    (returns_sometimes, "nothing on another"),
    (list_of_two_types, "an element of a list of float64 is int64"),
    (appended_otherwise, "a list of (float64, int64) is appended (int64, int64)"),
    (calls_a_rule_otherwise, "helper takes float64 as amount, given int64"),
    (calls_a_behaviour_otherwise, "wish takes int64 as least, given float64"),
    (passes_another_kind, "helper takes a firm as firm, given a world"),
    (draws_for_a_float, "uniform takes int64 as who, given float64"),
    (bool_index, "getitem(list(float64)<iv=None>, bool)"),
    (bool_place, "getitem(array(a record, 1d, C), bool)"),
    (bool_range, "range of bool"),
    (unknown_field, "does not compile: no field 'casch'"),
    (compares_agents, "does not compile: No implementation"),
]


@pytest.fixture(scope="module", autouse=True)
def _only_here():
    yield
    BEHAVIOURS.pop("TypedTestFirm", None)


def test_honest_rules_pass_and_lists_take_their_types_from_the_caller():
    assert typed.faults([honest, helper, wish, chosen], LAYOUTS) == []


@pytest.mark.parametrize(("sinner", "complaint"), SINS, ids=lambda one: getattr(one, "__name__", None))
def test_each_conversion_is_named_at_its_line(sinner, complaint):
    found = typed.faults([sinner], LAYOUTS)  # and what it calls
    assert any(complaint in fault.what for fault in found), found
    first = sinner.__code__.co_firstlineno
    assert {fault.function for fault in found} == {sinner.__name__}
    assert all(first <= fault.line <= first + 8 for fault in found), found


def test_a_rule_that_only_callers_could_type_and_nobody_calls_is_a_fault():
    found = typed.faults([chosen], LAYOUTS)
    assert [fault.what for fault in found] == ["no rule calls it, so the types of its parameters are unknown"]


@pytest.mark.parametrize(
    "bad", [("x", "f4"), ("x", "i4"), ("x", "u8"), ("x", "?", (3,)), ("x", "f8", (2, 2)), ("x", "S4")]
)
def test_field_types_outside_the_dialect_are_named(bad):
    assert len(fields.faults({"FIRM": np.dtype([("id", "i8"), bad])})) == 1


def test_the_real_layouts_have_only_fields_of_the_dialect():
    dtypes = signature.layouts()
    assert dtypes
    assert fields.faults({**dtypes, "test": FIRM}) == []


@pytest.mark.slow
def test_the_real_rules_convert_nothing_silently():
    rules = typed.marked_functions()
    assert len(rules) == sum(len(source.read(path).marked) for path in source.files()) > 0
    assert typed.faults(rules) == []
