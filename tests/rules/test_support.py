"""Awards act in proportion and are used up; what a study found to be nothing stays nothing for what it studied."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.inputs.policy import allocation
from sim.model.rules.finance import seek_round
from sim.model.rules.support import dose, fade_support, used_a_year
from sim.model.rules.title_choice import certificate_worth
from sim.model.tables.levers import COMPETITION_PRIZE, FIRM_CHANNEL_COUNT, RESEARCH_SUBSIDY
from sim.model.tables.metrics import METRIC_INDEX


def city(**given):
    keep = [0.9] * FIRM_CHANNEL_COUNT
    return SimpleNamespace(channel_keep=keep, support_least=1e-4, policy_overlap=0.7, **given)


def holder(**awards):
    support = [0.0] * FIRM_CHANNEL_COUNT
    firm = SimpleNamespace(support=support, supports=len(awards), overlap=1.0)
    for channel, money in awards.items():
        firm.support[globals()[channel]] = money
    return firm


@pytest.mark.parametrize("award", [0.3, 3.0])
def test_an_award_is_used_up_whole_and_in_proportion(award) -> None:
    firm, world = holder(RESEARCH_SUBSIDY=award), city()
    used = 0.0
    while firm.supports > 0:
        fade_support(firm, world)
        used += used_a_year(firm, world, RESEARCH_SUBSIDY) / 12.0
    assert used == pytest.approx(award, abs=0.01)


def test_a_second_kind_of_support_adds_less() -> None:
    firm, world = holder(RESEARCH_SUBSIDY=1.0, COMPETITION_PRIZE=1.0), city()
    fade_support(firm, world)
    assert firm.overlap == 0.7


def test_an_award_above_that_of_the_study_does_no_more() -> None:
    assert dose(holder(COMPETITION_PRIZE=0.1), COMPETITION_PRIZE, 0.2) == pytest.approx(0.5)
    assert dose(holder(COMPETITION_PRIZE=2.0), COMPETITION_PRIZE, 0.2) == 1.0


def seeker(**awards):
    firm = holder(**awards)
    vars(firm).update(venture=True, listed=False, stage=0, last_round=-1, quality=0.3, incubator=-1)
    return firm


def test_a_grant_changes_no_chance_of_a_round(finance_world) -> None:
    """priors:cn_grant_rr_vc: a null by regression discontinuity. A prize of a contest does."""
    plain, granted, winner = (seeker(), seeker(RESEARCH_SUBSIDY=3.0), seeker(COMPETITION_PRIZE=0.3))
    chances = [seek_round.text(firm, [], finance_world) for firm in (plain, granted, winner)]
    assert chances[1] == chances[0]
    assert chances[2] > 1.2 * chances[0]


@pytest.fixture
def finance_world():
    return city(
        month=90,
        round_wait=12.0,
        first_round_hazard=0.25,
        round_supply_response=0.5,
        round_quality_response=0.3,
        supply=0.0,
        competition_prize_usual=0.15,
        competition_finance_ratio=1.35,
    )


@pytest.fixture
def tax_world():
    return city(
        tax_standard=0.25,
        tax_certified=0.15,
        tax_small=0.05,
        tax_small_income=3.0,
        tax_small_staff=300.0,
        high_tech_validity=36.0,
        certificate_standing=0.5,
    )


@pytest.mark.parametrize(
    ("revenue", "research", "staff", "worth"),
    [
        (100.0, 5.0, 200.0, 0.5 + 0.1 * 15.0 * 3.0),  # surplus 15: from 25 to 15 %, three years
        (20.0, 2.0, 50.0, 0.5),  # surplus 2, a small firm: pays 5 % already
        (20.0, 2.0, 400.0, 0.5 + 0.1 * 2.0 * 3.0),  # as little, but too large to be a small firm
        (10.0, 9.0, 50.0, 0.5),  # a loss
    ],
)
def test_a_certificate_is_worth_the_tax_that_it_saves(tax_world, revenue, research, staff, worth) -> None:
    firm = SimpleNamespace(revenue=revenue, margin=0.2, research=research, staff=staff)
    assert certificate_worth(firm, tax_world) == pytest.approx(worth)


def test_a_round_s_awards_are_paid_out_of_the_purse_and_only_with_titles(cities) -> None:
    """What applicants were promised is paid to those certified; what is left waits for the next round."""
    plan = cities.plan()
    place = [one.id for one in plan.instruments].index("certification-awards")
    amounts = allocation(cities.scenario(), plan).totals
    before = cities.run(3, totals=amounts)
    cities.finished(before, 11)  # to November 2025
    assert before.government["spent"][place] == 0.0
    award = before.government["award"][place]
    assert award > 0.0
    after = cities.finished(cities.run(3, totals=amounts), 12)
    largest = (award + after.world["certificate_award_standing"]) * after.government["high_tech_first"]
    assert 0.0 < after.government["spent"][place] <= largest + 1e-9


def test_money_for_awards_brings_certificates(cities) -> None:
    draws = np.tile(cities.changed(award_slope=2.0), (20, 1))
    amounts = np.array([allocation(cities.scenario(), cities.plan()).totals] * 20)
    more = amounts.copy()
    more[:, cities.plan().action_index["high-growth-firms"]] *= 5.0
    column = METRIC_INDEX["high_tech_first"]
    few, many = (simulate(draws, totals, np.arange(20)).metrics[:, 23, column] for totals in (amounts, more))
    assert (many >= few - 1).all()
    assert many.mean() > 1.02 * few.mean()
