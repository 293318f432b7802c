"""Phase 9, the market: seekers pitch to a few funds each; capital goes to funds by stage; exits return money."""

import math

from sim.model.decisions import (
    ACQUISITION,
    DEAL_LEAD,
    DEAL_OUTSIDE,
    DEAL_PITCH,
    DEAL_SCORE,
    DEAL_TICKET,
    DEAL_WILL,
    LISTING,
    MERGER_BUYER,
)
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, uniform, uniform2
from sim.model.rules.disbursement import co_funding, pass_works, pay
from sim.model.rules.finance import appetite, seek_round
from sim.model.rules.incubation import leave_incubator
from sim.model.rules.leaving import leave_registers
from sim.model.rules.support import dose
from sim.model.tables.codes import BOUGHT, SEEDED, SERIES_A, SERIES_B, UNFUNDED
from sim.model.tables.levers import (
    ANGEL_FUND,
    CAPITAL,
    FIRST_MARKET_CHANNEL,
    FUND_CAPITAL,
    LISTING_HELP,
    MERGER_FUND,
    SEED_FUND,
    VENTURE_FUND,
)


@rule
def place_capital(funds, government, world):
    """Public capital: paid at the pace at which funds can be set up, committed to funds of its stage after the lag."""
    for i in range(world.instruments):
        if world.instrument_delivery[i] == CAPITAL:
            stage = world.instrument_channel[i]
            houses = government.stage_funds[stage]
            money = 0.0
            if houses > 0:
                money = min(government.purse[i], float(houses) * world.instrument_payee_cap[i] / 12.0)
            if money > 0.0:
                government.begun[FIRST_MARKET_CHANNEL + FUND_CAPITAL] += pay(government, world, i, money)
            arrived = pass_works(government, world, i, money * (1.0 + co_funding(world)))
            for k in range(houses):
                fund = funds[government.stage_first[stage] + k]
                share = arrived / float(houses)
                fund.committed += share
                fund.raised += share
                fund.public_inflow += share


@rule
def fund_stage_for(firm, world):
    """Kind of fund that leads a firm's next round: seed before the pilot scale, angel after it, then venture."""
    if firm.stage > UNFUNDED:
        return VENTURE_FUND
    if firm.readiness < world.pilot_from:
        return SEED_FUND
    return ANGEL_FUND


@rule
def usual_ticket(stage: int, world):
    """Median round (million CNY) after ``stage`` rounds."""
    if stage == UNFUNDED:
        return world.ticket_seed
    if stage == SEEDED:
        return world.ticket_a
    if stage == SERIES_A:
        return world.ticket_b
    if stage == SERIES_B:
        return world.ticket_c
    return world.ticket_d


