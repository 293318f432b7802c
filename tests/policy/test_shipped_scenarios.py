"""The shipped scenarios: identities of money, what they move, and on what the reference rests."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest

from sim.inputs.plan import load_plan
from sim.inputs.plan.document import shipped_names
from sim.inputs.policy import allocation, load_scenario
from sim.shipped import data_path

NAMES = shipped_names("scenarios")
EQUAL_TOTAL = [
    "reference",
    "even",
    "even-all",
    "start-ups-first",
    "funds-first",
    "zones-first",
    "scenarios-first",
    "research-first",
]
MOVE_ONLY_THE_MOVABLE = [name for name in EQUAL_TOTAL if name != "even-all"]


def test_what_was_promised_is_shipped():
    assert {*EQUAL_TOTAL, "no-plan", "low", "high"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_shares_and_unspent_make_the_budget(name):
    scenario = load_scenario(name)
    money = allocation(scenario, load_plan(scenario.plan))
    budget = scenario.budget.expenditure + scenario.budget.capital
    assert math.fsum(money.totals) + money.unallocated == pytest.approx(budget, abs=1e-6)
    assert (money.totals >= 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_calendars_sum_to_one_and_nothing_flows_before_february(name):
    scenario = load_scenario(name)
    money = allocation(scenario, load_plan(scenario.plan))
    assert money.calendar.shape == (len(money.totals), 24)
    np.testing.assert_allclose(money.calendar.sum(axis=1), 1.0, atol=1e-9)
    assert (money.calendar[:, 0] == 0.0).all()
    assert (money.calendar >= 0.0).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_identity_of_a_scenario_is_its_file_name(name):
    assert load_scenario(name).id == name


@pytest.mark.parametrize("name", EQUAL_TOTAL)
def test_alternatives_have_the_total_of_the_reference(name, hangzhou):
    totals = allocation(load_scenario(name), hangzhou).totals
    assert totals.sum() == pytest.approx(4500 + 2000, abs=1e-9)


@pytest.mark.parametrize("name", MOVE_ONLY_THE_MOVABLE)
def test_the_movable_part_is_conserved_and_the_committed_part_untouched(name):
    reference, scenario = load_scenario("reference"), load_scenario(name)
    assert scenario.committed == reference.committed
    moved = {action: share - scenario.committed.get(action, 0.0) for action, share in scenario.shares.items()}
    assert min(moved.values()) >= -1e-12
    assert math.fsum(moved.values()) == pytest.approx(reference.movable, abs=1e-9)


def test_even_spreads_the_movable_part_over_every_expenditure_action(hangzhou):
    even = load_scenario("even")
    moved = [even.shares[a.id] - even.committed.get(a.id, 0.0) for a in hangzhou.of_pot("expenditure")]
    assert len(moved) == 13
    np.testing.assert_allclose(moved, even.movable / 13, atol=1e-12)


def test_even_all_spreads_everything_and_commits_nothing(hangzhou):
    scenario = load_scenario("even-all")
    np.testing.assert_allclose([scenario.shares[a.id] for a in hangzhou.of_pot("expenditure")], 1 / 13, atol=1e-12)
    assert scenario.movable == 1.0


def test_levels_scale_the_totals_and_keep_the_shares():
    reference = load_scenario("reference")
    for name, pots in {"low": (2000, 1000), "reference": (4500, 2000), "high": (9000, 4000)}.items():
        scenario = load_scenario(name)
        assert (scenario.budget.expenditure, scenario.budget.capital) == pots
        assert scenario.shares == reference.shares


def test_only_funds_first_mixes_the_pots(hangzhou):
    mixing = [n for n in EQUAL_TOTAL if load_scenario(n).switches.transfers_between_pots]
    assert mixing == ["funds-first"]
    funds = hangzhou.action_index["funds"]
    scenario = load_scenario("funds-first")
    totals = {name: allocation(load_scenario(name), hangzhou).totals[funds] for name in EQUAL_TOTAL}
    assert totals.pop("funds-first") == pytest.approx(2000 + 0.5 * scenario.movable * 4500)
    assert set(totals.values()) == {2000.0}


def test_no_plan_has_no_money(hangzhou):
    money = allocation(load_scenario("no-plan"), hangzhou)
    assert (money.totals == 0.0).all()
    assert money.unallocated == 0.0


def test_each_alternative_favours_what_its_name_says(hangzhou):
    reference = allocation(load_scenario("reference"), hangzhou).totals
    favoured = {
        "start-ups-first": "start-ups",
        "funds-first": "funds",
        "zones-first": "pilot-zones",
        "scenarios-first": "scenarios",
        "research-first": "key-technology",
    }
    for name, action in favoured.items():
        gain = allocation(load_scenario(name), hangzhou).totals - reference
        assert hangzhou.actions[int(gain.argmax())].id == action


def test_every_line_of_the_reference_is_traced():
    with (data_path("calibration/evidence") / "policy_amounts.csv").open(encoding="utf-8", newline="") as file:
        published = {row["id"] for row in csv.DictReader(file)}
    lines = load_scenario("reference").lines
    assumed = {line.action for line in lines if line.assumption}
    assert assumed == {"pilot-zones", "scenarios", "cooperation"}
    for line in lines:
        assert line.assumption or line.source in published
        assert line.assumption == (line.source == "judgement")
        if line.assumption:
            assert 0.02 <= line.share <= 0.05
        else:
            assert 0.10 <= line.future_share <= 0.25


def test_lines_that_name_a_published_amount_repeat_it():
    """A yearly pool of the lines is the published pool, a unit's amount the published amount, in million CNY."""
    with (data_path("calibration/evidence") / "policy_amounts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    compared = 0
    for line in load_scenario("reference").lines:
        unit = rows[line.source]["unit"] if line.source in rows else ""
        scale = {"100 million CNY": 100.0, "10 thousand CNY": 0.01}.get(unit)
        if scale is not None:
            assert line.amount == pytest.approx(float(rows[line.source]["amount"]) * scale), line.source
            compared += 1
    assert compared >= 20


def test_shape_of_the_reference(hangzhou):
    """Talent and platforms are about half and largely committed; some 30 per cent is movable."""
    reference = load_scenario("reference")
    half = reference.shares["talent"] + reference.shares["source-innovation"]
    assert 0.45 < half < 0.60
    assert reference.committed["talent"] / reference.shares["talent"] == pytest.approx(0.9)
    assert 0.25 < reference.movable < 0.35
    assert math.fsum(reference.shares.values()) == pytest.approx(1.0, abs=1e-12)
    unscaled = math.fsum(line.money for line in reference.lines)
    assert unscaled == pytest.approx(3911, abs=1)  # quoted in scenarios/README.md
