"""Phase 10, lists above the city: provincial ones in rounds, the national one only by its switch."""

from sim.model.decisions import NATIONAL_LIST, PROVINCIAL_GAP, PROVINCIAL_LIST
from sim.model.dialect import rule
from sim.model.draws import poisson_quantile, uniform
from sim.model.rules.zones import zone_bar
from sim.model.tables.codes import LISTED, NATIONAL, PREPARING, PROVINCIAL


@rule
def list_upper_zones(zones, government, world):
    """Zones of the plan file enter in their month, rounds take what their places hold, the national list one zone."""
    for j in range(government.zones):
        if zones[j].upper_status == PREPARING and zones[j].stated_month == world.month:
            enter_provincial_list(zones[j])
            zones[j].upper_since_plan = world.plan_month >= 0
    if world.plan_month >= 0 and world.month >= government.provincial_round_month:
        hold_provincial_round(zones, government, world)
    if world.national_channel and uniform(world.key, 0, NATIONAL_LIST) < world.national_zone_rate / 12.0:
        best = best_prepared(zones, government, world)
        if best >= 0:
            zones[best].upper_status = LISTED
            zones[best].upper_since_plan = world.plan_month >= 0
            zones[best].level = NATIONAL


@rule
def enter_provincial_list(zone):
    """A zone that the plan file states stands on the provincial list; it has a carrier from the first."""
    zone.upper_status = LISTED
    zone.level = PROVINCIAL
    zone.carriers = max(zone.carriers, 1.0)


@rule
def hold_provincial_round(zones, government, world):
    """A provincial list takes some zones of the city; named candidates have an advantage, then the best prepared."""
    places = poisson_quantile(world.provincial_round_size * world.city_scale, uniform(world.key, 0, PROVINCIAL_LIST))
    for _ in range(places):
        best = best_for_province(zones, government, world)
        if best < 0:
            break
        zones[best].upper_status = LISTED
        zones[best].upper_since_plan = True
        zones[best].level = PROVINCIAL
    government.provincial_rounds += 1
    gap = world.provincial_round_gap * (1.0 / 2.0 + provincial_wait(government, world))
    government.provincial_round_month = world.month + max(1, int(gap))


@rule
def provincial_wait(government, world):
    """Where the month of the next round lies within its range, from 0 to 1; one draw a round."""
    return uniform(world.run_key, government.provincial_rounds, PROVINCIAL_GAP)


@rule
def best_for_province(zones, government, world):
    """Slot of the best candidate for the provincial list; named ones pass the bar by being named. -1: none."""
    best = -1
    best_score = 0.0
    for j in range(government.zones):
        zone = zones[j]
        if upper_candidate(zone) and (zone.named or zone.preparation >= zone_bar(world)):
            score = zone.preparation + world.zone_score_noise * zone.merit
            if zone.named:
                score += world.named_zone_advantage
            if best < 0 or score > best_score:
                best = j
                best_score = score
    return best


@rule
def best_prepared(zones, government, world):
    """Slot of the best prepared zone above the bar that is on no upper list. -1: none."""
    best = -1
    for j in range(government.zones):
        zone = zones[j]
        if upper_candidate(zone) and zone.preparation >= zone_bar(world):
            if best < 0 or zone.preparation > zones[best].preparation:
                best = j
    return best


@rule
def upper_candidate(zone):
    """Whether a zone is on no upper list and the plan file states none for it."""
    return zone.upper_status == PREPARING and zone.stated_month < 0
