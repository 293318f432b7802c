"""Phase 10, designation: municipal zone lists in batches, leaders, platforms."""

import math

from sim.model.decisions import (
    LEADER_NAMED,
    PLATFORM_OPENING,
    ZONE_BATCH_GAP,
    ZONE_BATCH_SIZE,
    ZONE_DECLARED,
)
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, poisson_quantile, uniform
from sim.model.rules.zones import city_bar, zone_bar
from sim.model.tables.codes import DECEMBER, LISTED, PREPARING, QUARTER
from sim.model.tables.levers import COOPERATION_PLATFORM


@rule
def list_zones(zones, government, world):
    """When a municipal batch is due, list the best candidates; a district without a zone counts in their favour.

    A list is as long as its drawn size says or as there are candidates above the bar. How long the city then waits to
    declare a zone complete on paper is its practice of the run, with a spread between zones.
    """
    if world.month != government.zone_batch_month:
        return
    size = world.zone_batch_size * math.exp(
        world.zone_batch_sd * normal(world.run_key, government.zone_batches, ZONE_BATCH_SIZE)
    )
    if world.mobilisation:
        size *= 1.0 + world.mobilisation_strength
    for _ in range(max(1, int(size))):
        best = best_candidate(zones, government, world)
        if best < 0:
            break
        zones[best].status = LISTED
        zones[best].since_plan = world.plan_month >= 0
        zones[best].listed_month = world.month
        spread = math.exp(world.zone_months_sd * normal(world.run_key, best, ZONE_DECLARED))
        zones[best].declared_month = world.month + int(world.zone_declared_months * spread)
    government.zone_batches += 1
    gap = world.zone_batch_gap * (1.0 + uniform(world.run_key, government.zone_batches, ZONE_BATCH_GAP))
    government.zone_batch_month = world.month + max(1, int(gap))


@rule
def best_candidate(zones, government, world):
    """Slot of the best candidate that passes the bar; a district without a listed zone counts for more. -1: none."""
    best = -1
    best_score = 0.0
    for j in range(government.zones):
        zone = zones[j]
        if zone.status == PREPARING and zone.preparation >= zone_bar(world):
            score = apply_for_list(zone, world)
            if not district_has_zone(zones, government, zone.district):
                score += world.zone_spread
            if best < 0 or score > best_score:
                best = j
                best_score = score
    return best


@behaviour("PilotZone")
def apply_for_list(zone, world):
    """Merit of an application for the city list."""
    return zone.preparation + world.zone_score_noise * zone.merit


@rule
def district_has_zone(zones, government, district: int):
    """Whether a district has a zone on the city list."""
    for j in range(government.zones):
        zone = zones[j]
        if zone.status != PREPARING and (zone.district == district or zone.second_district == district):
            return True
    return False


@rule
def can_lead_ecosystem(firm, world):
    """Capacity test of an ecosystem leader: size, and a standing on the capital market or a technology centre."""
    if firm.revenue < world.leader_revenue:
        return False
    return firm.listed or firm.centre or firm.valuation >= world.unicorn_valuation


@rule
def name_leaders(firms, government, world):
    """December: the city names some of the firms that pass the capacity test."""
    if world.calendar != DECEMBER or world.plan_month < 0:
        return
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive and not firm.leader and can_lead_ecosystem(firm, world):
            if uniform(world.key, firm.id, LEADER_NAMED) < city_bar(world, world.leader_naming):
                firm.leader = True
                government.leaders_named += 1
                government.leaders_earned += 1


@rule
def open_platforms(government, world):
    """Cooperation platforms open at a base rate, and as platform money has set them up."""
    rate = world.platform_rate * world.city_scale / 12.0
    rate += world.platform_additional * world.opened[COOPERATION_PLATFORM]
    if world.mobilisation:
        rate *= 1.0 + world.mobilisation_strength
    new = poisson_quantile(rate, uniform(world.key, 0, PLATFORM_OPENING))
    government.platforms += new
    government.platforms_active += government.platforms_recent[QUARTER - 1]
    for age in range(1, QUARTER):
        government.platforms_recent[QUARTER - age] = government.platforms_recent[QUARTER - age - 1]
    government.platforms_recent[0] = 0
    if world.plan_month >= 0:
        government.platforms_opened += new
        government.platforms_recent[0] = new
