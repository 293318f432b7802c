"""Phase 1: money becomes capacity. What cannot be taken up stays visibly in the purse."""

import math

from sim.model.dialect import rule
from sim.model.tables.codes import (
    COMPLETED,
    INCUBATOR,
    INNOVATION_CENTRE,
    MAKER_SPACE,
    PILOT_SCALE_BASE,
    PROOF_OF_CONCEPT_CENTRE,
    SCIENCE_PARK,
)
from sim.model.tables.levers import (
    CAPACITY,
    FIRST_CITY_CHANNEL,
    INCUBATION_SERVICE,
    INNOVATION_CENTRES,
    LABORATORY_PROGRAMME,
    PARK_SPACE,
    PILOT_SCALE,
    PROOF_OF_CONCEPT,
    ZONE_PREPARATION,
)


@rule
def release_money(government, world):
    """Put this month's plan and general-programme money into the purses, after what reviews have moved."""
    for row in range(world.reviews):
        if government.review_done[row] > 0:
            giver = world.review_from[row]
            moved = world.action_money[giver] * world.review_part[row]
            world.action_money[giver] -= moved
            world.action_money[world.review_to[row]] += moved
    for action in range(world.actions):
        government.released_plan[action] += world.action_money[action]
    for i in range(world.instruments):
        action = world.instrument_action[i]
        money = (world.action_money[action] + world.baseline_money[action]) * world.instrument_share[i]
        government.purse[i] += money
        government.purse_plan[i] += world.action_money[action] * world.instrument_share[i]
        government.released[i] += money


@rule
def pay(government, world, i: int, money: float):
    """Book a payment of instrument ``i`` out of its purse; how much of it acts: the plan's part, co-funding included.

    What general programmes pay is in the rates as they were observed, so it acts no second time.
    """
    part = money * plan_share(government, i)
    book(government, world, i, money, part)
    return part * (1.0 + co_funding(world))


@rule
def plan_share(government, i: int):
    """Share of the purse of instrument ``i`` that is the plan's money."""
    if government.purse[i] <= 0.0:
        return 0.0
    return min(1.0, government.purse_plan[i] / government.purse[i])


@rule
def book(government, world, i: int, money: float, part: float):
    """Take ``money`` out of the purse of instrument ``i``, of which ``part`` is the plan's."""
    government.purse[i] -= money
    government.purse_plan[i] = max(0.0, government.purse_plan[i] - part)
    government.spent[i] += money
    government.spent_plan[world.instrument_action[i]] += money
    government.co_funded += money * co_funding(world)


@rule
def co_funding(world):
    """What district and province add to a unit of city money, whatever it is paid for."""
    if world.co_funding:
        return world.co_funding_rate
    return 0.0


@rule
def build_capacity(incubators, zones, labs, government, world):
    """Pay what the payees of each capacity instrument can take up, and let earlier payments arrive and fade."""
    for channel in range(len(world.lever)):
        world.lever[channel] = 0.0
        world.opened[channel] = 0.0
        world.used[channel] = 0.0
    world.zones_in_works = count_payees(incubators, zones, labs, government, ZONE_PREPARATION)
    for i in range(world.instruments):
        if world.instrument_delivery[i] == CAPACITY:
            channel = world.instrument_channel[i]
            acting = 0.0
            money = min(government.purse[i], uptake(incubators, zones, labs, government, world, i))
            if money > 0.0:
                acting = pay(government, world, i, money)
                hand_over(incubators, zones, labs, government, world, i, money * (1.0 + co_funding(world)))
            units = pass_works(government, world, i, acting) / world.instrument_unit_cost[i]
            government.begun[FIRST_CITY_CHANNEL + channel] += acting / world.instrument_unit_cost[i]
            government.delivered[channel] += units
            fading = government.stock[i] * (1.0 - world.instrument_keep[i])
            world.used[channel] += fading * world.instrument_unit_cost[i]
            government.stock[i] += units - fading
            world.opened[channel] += units
            world.lever[channel] += government.stock[i]


