"""Pilot zones at the start of a run: provincial ones of the plan file, named candidates, and those of the districts."""

import math

from sim.model.decisions import (
    NAMED_ZONE_DISTRICT,
    ZONE_BUILD,
    ZONE_CANDIDATES,
    ZONE_EXISTING,
    ZONE_FIELD,
    ZONE_LIST_SCORE,
    ZONE_START,
)
from sim.model.dialect import rule
from sim.model.draws import normal, poisson_quantile, uniform
from sim.model.markets.provincial_lists import enter_provincial_list
from sim.model.population.incumbents import weighted_district
from sim.model.population.organisations import weighted_field
from sim.model.rules.enrolment import enrol
from sim.model.tables.codes import MAX_EXTRA_CANDIDATES


@rule
def settle_zones(zones, government, world):
    """Provincial zones of the plan file, candidates that the plan names, then the candidates of each district."""
    for k in range(len(world.provincial_field)):
        if world.provincial_field[k] >= 0:
            settle_stated(zones, government, world, k)
    for k in range(len(world.named_zone_field)):
        if world.named_zone_field[k] >= 0:
            settle_named(zones, government, world, k)
    for district in range(world.districts):
        for _ in range(candidates_of(district, world)):
            field = weighted_field(world, uniform(world.run_key, government.zones, ZONE_FIELD))
            settle_candidate(zones, government, world, district, field)


@rule
def candidates_of(district: int, world):
    """Municipal candidates of a district: one, a drawn number more, and one more in the corridor."""
    extra = poisson_quantile(world.zone_candidates_extra, uniform(world.run_key, district, ZONE_CANDIDATES))
    return 1 + min(MAX_EXTRA_CANDIDATES, extra) + world.corridor[district]


@rule
def settle_stated(zones, government, world, k: int):
    """A zone of the plan file's provincial lists: on the list already, or from its month on."""
    slot = settle_zone(zones, government, world, world.provincial_district[k], world.provincial_field[k])
    if slot >= 0:
        zone = zones[slot]
        zone.second_district = world.provincial_second[k]
        zone.stated_month = world.provincial_month[k]
        if zone.stated_month <= world.month:
            enter_provincial_list(zone)
            length = world.zone_months * world.upper_build_ratio
            zone.upper_build = min(1.0, float(world.month - zone.stated_month) / length)


@rule
def settle_named(zones, government, world, k: int):
    """A provincial candidate that the plan names; its district is drawn where no source pairs the field with one."""
    district = world.named_zone_district[k]
    if district < 0:
        district = weighted_district(world, uniform(world.run_key, k, NAMED_ZONE_DISTRICT))
    slot = settle_candidate(zones, government, world, district, world.named_zone_field[k])
    if slot >= 0:
        zones[slot].second_district = world.named_zone_second[k]
        zones[slot].named = True


@rule
def settle_candidate(zones, government, world, district: int, field: int):
    """A candidate, partly prepared; an existing park has a carrier already. -1 when there is no room."""
    slot = settle_zone(zones, government, world, district, field)
    if slot >= 0:
        zone = zones[slot]
        zone.preparation = world.zone_prepared * uniform(world.run_key, slot, ZONE_START)
        zone.existing = uniform(world.run_key, slot, ZONE_EXISTING) < world.zone_existing_share
        if zone.existing:
            zone.carriers = 1.0
    return slot


@rule
def settle_zone(zones, government, world, district: int, field: int):
    """One zone in the next slot; -1 when there is no room, and the run is redone with more."""
    slot = enrol(zones, government.zones)
    if slot < 0:
        government.overflow = True
        return -1
    government.zones = slot + 1
    zone = zones[slot]
    zone.id = slot
    zone.index = slot
    zone.alive = True
    zone.field = field
    zone.district = district
    zone.merit = normal(world.run_key, slot, ZONE_LIST_SCORE)
    zone.build_months = world.zone_months * math.exp(world.zone_months_sd * normal(world.run_key, slot, ZONE_BUILD))
    return slot
