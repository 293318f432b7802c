"""Phase 12: pilot zones and their districts in the monthly record, under every reading."""

from sim.model.dialect import rule
from sim.model.rules.zones import zone_works
from sim.model.tables.codes import COMPLETED, PREPARING
from sim.model.tables.metrics import (
    CITY_ZONES_COMPLETED,
    CITY_ZONES_DECLARED,
    CITY_ZONES_LISTED,
    CITY_ZONES_OPERATING,
    UPPER_ZONES_COMPLETED,
    UPPER_ZONES_LISTED,
    UPPER_ZONES_OPERATING,
    UPPER_ZONES_STOCK,
    ZONE_CANDIDATES,
    ZONE_DISTRICTS_ANY_LEVEL,
    ZONE_DISTRICTS_COMPLETED,
    ZONE_DISTRICTS_DECLARED,
    ZONE_DISTRICTS_LISTED,
    ZONE_DISTRICTS_OPERATING,
)


@rule
def count_zones(zones, government, world):
    """Zones and their districts on the city list and on upper lists; a zone of two districts counts once as a zone."""
    record = government.count
    listed = 0
    completed = 0
    declared = 0
    works = 0
    candidates = 0
    upper = 0
    upper_new = 0
    upper_completed = 0
    upper_works = 0
    for j in range(government.zones):
        zone = zones[j]
        candidates += 1
        if zone.since_plan:
            listed += 1
            if zone.declared:
                declared += 1
            if zone.status == COMPLETED:
                completed += 1
                if zone_works(zone):
                    works += 1
        if zone.upper_status != PREPARING:
            upper += 1
            if zone.upper_status == COMPLETED:
                upper_completed += 1
            if zone.upper_since_plan:
                upper_new += 1
                if zone_works(zone):
                    upper_works += 1
    record[CITY_ZONES_LISTED] = float(listed)
    record[CITY_ZONES_COMPLETED] = float(completed)
    record[CITY_ZONES_DECLARED] = float(declared)
    record[CITY_ZONES_OPERATING] = float(works)
    record[ZONE_CANDIDATES] = float(candidates)
    record[UPPER_ZONES_STOCK] = float(upper)
    record[UPPER_ZONES_LISTED] = float(upper_new)
    record[UPPER_ZONES_COMPLETED] = float(upper_completed)
    record[UPPER_ZONES_OPERATING] = float(upper_works)
    count_districts(zones, government, world)


@rule
def count_districts(zones, government, world):
    """Districts with a listed, completed, declared and working municipal zone, and with a zone of any level."""
    laid_out = 0
    finished = 0
    declared = 0
    working = 0
    any_level = 0
    for district in range(world.districts):
        has_listed = False
        has_completed = False
        has_declared = False
        has_working = False
        has_any = False
        for j in range(government.zones):
            zone = zones[j]
            if zone.district == district or zone.second_district == district:
                if zone.status != PREPARING or zone.upper_status != PREPARING:
                    has_any = True
                if zone.since_plan:
                    has_listed = True
                    if zone.status == COMPLETED:
                        has_completed = True
                    if zone.declared:
                        has_declared = True
                    if zone_works(zone):
                        has_working = True
        if has_any:
            any_level += 1
        if has_listed:
            laid_out += 1
        if has_completed:
            finished += 1
        if has_declared:
            declared += 1
        if has_working:
            working += 1
    government.count[ZONE_DISTRICTS_ANY_LEVEL] = float(any_level)
    government.count[ZONE_DISTRICTS_LISTED] = float(laid_out)
    government.count[ZONE_DISTRICTS_COMPLETED] = float(finished)
    government.count[ZONE_DISTRICTS_DECLARED] = float(declared)
    government.count[ZONE_DISTRICTS_OPERATING] = float(working)
