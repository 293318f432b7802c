"""Open calls to firms: eligible pool, awareness, application, window, reviewers, awards until the purse is empty."""

from sim.model.decisions import CALL_APPLICATION, CALL_SCORE
from sim.model.dialect import rule
from sim.model.draws import uniform2
from sim.model.rules.disbursement import co_funding, pay, plan_share
from sim.model.rules.eligibility import may_apply
from sim.model.tables.codes import MAX_FIELDS
from sim.model.tables.levers import (
    CENTRE_COACHING,
    CERTIFICATION_COACHING,
    COMPETITION_PRIZE,
    ENGINEER_GRANT,
    OPEN_CALL,
)


@rule
def hold_open_calls(firms, government, world):
    """Every call that is open this month takes applications, ranks them and pays awards."""
    world.prizes = 0.0
    for i in range(world.instruments):
        if world.instrument_delivery[i] == OPEN_CALL and not is_title_award(world.instrument_channel[i]):
            if world.instrument_window[i * 12 + world.calendar] > 0 and government.purse[i] >= award_size(world, i):
                hold_call(firms, government, world, i)


@rule
def is_title_award(channel: int):
    """Whether money of a channel is paid with a title, to those who get it, and not through a call."""
    return channel == CERTIFICATION_COACHING or channel == CENTRE_COACHING


@rule
def award_size(world, i: int):
    """Award (million CNY) of call ``i``: its usual size, capped by what one payee may receive."""
    return min(world.instrument_unit_cost[i], world.instrument_payee_cap[i])


@rule
def hold_call(firms, government, world, i: int):
    """Rank the applicants of one call by merit, ties by a keyed draw, and pay while money and reviewers last."""
    action = world.instrument_action[i]
    chance = world.instrument_awareness[i] * world.instrument_application[i]
    code = world.instrument_eligibility[i]
    ranked = [(0.0, 0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive and may_apply(firm, world, code):
            emphasis = world.field_emphasis[action * MAX_FIELDS + firm.field]
            if uniform2(world.key, firm.id, i, CALL_APPLICATION) < chance * emphasis:
                tie = uniform2(world.key, firm.id, i, CALL_SCORE)
                ranked.append((-(firm.quality + world.call_noise * tie), tie, firm.id, j))
    ranked.sort()
    award = award_size(world, i)
    channel = world.instrument_channel[i]
    awards = 0.0
    for _, _, _, place in ranked:
        if government.purse[i] < award or awards >= world.instrument_reviewer_cap[i]:
            return
        planned = plan_share(government, i)
        acting = pay(government, world, i, award)
        if channel == ENGINEER_GRANT:
            government.begun[channel] += acting / world.engineer_grant_a_head  # persons: more money pays more of them
        else:
            government.begun[channel] += planned  # awards: district and province make them larger, not more
        if channel == COMPETITION_PRIZE:
            world.prizes += planned
        receive(firms[place], world, channel, award, acting)
        awards += 1.0


@rule
def receive(firm, world, channel: int, award: float, acting: float):
    """A firm books an award: cash now, and as support the part that acts, in proportion to it."""
    firm.grants += award * (1.0 + co_funding(world))
    firm.cash += award * (1.0 + co_funding(world))
    if acting > 0.0:
        firm.support[channel] += acting
        if firm.supports == 0:
            firm.supports = 1
