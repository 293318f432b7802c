"""What runs already at the start: projects, consortia, scenarios, tenancies, the rest of the city."""

import math

from sim.model.decisions import (
    CASE_LIST_GAP,
    CONSORTIA_LIST_GAP,
    PIPELINE_CONSORTIUM,
    PIPELINE_CONSORTIUM_MONTHS,
    PIPELINE_HOUSE,
    PIPELINE_PLATFORMS,
    PIPELINE_PROJECT_AGE,
    PIPELINE_PROJECT_MONTHS,
    PIPELINE_PROJECT_SCORE,
    PIPELINE_PROJECT_TRUE,
    PIPELINE_SCENARIOS,
    PIPELINE_TENANT,
    PIPELINE_ZONE_BATCH,
)
from sim.model.dialect import rule
from sim.model.draws import normal, poisson_quantile, uniform
from sim.model.markets.admissions import places, takes_tenants
from sim.model.markets.case_lists import months_between
from sim.model.markets.project_calls import begin_consortium, can_lead_consortium, can_lead_project
from sim.model.markets.provincial_lists import provincial_wait
from sim.model.population.field_weights import settle_field_weights
from sim.model.population.incumbents import settle_firms
from sim.model.population.organisations import settle_funds, settle_incubators, settle_labs
from sim.model.population.pilot_zones import settle_zones
from sim.model.rules.cohort import cohort_cell
from sim.model.rules.late_stage import settle_late_stage
from sim.model.rules.shocks import settle_shared_states
from sim.model.tables.codes import (
    AGE_BANDS,
    CERTIFICATE_STATES,
    ONCE_CERTIFIED,
    PROJECT_RUNNING,
    PROJECT_UNDER_REVIEW,
    SIZE_BANDS,
    VALID_YEARS,
)


@rule
def settle(firms, incubators, funds, zones, labs, government, world):
    """The whole city at the start of a run, on both engines by the same text."""
    settle_shared_states(world)
    settle_field_weights(world)
    settle_incubators(incubators, government, world)
    settle_funds(funds, government, world)
    settle_labs(labs, government, world)
    settle_zones(zones, government, world)
    settle_firms(firms, government, world)
    settle_tenants(firms, incubators, government, world)
    settle_projects(firms, government, world)
    settle_consortia(firms, government, world)
    settle_cohort(firms, government, world)
    settle_late_stage(government, world)
    government.scenarios_open = poisson_quantile(
        world.scenarios_prepared * world.city_scale, uniform(world.run_key, 0, PIPELINE_SCENARIOS)
    )
    government.platforms = poisson_quantile(
        world.platforms_prepared * world.city_scale, uniform(world.run_key, 0, PIPELINE_PLATFORMS)
    )
    delay = world.zone_first_list * 2.0 * uniform(world.run_key, 0, PIPELINE_ZONE_BATCH)
    plan_start = world.month - world.plan_month
    government.zone_batch_month = plan_start + max(2, int(delay))
    government.provincial_round_month = plan_start + int(
        world.provincial_round_gap * provincial_wait(government, world)
    )
    settle_lists(government, world)


@rule
def settle_lists(government, world):
    """When the first lists of running cases and of consortia are due, counted from the plan, or from a later start.

    Lists of cases were issued before, so that the wait for the next is any part of the gap; no list of consortia was.
    """
    first = float(world.month - min(0, world.plan_month))
    gap = months_between(world.case_lists, world)
    government.case_month = first + gap * uniform(world.run_key, 0, CASE_LIST_GAP)
    delay = world.consortia_first_list * 2.0 * uniform(world.run_key, 0, CONSORTIA_LIST_GAP)
    government.consortia_month = first + delay