@rule
def pass_works(government, world, i: int, money: float):
    """Money that comes into effect this month: two stages of equal mean length (an Erlang lag)."""
    lag = world.instrument_lag[i]
    if lag <= 0.0:
        return money
    part = -math.expm1(-2.0 / lag)
    out = government.works_second[i] * part
    through = government.works_first[i] * part
    government.works_second[i] += through - out
    government.works_first[i] += money - through
    return out


@rule
def uptake(incubators, zones, labs, government, world, i: int):
    """Most money (million CNY) that the payees of capacity instrument ``i`` can take up this month."""
    payees = count_payees(incubators, zones, labs, government, world.instrument_channel[i])
    if payees < 0:
        return world.instrument_reviewer_cap[i] * world.instrument_payee_cap[i]
    willing = world.instrument_awareness[i] * world.instrument_application[i]
    return float(payees) * willing * world.instrument_payee_cap[i] / 12.0


@rule
def is_incubator_payee(kind: int, channel: int):
    """Whether an incubator of this kind is paid through this channel."""
    if channel == INCUBATION_SERVICE:
        return kind == INCUBATOR or kind == MAKER_SPACE
    if channel == PARK_SPACE:
        return kind == SCIENCE_PARK
    if channel == PROOF_OF_CONCEPT:
        return kind == PROOF_OF_CONCEPT_CENTRE
    return channel == PILOT_SCALE and kind == PILOT_SCALE_BASE


@rule
def is_lab_payee(kind: int, channel: int):
    """Whether a lab of this kind is paid through this channel."""
    if channel == LABORATORY_PROGRAMME:
        return kind != INNOVATION_CENTRE
    return channel == INNOVATION_CENTRES and kind == INNOVATION_CENTRE


@rule
def count_payees(incubators, zones, labs, government, channel: int):
    """Agents that a capacity channel can pay; -1 when it pays facilities that are no agents."""
    payees = 0
    if channel == LABORATORY_PROGRAMME or channel == INNOVATION_CENTRES:
        for j in range(government.labs):
            if is_lab_payee(labs[j].kind, channel):
                payees += 1
        return payees
    if channel == ZONE_PREPARATION:
        for j in range(government.zones):
            if zones[j].status != COMPLETED:
                payees += 1
        return payees
    if channel == INCUBATION_SERVICE or channel == PARK_SPACE or channel == PROOF_OF_CONCEPT or channel == PILOT_SCALE:
        for j in range(government.incubators):
            if is_incubator_payee(incubators[j].kind, channel):
                payees += 1
        return payees
    return -1


@rule
def hand_over(incubators, zones, labs, government, world, i: int, money: float):
    """Share a payment evenly among the payees of the channel."""
    channel = world.instrument_channel[i]
    payees = count_payees(incubators, zones, labs, government, channel)
    if payees <= 0:
        government.facility_grants += money
        return
    each = money / float(payees)
    if channel == LABORATORY_PROGRAMME or channel == INNOVATION_CENTRES:
        for j in range(government.labs):
            if is_lab_payee(labs[j].kind, channel):
                labs[j].grants += each
    elif channel == ZONE_PREPARATION:
        for j in range(government.zones):
            if zones[j].status != COMPLETED:
                zones[j].grants += each
    else:
        for j in range(government.incubators):
            if is_incubator_payee(incubators[j].kind, channel):
                incubators[j].grants += each


@rule
def lifted(world, channel: int, effect: float, half: float):
    """Effect of capacity that the plan bought: at most ``effect``, half of it at ``half`` units."""
    units = world.lever[channel]
    return effect * units / (units + half)


@rule
def review_plan(government, world):
    """Adaptive policy: a metric below its mark (or not below it) at a review moves part of an action's later money."""
    for row in range(world.reviews):
        if world.plan_month == world.review_month[row] and government.review_done[row] == 0:
            below = government.count[world.review_metric[row]] < world.review_mark[row]
            if below != (world.review_from_mark[row] > 0):
                government.review_done[row] = 1