@rule
def hold_rounds(firms, incubators, funds, government, world):
    """Willing seekers, best first, pitch to a few funds; without a local lead an outside investor may step in."""
    ranked = [(0.0, 0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        firm = firms[j]
        firm.seeking = False
        if firm.alive and firm.venture:
            if uniform(world.key, firm.id, DEAL_WILL) < seek_round(firm, incubators, world):
                firm.seeking = True
                tie = uniform(world.key, firm.id, DEAL_SCORE)
                ranked.append((-firm.quality, tie, firm.id, j))
    ranked.sort()
    for _, _, _, place in ranked:
        firm = firms[place]
        ticket = usual_ticket(firm.stage, world) * math.exp(
            world.ticket_sd * normal(world.key, firm.id, DEAL_TICKET) + world.supply
        )
        lead = find_lead(firm, funds, government, world, ticket)
        if lead >= 0:
            drop_backer(firm, funds)
            part = ticket * world.lead_share
            funds[lead].dry -= part
            funds[lead].invested += part
            funds[lead].deals += 1
            funds[lead].portfolio += 1
            funds[lead].last_deal = world.month
            close_round(firm, government, world, ticket, lead)
        elif uniform(world.key, firm.id, DEAL_OUTSIDE) < world.outside_share:
            close_round(firm, government, world, ticket, -1)


@rule
def find_lead(firm, funds, government, world, ticket: float):
    """Slot of the first pitched fund that wants the deal and can pay its part; -1 when none does."""
    stage = fund_stage_for(firm, world)
    houses = government.stage_funds[stage]
    if houses == 0:
        return -1
    for k in range(int(world.pitches)):
        slot = government.stage_first[stage] + int(uniform2(world.key, firm.id, k, DEAL_PITCH) * float(houses))
        fund = funds[slot]
        if fund.dry >= ticket * world.lead_share:
            if uniform2(world.key, firm.id, k, DEAL_LEAD) < appetite(fund, firm, world):
                return slot
    return -1


@rule
def close_round(firm, government, world, ticket: float, lead: int):
    """The firm books the money; a lead of -1 is an investor from outside the city."""
    if world.plan_month >= 0:
        government.stage_money[fund_stage_for(firm, world)] += ticket
        government.deals += 1
    if lead >= 0:
        firm.backer = lead
    firm.stage += 1
    firm.last_round = world.month
    firm.cash += ticket
    firm.equity += ticket
    firm.valuation = max(firm.valuation, ticket / world.dilution)


@behaviour("Firm")
def offer_for_sale(firm, world):
    """Monthly chance that a funded firm is bought."""
    if firm.stage < SEEDED or firm.listed:
        return 0.0
    return world.acquisition_hazard / 12.0


@rule
def settle_exits(firms, incubators, funds, government, world):
    """Listings while the window is open, acquisitions, and the money that returns to the last lead fund."""
    merger_dry = 0.0
    for k in range(government.stage_funds[MERGER_FUND]):
        merger_dry += funds[government.stage_first[MERGER_FUND] + k].dry
    buyers = 1.0 + world.merger_fund_effect * merger_dry / (merger_dry + world.merger_fund_half)
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive and not firm.listed:
            if (
                firm.stage >= SEEDED
                and uniform(world.key, firm.id, ACQUISITION) < sale_chance(firm, funds, world) * buyers
            ):
                firm.alive = False
                firm.ending = BOUGHT
                if world.plan_month >= 0:
                    government.closures += 1
                leave_incubator(firm, incubators)
                leave_registers(firm, government, world)
                buy(firm, funds, government, world)
                return_money(firm, funds, world)
            elif world.window_open and can_list(firm, world):
                helped = dose(firm, LISTING_HELP, world.listing_help_usual)
                chance = world.listing_hazard / 12.0 * (1.0 + helped * world.listing_help_effect)
                if uniform(world.key, firm.id, LISTING) < chance:
                    firm.listed = True
                    government.firms_listed += 1
                    return_money(firm, funds, world)
                    if world.plan_month >= 0:
                        government.listings += 1


@rule
def sale_chance(firm, funds, world):
    """Monthly chance of a sale; a lead fund whose patience has run out presses for it."""
    chance = offer_for_sale(firm, world)
    if firm.backer >= 0 and float(world.month - firm.last_round) > 12.0 * funds[firm.backer].patience:
        chance *= world.exit_pressure
    return chance


@rule
def can_list(firm, world):
    """Firms large enough to list, with late-stage investors or a certificate."""
    return firm.revenue >= world.listing_revenue and (firm.stage >= SERIES_B or firm.high_tech)


@rule
def buy(firm, funds, government, world):
    """A merger fund picked by a keyed draw carries part of the price when it can; else the buyer is from elsewhere."""
    houses = government.stage_funds[MERGER_FUND]
    if houses == 0:
        return
    slot = government.stage_first[MERGER_FUND] + int(uniform(world.key, firm.id, MERGER_BUYER) * float(houses))
    price = firm.valuation * world.merger_part
    if funds[slot].dry >= price and price > 0.0:
        funds[slot].dry -= price
        funds[slot].invested += price
        funds[slot].deals += 1
        funds[slot].last_deal = world.month
        if world.plan_month >= 0:
            government.stage_money[MERGER_FUND] += price


@rule
def return_money(firm, funds, world):
    """Exit proceeds: the lead's stake in the last valuation; part is recycled, the rest goes to its investors."""
    if firm.backer < 0:
        return
    fund = funds[firm.backer]
    proceeds = firm.valuation * world.dilution * world.lead_share
    fund.returned += proceeds
    fund.dry += proceeds * world.recycled_share
    fund.distributed += proceeds * (1.0 - world.recycled_share)
    drop_backer(firm, funds)


@rule
def drop_backer(firm, funds):
    """Take a firm out of the portfolio of the fund that led its last local round."""
    if firm.backer >= 0:
        funds[firm.backer].portfolio -= 1
        firm.backer = -1