@rule
def settle_tenants(firms, incubators, government, world):
    """Young firms that are tenants already, as long as there are places in a keyed choice among all houses."""
    for j in range(government.firms):
        firm = firms[j]
        if (
            firm.age <= int(world.incubation_age)
            and uniform(world.run_key, firm.id, PIPELINE_TENANT) < world.tenant_share
        ):
            house = int(uniform(world.run_key, firm.id, PIPELINE_HOUSE) * float(government.incubators))
            if takes_tenants(incubators[house]) and places(incubators[house], 0, world) > 0:
                incubators[house].tenants += 1
                firm.incubator = house
                firm.tenancy = min(firm.age, int(world.tenancy_most) // 2)


@rule
def settle_projects(firms, government, world):
    """A stationary pipeline of constant inflow: what began within a project's length is running or under review."""
    length = world.project_months + world.project_review_months
    running = int(world.project_inflow * world.anchor_firms_ratio * length / 12.0)
    ranked = [(0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        if can_lead_project(firms[j], world):
            noise = normal(world.run_key, firms[j].id, PIPELINE_PROJECT_SCORE)
            ranked.append((-(firms[j].quality + world.call_noise * noise), firms[j].id, j))
    ranked.sort()
    for _, _, place in ranked:
        if running <= 0:
            return
        running -= 1
        firm = firms[place]
        months = world.project_months + world.project_months_sd * normal(
            world.run_key, firm.id, PIPELINE_PROJECT_MONTHS
        )
        months = max(12.0, months)
        done = uniform(world.run_key, firm.id, PIPELINE_PROJECT_AGE) * (months + world.project_review_months)
        firm.project_met = uniform(world.run_key, firm.id, PIPELINE_PROJECT_TRUE) < min(1.0, world.project_true)
        if done < months:
            firm.project = PROJECT_RUNNING
            firm.project_due = world.month + int(months - done) + 1
        else:
            firm.project = PROJECT_UNDER_REVIEW
            firm.project_due = world.month + int(months + world.project_review_months - done) + 1


@rule
def settle_consortia(firms, government, world):
    """Consortia that are being formed: the usual hazard over the set-up time."""
    forming = min(1.0, world.consortium_hazard * world.consortium_months / 12.0)
    for j in range(government.firms):
        firm = firms[j]
        if can_lead_consortium(firm, world) and uniform(world.run_key, firm.id, PIPELINE_CONSORTIUM) < forming:
            left = uniform(world.run_key, firm.id, PIPELINE_CONSORTIUM_MONTHS) * world.consortium_months
            begin_consortium(firm, world.month + int(left) + 1)


@rule
def settle_cohort(firms, government, world):
    """The rest of the city: its certificates and technology SMEs less those of field firms, by a judged overlap.

    The register holds closed firms too, and some firms were certified once: both as in steady growth.
    """
    certified = 0.0
    others = 0.0
    for j in range(government.firms):
        if firms[j].high_tech:
            certified += 1.0
        else:
            others += 1.0
    holders = max(0.0, world.anchor_high_tech_stock - certified)
    on_register = world.certified_on_register * world.anchor_high_tech_stock
    growth = max(0.0, world.cohort_entry_rate - world.exit_year_8)
    closed = world.exit_year_8 / (growth + world.register_strike_off)  # over the living, in steady growth
    in_business = world.anchor_technology_smes / (1.0 + closed)
    government.closed_on_register = world.anchor_technology_smes - in_business
    open_firms = max(0.0, in_business - on_register - others)
    lapsing = (1.0 - world.certificate_loss_by_exit) * world.certificate_loss * holders
    back = world.exit_year_8 + world.certificate_hazard + growth  # what leaves the once certified, or dilutes them
    once = min(open_firms, lapsing / max(back, world.tiny))
    for age in range(AGE_BANDS):
        for size in range(SIZE_BANDS):
            for state in range(CERTIFICATE_STATES):
                cell = cohort_cell(age, size, state)
                if state == 0:
                    firms_here = (open_firms - once) * young_share(age, world)
                elif state == ONCE_CERTIFIED:
                    firms_here = once * old_share(age, world)
                else:
                    firms_here = holders * old_share(age, world) / float(VALID_YEARS)
                government.cohort[cell] = firms_here * small_share(size, world)


@rule
def young_share(age: int, world):
    """Share of an age band among uncertified firms: falls by a constant factor."""
    return geometric_share(age, world.cohort_age_factor)


@rule
def old_share(age: int, world):
    """Share of an age band among certified firms: the first band is too young, the rest falls more slowly."""
    if age == 0:
        return 0.0
    return geometric_share(age, math.sqrt(world.cohort_age_factor)) / (
        1.0 - geometric_share(0, math.sqrt(world.cohort_age_factor))
    )


@rule
def geometric_share(age: int, factor: float):
    """Share of band ``age`` of five when each band holds ``factor`` times the one before."""
    total = 0.0
    weight = 1.0
    here = 0.0
    for band in range(AGE_BANDS):
        if band == age:
            here = weight
        total += weight
        weight *= factor
    return here / total


@rule
def small_share(size: int, world):
    """Share of a size band of the rest of the city: small, medium, large."""
    if size == 0:
        return 1.0 - world.cohort_medium_share - world.cohort_large_share
    if size == 1:
        return world.cohort_medium_share
    return world.cohort_large_share
