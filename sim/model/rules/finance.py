"""Phase 9, each firm and fund by itself: cash flow, the wish for a round, calls of capital."""

import math

from sim.model.decisions import FUND_RAISING
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal
from sim.model.rules.incubation import incubation_help
from sim.model.rules.support import dose
from sim.model.tables.codes import SEEDED, SERIES_A, SERIES_B, SERIES_C, SERIES_D, UNFUNDED
from sim.model.tables.levers import COMPETITION_PRIZE


@rule
def keep_accounts(firm, world):
    """A month of cash: surplus on sales less R&D. Owners of firms that seek no investor cover part of a shortfall."""
    firm.cash += firm.revenue * firm.margin / 12.0 - firm.research / 12.0
    if firm.cash < 0.0 and not firm.venture:
        firm.cash *= world.owner_patience


@behaviour("Firm")
def seek_round(firm, incubators, world):
    """Chance of closing a round this month if money is to be had: stage, market, quality and support."""
    if not firm.venture or firm.listed or firm.stage >= SERIES_D:
        return 0.0
    if firm.last_round >= 0 and world.month - firm.last_round < int(world.round_wait):
        return 0.0
    chance = round_hazard(firm.stage, world) * math.exp(
        world.round_supply_response * world.supply + world.round_quality_response * firm.quality
    )
    chance *= incubation_help(firm, incubators, world)
    if firm.supports > 0:
        won = dose(firm, COMPETITION_PRIZE, world.competition_prize_usual)
        chance *= 1.0 + won * (world.competition_finance_ratio - 1.0)
    return chance


@rule
def round_hazard(stage: int, world):
    """Monthly hazard of the next round by rounds closed so far."""
    if stage == UNFUNDED:
        return world.first_round_hazard / 12.0
    if stage == SEEDED:
        return world.seed_to_a_hazard / 12.0
    if stage == SERIES_A:
        return world.a_to_b_hazard / 12.0
    if stage == SERIES_B:
        return world.b_to_c_hazard / 12.0
    if stage == SERIES_C:
        return world.c_to_d_hazard / 12.0
    return 0.0


@behaviour("Fund")
def call_capital(fund, world):
    """Raise commitments at the pace of the market and call part of them for investment."""
    climate = math.exp(world.supply + world.fund_raising_sd * normal(world.key, fund.id, FUND_RAISING))
    new = world.fund_raise_rate / 12.0 * fund.raised_normal * climate
    if world.crowd_in:
        new *= 1.0 + world.crowd_in_effect * fund.public_inflow / (fund.raised_normal + 1.0)
    if world.crowd_out:
        new *= max(0.0, 1.0 - world.crowd_out_effect * fund.public_inflow / (fund.raised_normal + 1.0))
    fund.committed += new
    fund.raised += new
    called = fund.committed * world.fund_call_rate / 12.0
    fund.committed -= called
    fund.dry += called


@behaviour("Fund")
def appetite(fund, firm, world):
    """Chance that a fund leads a round: its mandate, tolerance and duty to the city, the firm's quality."""
    if fund.mandate[firm.field] <= 0.0:
        return 0.0
    merit = world.screen_response * firm.quality
    local = 1.0 + fund.local_duty * world.local_duty_response
    return min(1.0, world.screen_rate * fund.tolerance * local * fund.mandate[firm.field] * math.exp(merit))


@rule
def stage_invests(funds, government, world, stage: int):
    """Whether a stage has a ticket's worth of money and closed a round in the fields within a year."""
    money = 0.0
    recent = False
    for k in range(government.stage_funds[stage]):
        fund = funds[government.stage_first[stage] + k]
        money += fund.dry
        if world.month - fund.last_deal <= 12:
            recent = True
    return recent and money >= world.ticket_seed
