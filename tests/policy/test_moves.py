"""Money moved between actions: sums stay, committed money stays, and what cannot be moved is one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario
from sim.inputs.policy.money import totals
from sim.inputs.policy.moves import Move, movable_money, moved, parse_move

HANGZHOU = load_plan("hangzhou")
REFERENCE = load_scenario("reference", HANGZHOU)
GIVERS = [action.id for action in HANGZHOU.of_pot("expenditure") if movable_money(REFERENCE, action.id) > 1.0]
TAKERS = [action.id for action in HANGZHOU.of_pot("expenditure")]


@pytest.mark.parametrize(
    ("typed", "million"),
    [
        ("pilot-zones:scenarios:200", 200.0),
        ("pilot-zones:scenarios:2亿", 200.0),
        ("pilot-zones:scenarios:2亿元", 200.0),
        ("pilot-zones：scenarios：0.5 亿元", 50.0),
        (" pilot-zones : scenarios : 1,000 ", 1000.0),
        ("pilot-zones:scenarios:１，０００", 1000.0),
        ("pilot-zones:scenarios:3000万元", 30.0),
        ("pilot-zones:scenarios:all", None),
    ],
)
def test_a_move_is_read_as_people_write_it(typed, million):
    assert parse_move(typed) == Move("pilot-zones", "scenarios", million)


@pytest.mark.parametrize(
    "typed", ["", "a:b", "a:b:", "a:b:c", "a:b:-3", "a:b:0", "a:b:nan", "a:b:inf", "a:b:1e999", "a:b:二亿", "a:b:1:2"]
)
def test_what_is_no_move_is_refused(typed):
    with pytest.raises(InputError, match="allowed: FROM:TO:AMOUNT"):
        parse_move(typed)


@pytest.mark.parametrize("amount", ["3,5", "3，5亿", "1,23"])
def test_a_decimal_comma_is_never_read_as_something_else(amount):
    with pytest.raises(InputError, match="comma"):
        parse_move(f"pilot-zones:scenarios:{amount}")


def test_a_move_that_nobody_typed_is_refused_with_its_amount():
    with pytest.raises(InputError, match=r"found '200.0 million CNY'"):
        moved(REFERENCE, HANGZHOU, [Move("science-parks", "scenarios", 200.0)])


@given(st.lists(st.tuples(st.sampled_from(GIVERS), st.sampled_from(TAKERS), st.floats(0.01, 1.0)), max_size=6))
def test_the_pots_keep_their_sums_and_committed_money_stays(moves):
    scenario = REFERENCE
    for giver, taker, part in moves:
        amount = part * movable_money(scenario, giver)
        if giver == taker or amount < 1e-3:
            continue
        scenario = moved(scenario, HANGZHOU, [Move(giver, taker, amount)])
    before, after = totals(REFERENCE, HANGZHOU), totals(scenario, HANGZHOU)
    assert after.sum() == pytest.approx(before.sum())
    assert after[HANGZHOU.action_index["funds"]] == before[HANGZHOU.action_index["funds"]]
    for action, share in REFERENCE.committed.items():
        assert scenario.shares[action] >= share - 1e-12


def test_actions_may_be_named_in_either_language():
    named = moved(REFERENCE, HANGZHOU, ["产业先导区引领：未来场景建构：2亿"])
    assert named == moved(REFERENCE, HANGZHOU, [Move("Pilot zones", "scenarios", 200.0)])
    assert named == moved(REFERENCE, HANGZHOU, ["pilot-zones:scenarios:200"])
    with pytest.raises(InputError, match="did you mean '未来场景建构'"):
        moved(REFERENCE, HANGZHOU, ["pilot-zones:未来场景建设:200"])


def test_all_means_all_that_may_move():
    scenario = moved(REFERENCE, HANGZHOU, ["talent:scenarios:all"])
    assert scenario.shares["talent"] == pytest.approx(REFERENCE.committed["talent"])
    assert movable_money(scenario, "talent") == pytest.approx(0.0, abs=1e-9)
    assert "131 million CNY moved from Talent to Scenarios" in scenario.name["en"]
    assert "1.31 亿元由人才队伍引培调至未来场景建构" in scenario.name["zh"]


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        ("science-parks:scenarios:2亿", r"more than this action has that may move \(found '2亿'\); "
         r"allowed: at most 56.8 million CNY \(0.57 亿元\), or all"),
        ("science-park:scenarios:1", "unknown action.*did you mean 'science-parks'"),
        ("scenarios:scenarios:1", "from an action to itself"),
        ("funds:scenarios:1", "only expenditure can be moved"),
        ("talent:funds:1", "only expenditure can be moved"),
        ("source-innovation:scenarios:1", "no money that may move"),
    ],
)  # fmt: skip
def test_what_cannot_move_is_one_sentence(move, sentence):
    with pytest.raises(InputError, match=sentence) as refusal:
        moved(REFERENCE, HANGZHOU, [move])
    assert "\n" not in str(refusal.value)
