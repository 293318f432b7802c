"""Phase 10, goals of sector plans inside the plan's own: delivered at an even pace until their plans end.

Scenarios enter as contracts with places of their own, without matching: built and accepted as all others. Parts and
machines are there on delivery, consortia as formed ones. What of it the plan counts is a share, in readings of its own.
"""

import math

from sim.model.decisions import NESTED_ACCEPTED, NESTED_GOALS, NESTED_MONTHS
from sim.model.dialect import rule
from sim.model.draws import normal_quantile, poisson_quantile, uniform, uniform2
from sim.model.markets.scenario_lists import quarter_ends
from sim.model.rules.zones import city_bar
from sim.model.tables.codes import NESTED_BREAKTHROUGHS, NESTED_MONTHS_MOST, NESTED_SCENARIOS


@rule
def deliver_nested_goals(government, world):
    """A month of the sector plans that run: what they deliver of their numbers."""
    for i in range(world.nested_goals):
        if world.nested_from[i] <= world.month <= world.nested_until[i]:
            rate = world.nested_rate[i] * world.nested_delivery
            delivered = poisson_quantile(rate, uniform(world.key, i, NESTED_GOALS))
            if world.nested_kind[i] == NESTED_SCENARIOS:
                build_nested(government, world, i, delivered)
            elif world.plan_month >= 0:
                if world.nested_kind[i] == NESTED_BREAKTHROUGHS:
                    government.nested_parts += delivered
                else:
                    government.nested_consortia += delivered


@rule
def build_nested(government, world, i: int, contracts: int):
    """Contracts of one sector plan: each is built in a time of its own."""
    for k in range(contracts):
        luck = normal_quantile(uniform2(world.key, i, k, NESTED_MONTHS))
        months = world.scenario_build_months * math.exp(world.scenario_build_sd * luck)
        wait = min(int(min(months, float(NESTED_MONTHS_MOST))) + 1, NESTED_MONTHS_MOST - 1)
        government.nested_building[(world.month + wait) % NESTED_MONTHS_MOST] += 1


@rule
def accept_nested(government, world):
    """At the end of a quarter each that is in use may be accepted; then what is built this month comes into use."""
    if quarter_ends(world):
        accepted = 0
        for k in range(government.nested_waiting):
            if uniform(world.key, k, NESTED_ACCEPTED) < city_bar(world, world.scenario_acceptance):
                accepted += 1
        government.nested_waiting -= accepted
        if world.plan_month >= 0:
            government.nested_accepted += accepted
    now = world.month % NESTED_MONTHS_MOST
    government.nested_waiting += government.nested_building[now]
    government.nested_building[now] = 0
