"""Phase 2: states that every agent shares. One draw hits every firm."""

import math

from sim.model.decisions import (
    CITY_COUNTING,
    CITY_DEMAND,
    CITY_REVIEW_PACE,
    CITY_STRICTNESS,
    CITY_SUPPLY,
    CITY_WINDOW,
    CITY_WINDOW_START,
    COHORT_CERTIFICATES,
)
from sim.model.dialect import rule
from sim.model.draws import normal, uniform
from sim.model.tables.codes import JANUARY


@rule
def settle_shared_states(world):
    """Shared states at the start of a run: some last for the whole run, none knows an allocation."""
    world.supply = 0.0
    world.demand = 0.0
    world.window_open = uniform(world.run_key, 0, CITY_WINDOW_START) < world.window_open_share
    world.review_pace = math.exp(world.review_pace_sd * normal(world.run_key, 0, CITY_REVIEW_PACE))
    world.counting = normal(world.run_key, 0, CITY_COUNTING)
    world.certificate_hazard = world.anchor_certificate_hazard


@rule
def draw_shared_shocks(world):
    """Venture supply drifts, the listing window opens and shuts, demand fluctuates, reviewers change with the year.

    The drift is an outlook for the plan's years: before them supply only wanders. The hazard of certification steps
    each January but that of the first month there is, without trend.
    """
    if world.plan_month >= 0:
        world.supply += world.supply_change / 12.0
    world.supply += world.supply_volatility / math.sqrt(12.0) * normal(world.key, 0, CITY_SUPPLY)
    moved = uniform(world.key, 0, CITY_WINDOW)
    if world.window_open:
        world.window_open = moved >= world.window_shut_hazard
    else:
        world.window_open = moved < window_open_hazard(world)
    world.demand = world.demand_persistence * world.demand + world.demand_volatility * normal(world.key, 0, CITY_DEMAND)
    if world.calendar == JANUARY or world.month == world.start:
        world.strictness = normal(world.key, 0, CITY_STRICTNESS)
    if world.calendar == JANUARY and world.month > 0:
        step = world.cohort_certificate_sd * normal(world.key, 0, COHORT_CERTIFICATES)
        world.certificate_hazard = min(1.0, world.certificate_hazard * math.exp(step))


@rule
def window_open_hazard(world):
    """Monthly chance that a shut window opens, so that the long-run share of open months is window_open_share."""
    return min(1.0, world.window_shut_hazard * world.window_open_share / max(1.0 - world.window_open_share, world.tiny))
