"""Phase 10, scenarios and samples: needs are listed each quarter, matched with a ready firm, built, accepted in use."""

from __future__ import annotations

import math

from sim.model.decisions import (
    SAMPLE_ACCEPTED,
    SAMPLE_INFLOW,
    SAMPLE_MONTHS,
    SCENARIO_ACCEPTED,
    SCENARIO_MATCH,
    SCENARIO_NEEDS,
    TRIAL_MONTHS,
    TRIAL_SCORE,
)
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, poisson_quantile, uniform
from sim.model.rules.disbursement import lifted
from sim.model.rules.zones import city_bar
from sim.model.tables.codes import DECEMBER, JUNE, NO_TRIAL, QUARTER, TRIAL_BUILDING, TRIAL_IN_USE
from sim.model.tables.levers import DEMONSTRATION, SCENARIO_OPENING


@rule
def quarter_ends(world):
    """Lists are issued and acceptance is held in the last month of a quarter."""
    return world.calendar % QUARTER == QUARTER - 1


@rule
def open_needs(government, world):
    """Needs that agencies and firms put up this month; scenario money opens more of them."""
    rate = world.scenario_needs * world.city_scale / 12.0
    rate += (
        world.scenario_opening_rate
        / 12.0
        * max(0.0, world.lever[SCENARIO_OPENING] - world.lever_base[SCENARIO_OPENING])
    )
    if world.mobilisation:
        rate *= 1.0 + world.mobilisation_strength
    needs = poisson_quantile(rate, uniform(world.key, 0, SCENARIO_NEEDS))
    government.scenarios_pending += needs
    if world.plan_month >= 0:
        government.scenario_needs += needs
    if quarter_ends(world):
        if world.plan_month >= 0:
            government.scenarios_listed += government.scenarios_pending
        government.scenarios_open += government.scenarios_pending
        government.scenarios_pending = 0


@behaviour("Firm")
def bid_for_scenario(firm, world):
    """Merit of a firm for a trial, below 0 when it cannot bid: readiness at the mark and no trial under way."""
    if firm.trial != NO_TRIAL or firm.readiness < world.trial_readiness:
        return -1.0
    return firm.readiness + math.exp(firm.quality * world.trial_quality_response)


@rule
def match_scenarios(firms, government, world):
    """Some open needs become contracts this month; ready firms are ranked by merit and a keyed draw."""
    lift = 1.0 + lifted(world, SCENARIO_OPENING, world.scenario_match_effect, world.scenario_match_half)
    hazard = -math.log1p(-min(world.scenario_contract, 1.0 - world.tiny)) / 12.0 * lift
    contracts = min(
        government.scenarios_open,
        poisson_quantile(hazard * float(government.scenarios_open), uniform(world.key, 0, SCENARIO_MATCH)),
    )
    if contracts <= 0:
        return
    ranked = [(0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive:
            merit = bid_for_scenario(firm, world)
            if merit >= 0.0:
                ranked.append((-(merit + world.call_noise * normal(world.key, firm.id, TRIAL_SCORE)), firm.id, j))
    ranked.sort()
    for _, _, place in ranked:
        if contracts <= 0:
            return
        firm = firms[place]
        months = world.scenario_build_months * math.exp(
            world.scenario_build_sd * normal(world.key, firm.id, TRIAL_MONTHS)
        )
        firm.trial = TRIAL_BUILDING
        firm.trial_accepted = False
        firm.trial_due = world.month + int(months) + 1
        government.scenarios_open -= 1
        contracts -= 1


@rule
def run_trial(firm, government, world):
    """A trial comes into use when it is built; at the end of a quarter it may be accepted; later the firm is free."""
    if firm.trial == TRIAL_BUILDING:
        if world.month >= firm.trial_due:
            firm.trial = TRIAL_IN_USE
            if world.plan_month >= 0:
                government.scenarios_in_use += 1
    elif firm.trial == TRIAL_IN_USE:
        if not firm.trial_accepted:
            if quarter_ends(world) and uniform(world.key, firm.id, SCENARIO_ACCEPTED) < city_bar(
                world, world.scenario_acceptance
            ):
                firm.trial_accepted = True
                if world.plan_month >= 0:
                    government.scenarios_accepted += 1
        elif world.month >= firm.trial_due + 12:
            firm.trial = NO_TRIAL
            firm.trial_due = -1


@rule
def list_samples(government, world):
    """Twice a year the city lists demonstration samples; each is accepted some time after it is built."""
    if world.calendar == JUNE or world.calendar == DECEMBER:
        rate = world.sample_rate * world.city_scale / 2.0
        rate *= 1.0 + lifted(world, DEMONSTRATION, world.sample_effect, world.demonstration_half)
        if world.mobilisation:
            rate *= 1.0 + world.mobilisation_strength
        new = poisson_quantile(rate, uniform(world.key, 0, SAMPLE_INFLOW))
        for _ in range(new):
            if government.samples < world.sample_room:
                months = world.sample_months * math.exp(
                    world.sample_months_sd * normal(world.run_key, government.samples, SAMPLE_MONTHS)
                )
                government.sample_due[government.samples] = world.month + int(months) + 1
                government.samples += 1
    if quarter_ends(world):
        for k in range(government.samples):
            if government.sample_accepted[k] == 0 and world.month >= government.sample_due[k]:
                if uniform(world.key, k, SAMPLE_ACCEPTED) < city_bar(world, world.sample_acceptance):
                    government.sample_accepted[k] = 1
