"""Phase 10, pilot zones: prepare, are listed in batches, build, are completed; firms gather and partly only move."""

import math

from sim.model.decisions import ZONE_ACCEPTED, ZONE_EFFORT, ZONE_JOIN
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, uniform
from sim.model.tables.codes import COMPLETED, LISTED, MAX_DISTRICTS, PREPARING
from sim.model.tables.levers import ZONE_PREPARATION


@rule
def city_bar(world, chance: float):
    """Chance that the city accepts or lists one of its own titles; higher only under the leniency switch."""
    if world.leniency:
        eased = chance + (1.0 - chance) * world.leniency_strength * math.exp(world.counting_sd * world.counting)
        return min(1.0, eased)
    return chance


@rule
def zone_bar(world):
    """Preparation asked for; lower only under the leniency switch."""
    if world.leniency:
        return world.zone_list_bar * (1.0 - world.leniency_strength)
    return world.zone_list_bar


@rule
def zone_pace(world):
    """Ratio by which preparation money speeds up preparing and building: in full for a zone with a whole package."""
    return 1.0 + world.zone_money_effect * min(1.0, world.lever[ZONE_PREPARATION] / float(max(1, world.zones_in_works)))


@behaviour("PilotZone")
def prepare(zone, world):
    """A month of preparing the application and the ground."""
    effort = math.exp(world.zone_effort_sd * normal(world.key, zone.id, ZONE_EFFORT))
    zone.preparation += effort * zone_pace(world) / world.zone_preparation_months


@behaviour("PilotZone")
def construct(zone, world):
    """A month of works on a listed zone; carriers open as the works go on."""
    pace = zone_pace(world)
    if zone.status == LISTED:
        zone.build += pace / zone.build_months
        zone.carriers = max(zone.carriers, float(math.floor(zone.build * world.zone_carriers)))
    if zone.upper_status == LISTED:
        zone.upper_build += pace / (zone.build_months * world.upper_build_ratio)


@rule
def in_zone(zone, firm):
    """Whether a firm stands in a zone's district and counts for its field."""
    if firm.field != zone.field:
        return False
    return firm.district == zone.district or firm.district == zone.second_district


@rule
def gather_tenants(firms, zones, government, world):
    """Firms of a listed zone's field and districts become tenants; tenancies are counted afresh every month."""
    listed = [0]
    listed.pop()
    for j in range(government.zones):
        zones[j].tenants = 0
        if zones[j].status != PREPARING or zones[j].upper_status != PREPARING:
            listed.append(j)
    for i in range(government.firms):
        firm = firms[i]
        if firm.alive:
            if firm.zone < 0:
                for j in listed:  # the first that suits it, with a monthly chance
                    if in_zone(zones[j], firm):
                        if uniform(world.key, firm.id, ZONE_JOIN) < world.zone_join / 12.0:
                            firm.zone = j
                        break
            if firm.zone >= 0:
                zones[firm.zone].tenants += 1
                if zones[firm.zone].carriers >= 1.0:
                    firm.demand_pull = max(firm.demand_pull, zone_spillover(world))


@rule
def zone_spillover(world):
    """Extra growth of tenants of a zone with carriers, net of what is only taken from firms elsewhere in the city."""
    if world.zone_displacement:
        return world.zone_spillover * (1.0 - world.zone_displaced)
    return world.zone_spillover


@rule
def zone_works(zone):
    """A zone that works: tenants inside and a carrier open."""
    return zone.tenants > 0 and zone.carriers >= 1.0


@rule
def complete_zone(zone, world):
    """City zones: works done, tenants inside, acceptance passed. Upper zones are completed with their works.

    The city may declare a listed zone complete on paper: an existing park without more, another with its tenants.
    """
    if zone.status == LISTED and zone.build >= 1.0 and zone.tenants >= int(world.zone_least_tenants):
        if uniform(world.key, zone.id, ZONE_ACCEPTED) < city_bar(world, world.zone_acceptance):
            zone.status = COMPLETED
    if zone.status != PREPARING and world.month >= zone.declared_month:
        if zone.existing or zone.tenants >= int(world.zone_least_tenants):
            zone.declared = True
    if zone.upper_status == LISTED and zone.upper_build >= 1.0:
        zone.upper_status = COMPLETED


@rule
def pull_of_zones(zones, government, world):
    """Extra entry by field and district from listed zones, net of what is only displaced inside the city."""
    for place in range(len(government.zone_pull)):
        government.zone_pull[place] = 0.0
    net = world.zone_entry_effect
    if world.zone_displacement:
        net *= 1.0 - world.zone_displaced
    for j in range(government.zones):
        zone = zones[j]
        if zone.status != PREPARING or zone.upper_status != PREPARING:
            government.zone_pull[zone.field * MAX_DISTRICTS + zone.district] += net
            if zone.second_district >= 0:
                government.zone_pull[zone.field * MAX_DISTRICTS + zone.second_district] += net
