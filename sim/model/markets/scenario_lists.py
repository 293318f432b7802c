"""Phase 10, scenarios and samples: needs are listed each quarter, matched with a ready firm, built, accepted in use."""

import math

from sim.model.decisions import (
    SAMPLE_ACCEPTED,
    SAMPLE_DEMONSTRATIONS,
    SAMPLE_INFLOW,
    SAMPLE_MONTHS,
    SCENARIO_ACCEPTED,
    SCENARIO_FUNDED,
    SCENARIO_MATCH,
    SCENARIO_NEEDS,
    SCENARIO_PROMOTED,
    TRIAL_MONTHS,
    TRIAL_SCORE,
)
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, normal_quantile, poisson_quantile, uniform, uniform2
from sim.model.rules.zones import city_bar
from sim.model.tables.codes import (
    DECEMBER,
    JUNE,
    MAX_SAMPLES,
    NO_TRIAL,
    QUARTER,
    TRIAL_BUILDING,
    TRIAL_INTEGRATED,
    TRIAL_PROMOTED,
    TRIAL_VERIFIED,
    TRIALS_MOST,
)
from sim.model.tables.levers import DEMONSTRATION, SCENARIO_OPENING


@rule
def quarter_ends(world):
    """Lists are issued and acceptance is held in the last month of a quarter."""
    return world.calendar % QUARTER == QUARTER - 1


@rule
def open_needs(government, world):
    """Needs that agencies and firms put up this month. To put one up costs nothing, so money opens none."""
    rate = world.scenario_needs * world.city_scale / 12.0
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


@rule
def scenario_merit(firm, world):
    """Merit of a firm with a demonstrated product as agencies see it; below 0 without one."""
    if firm.readiness < world.trial_readiness:
        return -1.0
    return firm.readiness + math.exp(firm.quality * world.trial_quality_response)


@rule
def trial_places(firm, world):
    """Trials that a firm can run at a time: one, and one more for each full team of science staff."""
    teams = min(firm.science_staff / max(world.trial_staff, world.tiny), float(TRIALS_MOST))
    return min(TRIALS_MOST, 1 + int(teams))


@behaviour("Firm")
def bid_for_scenario(firm, world):
    """Merit of a firm for one more trial, below 0 when it cannot bid: readiness at the mark and a place free."""
    if firm.trials >= trial_places(firm, world):
        return -1.0
    return scenario_merit(firm, world)


@rule
def match_scenarios(firms, government, world):
    """Some open needs become contracts this month, and scenarios with co-payment that would not have come without it.

    Ready firms are ranked by merit and a keyed draw; a funded scenario waits until one of them has a place free.
    """
    hazard = -math.log1p(-min(world.scenario_contract, 1.0 - world.tiny)) / 12.0
    contracts = min(
        government.scenarios_open,
        poisson_quantile(hazard * float(government.scenarios_open), uniform(world.key, 0, SCENARIO_MATCH)),
    )
    government.scenarios_funded += poisson_quantile(
        world.scenario_additional * world.opened[SCENARIO_OPENING], uniform(world.key, 0, SCENARIO_FUNDED)
    )
    if contracts + government.scenarios_funded <= 0:
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
        if contracts + government.scenarios_funded <= 0:
            return
        if start_trial(firms[place], world):
            if contracts > 0:
                government.scenarios_open -= 1
                contracts -= 1
            else:
                government.scenarios_funded -= 1


@rule
def start_trial(firm, world):
    """A contract takes the firm's first free place; whether there was one."""
    for k in range(TRIALS_MOST):
        if firm.trial[k] == NO_TRIAL:
            luck = normal_quantile(uniform2(world.key, firm.id, k, TRIAL_MONTHS))
            months = world.scenario_build_months * math.exp(world.scenario_build_sd * luck)
            firm.trial[k] = TRIAL_BUILDING
            firm.trial_due[k] = world.month + int(months) + 1
            firm.trials += 1
            return True
    return False


@rule
def run_trials(firm, government, world):
    """The month of a firm's trials; most firms have none."""
    if firm.trials > 0:
        for k in range(TRIALS_MOST):
            if firm.trial[k] != NO_TRIAL:
                run_trial(firm, k, government, world)


@rule
def run_trial(firm, k: int, government, world):
    """A trial is used when built, may be accepted at a quarter's end, then be promoted; a year later its place is free.

    The three stages of the plan's action 10: early verification, integrated trial, general promotion.
    """
    if firm.trial[k] == TRIAL_BUILDING:
        if world.month >= firm.trial_due[k]:
            firm.trial[k] = TRIAL_VERIFIED
            firm.trials_in_use += 1
            if world.plan_month >= 0:
                government.scenarios_in_use += 1
    elif firm.trial[k] == TRIAL_VERIFIED:
        if quarter_ends(world) and uniform2(world.key, firm.id, k, SCENARIO_ACCEPTED) < city_bar(
            world, world.scenario_acceptance
        ):
            firm.trial[k] = TRIAL_INTEGRATED
            if world.plan_month >= 0:
                firm.trials_accepted += 1
                government.scenarios_accepted += 1
    elif world.month >= firm.trial_due[k] + 12:
        firm.trial[k] = NO_TRIAL
        firm.trial_due[k] = -1
        firm.trials -= 1
        firm.trials_in_use -= 1
    elif firm.trial[k] == TRIAL_INTEGRATED and uniform2(world.key, firm.id, k, SCENARIO_PROMOTED) < promotion(world):
        firm.trial[k] = TRIAL_PROMOTED
        if world.plan_month >= 0:
            government.scenarios_promoted += 1


@rule
def promotion(world):
    """Chance in a month that an accepted scenario is spread to further sites."""
    return -math.expm1(math.log1p(-min(world.scenario_promotion, 1.0 - world.tiny)) / 12.0)


@rule
def list_samples(government, world):
    """Twice a year the city lists demonstration samples; each is accepted some time after it is built.

    Demonstrations that money has built since the last list, and that would not have come, may be listed too: they
    operate already. The others keep their identities, and so their months and reviews.
    """
    government.demonstrations_unlisted += world.opened[DEMONSTRATION]
    if world.calendar == JUNE or world.calendar == DECEMBER:
        rate = world.sample_rate * world.city_scale / 2.0
        if world.mobilisation:
            rate *= 1.0 + world.mobilisation_strength
        new = poisson_quantile(rate, uniform(world.key, 0, SAMPLE_INFLOW))
        for _ in range(new):
            if government.samples < world.sample_room:
                months = world.sample_months * math.exp(
                    world.sample_months_sd * normal(world.run_key, government.samples_built, SAMPLE_MONTHS)
                )
                government.sample_due[government.samples] = world.month + int(months) + 1
                government.sample_id[government.samples] = government.samples_built
                government.samples += 1
                government.samples_built += 1
        shown = world.sample_demonstrations * world.demonstration_additional * government.demonstrations_unlisted
        government.demonstrations_unlisted = 0.0
        for _ in range(poisson_quantile(shown, uniform(world.key, 0, SAMPLE_DEMONSTRATIONS))):
            if government.samples < world.sample_room:
                government.sample_due[government.samples] = world.month + 1
                government.sample_id[government.samples] = MAX_SAMPLES + government.samples - government.samples_built
                government.samples += 1
    if quarter_ends(world):
        for k in range(government.samples):
            if government.sample_accepted[k] == 0 and world.month >= government.sample_due[k]:
                if uniform(world.key, government.sample_id[k], SAMPLE_ACCEPTED) < city_bar(
                    world, world.sample_acceptance
                ):
                    government.sample_accepted[k] = 1
