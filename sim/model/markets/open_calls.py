"""Open calls to firms: eligible pool, awareness, application, window, reviewers, awards until the purse is empty."""

from sim.model.decisions import CALL_APPLICATION, CALL_SCORE
from sim.model.dialect import rule
from sim.model.draws import uniform2
from sim.model.rules.disbursement import pay
from sim.model.rules.eligibility import may_apply
from sim.model.tables.codes import MAX_FIELDS
from sim.model.tables.levers import OPEN_CALL


@rule
def hold_open_calls(firms, government, world):
    """Every call that is open this month takes applications, ranks them and pays awards."""
    for i in range(world.instruments):
        if world.instrument_delivery[i] == OPEN_CALL and world.instrument_window[i * 12 + world.calendar] > 0:
            if government.purse[i] >= award_size(world, i):
                hold_call(firms, government, world, i)


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
        pay(government, world, i, award)
        receive(firms[place], government, world, channel, award)
        awards += 1.0


@rule
def receive(firm, government, world, channel: int, award: float):
    """A firm books an award: cash now, support that fades. District and province may add to it."""
    added = 0.0
    if world.co_funding:
        added = award * world.co_funding_rate
        government.co_funded += added
    firm.grants += award + added
    firm.cash += award + added
    firm.support[channel] = 1.0
    if firm.supports == 0:
        firm.supports = 1
