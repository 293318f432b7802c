"""Identities that hold for every valid scenario, and refusals for every spoiled one."""

from __future__ import annotations

import math
import tomllib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation, scenario_from, scenario_toml

PLAN = load_plan("hangzhou")
EXPENDITURE = [action.id for action in PLAN.of_pot("expenditure")]
WORDS = {"zh": "随机", "en": "random"}


def parts(count: int, total: float = 1.0) -> st.SearchStrategy[list[float]]:
    """``count`` numbers from 0 that sum to ``total``."""
    drawn = st.lists(st.integers(0, 1000), min_size=count, max_size=count).filter(any)
    return drawn.map(lambda raw: [total * n / sum(raw) for n in raw])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    spent = draw(st.floats(0, 1))
    shares = dict(zip(EXPENDITURE, draw(parts(len(EXPENDITURE), spent)), strict=True))
    fields = st.dictionaries(st.sampled_from(list(PLAN.field_index)), st.floats(0.01, 1000), max_size=13)
    who = st.sampled_from(["all", *PLAN.action_index])
    when = st.sampled_from(["quarters", *PLAN.action_index])
    return {
        "scenario": {"id": "random", "name": WORDS, "description": WORDS},
        "budget": {"expenditure": draw(st.floats(0, 100_000)), "capital": draw(st.floats(0, 100_000))},
        "shares": shares,
        "committed": {action: share * draw(st.floats(0, 1)) for action, share in shares.items()},
        "fields": draw(st.dictionaries(who, fields, max_size=4)),
        "calendar": draw(st.dictionaries(when, parts(8), max_size=4)),
    }


@settings(max_examples=60, deadline=None)
@given(documents())
def test_money_is_conserved_and_never_early(document):
    scenario = scenario_from(document, PLAN)
    money = allocation(scenario, PLAN)
    pots = scenario.budget.expenditure + scenario.budget.capital
    assert math.isclose(math.fsum(money.totals) + money.unallocated, pots, rel_tol=1e-9, abs_tol=1e-6)
    assert (money.totals >= 0).all()
    np.testing.assert_allclose(money.calendar.sum(axis=1), 1.0, atol=1e-9)
    assert (money.calendar[:, 0] == 0).all()
    assert (money.calendar >= 0).all()
    np.testing.assert_allclose(money.field_weight.mean(axis=1), 1.0, atol=1e-9)
    assert money.totals[PLAN.action_index["funds"]] == scenario.budget.capital


@settings(max_examples=25, deadline=None)
@given(documents())
def test_written_back_it_is_the_same(document):
    scenario = scenario_from(document, PLAN)
    again = scenario_from(tomllib.loads(scenario_toml(scenario)), PLAN)
    assert again == scenario


@settings(max_examples=60, deadline=None)
@given(
    documents(), st.sampled_from(EXPENDITURE), st.sampled_from([-1e-6, 1.5, math.nan, math.inf, "0.1", True, None, []])
)
def test_one_bad_share_spoils_it(document, action, bad):
    document["shares"] = {**document["shares"], action: bad}
    with pytest.raises(InputError, match=rf"shares\.{action}: "):
        scenario_from(document, PLAN)
