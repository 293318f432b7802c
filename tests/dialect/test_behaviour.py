"""Rules and behaviours mean the same in Python and compiled, and an override is obeyed and named."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from numba import njit

from sim.model.dialect import BEHAVIOURS, behaviour, overridden, rule

FUND = np.dtype([("ticket", "f8")], align=True)
FIRM = np.dtype([("readiness", "f8")], align=True)


@rule
def doubled(value: float):
    return value * 2.0


@behaviour("TestFund")
def appetite(fund, firm):
    return doubled(firm.readiness) + fund.ticket


@behaviour("TestFund")
def interest(fund, firms):
    total = 0.0
    for firm in firms:
        total += appetite(fund, firm)
    return total


@rule
def market(fund, firms):
    total = 0.0
    for i in range(len(firms)):
        total += appetite(fund, firms[i])
    return total + interest(fund, firms)


class Fund:
    ticket = 1.0

    def appetite(self, firm):
        return appetite.text(self, firm)

    def interest(self, firms):
        return interest.text(self, firms)


class Bold(Fund):
    def appetite(self, firm):
        return 100.0


class Firm:
    readiness = 3.0


@pytest.fixture(scope="module", autouse=True)
def only_here():
    yield
    BEHAVIOURS.pop("TestFund", None)


def test_a_rule_stays_an_ordinary_function():
    assert inspect.isfunction(doubled)
    assert doubled.dialect == "rule"
    assert doubled(3.0) == 6.0
    assert inspect.isfunction(appetite)
    assert appetite.dialect == appetite.text.dialect == "behaviour"
    assert list(inspect.signature(appetite).parameters) == ["fund", "firm"]


def test_compiled_and_plain_agree_and_an_override_is_obeyed():
    funds, firms = np.ones(1, FUND), np.zeros(5, FIRM)
    firms["readiness"] = 3.0
    crowd = [Firm()] * 5
    assert njit(market)(funds[0], firms) == market(Fund(), crowd) == 70.0
    assert market(Bold(), crowd) == 1000.0, "markets and other behaviours must both obey the override"


def test_keyword_arguments_bind_by_the_names_of_the_text():
    @rule
    def caller(fund, firm):
        return appetite(fund, firm=firm)

    funds, firms = np.ones(1, FUND), np.ones(1, FIRM)
    assert njit(caller)(funds[0], firms[0]) == 3.0
    firm = Firm()
    assert caller(Fund(), firm) == 7.0


def test_overridden_names_what_a_subclass_changes():
    assert overridden(Fund, "TestFund", Fund) == ()
    assert overridden(Bold, "TestFund", Fund) == ("appetite",)
    assert overridden(Bold, "NoSuchKind", Fund) == ()


def test_a_second_behaviour_of_the_same_name_is_refused():
    def appetite(fund, firm):
        return 0.0

    appetite.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="already has"):
        behaviour("TestFund")(appetite)
    with pytest.raises(ValueError, match="positional"):
        behaviour("TestFund")(lambda *anything: 0.0)
