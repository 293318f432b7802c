"""A month, in order: the twelve phases that both engines walk, each a step that a reader can recite."""

from sim.model.dialect import rule
from sim.model.markets.admissions import admit_tenants
from sim.model.markets.case_lists import list_cases
from sim.model.markets.consortia_lists import list_consortia
from sim.model.markets.deals import drop_backer, hold_rounds, place_capital, settle_exits
from sim.model.markets.designation import list_zones, name_leaders, open_platforms
from sim.model.markets.nested_goals import accept_nested, deliver_nested_goals
from sim.model.markets.open_calls import hold_open_calls
from sim.model.markets.project_calls import form_consortium, hold_project_calls, run_project
from sim.model.markets.provincial_lists import list_upper_zones
from sim.model.markets.scenario_lists import list_samples, match_scenarios, open_needs, quarter_ends, run_trials
from sim.model.markets.title_awards import announce_awards, pay_award
from sim.model.record import count_firms, count_money, count_organisations, count_titles
from sim.model.rules.aggregates import move_aggregates
from sim.model.rules.centres import file_for_centre, list_centre
from sim.model.rules.certification import file_for_high_tech, list_high_tech
from sim.model.rules.city_series import count_city
from sim.model.rules.cohort import age_cohort, certify_cohort, recognise_cohort_centres
from sim.model.rules.disbursement import build_capacity, release_money, review_plan
from sim.model.rules.discovery import concept_slots, discover, programme_discoveries, prove_concepts
from sim.model.rules.finance import call_capital, keep_accounts
from sim.model.rules.founding import attract_firms, found_firms, spin_out_firms
from sim.model.rules.incubation import expand, grade, serve_tenant
from sim.model.rules.late_stage import climb_late_stage, list_other_branches
from sim.model.rules.leaving import assess_closure, leave_or_stay, leave_registers
from sim.model.rules.list_series import count_lists
from sim.model.rules.research import accumulate_knowledge, advance_readiness, file_ip
from sim.model.rules.sales import sell
from sim.model.rules.shocks import draw_shared_shocks
from sim.model.rules.staffing import hire, quarter_begins
from sim.model.rules.support import fade_support
from sim.model.rules.zone_counts import count_zones
from sim.model.rules.zones import complete_zone, construct, gather_tenants, prepare, pull_of_zones
from sim.model.tables.codes import DECEMBER, JANUARY, JULY, JUNE
from sim.model.tables.levers import CENTRE_COACHING, CERTIFICATION_COACHING
from sim.model.tables.phases import (
    DISBURSE,
    DISCOVER,
    FINANCE,
    FOUND,
    INCUBATE,
    LEAVE,
    RECOGNISE,
    RESEARCH,
    SELL,
    SHOCK,
    STAFF,
)


@rule
def disburse(firms, incubators, zones, labs, government, world):
    """1. Plan and general-programme money reaches purses, capacity and open calls."""
    release_money(government, world)
    build_capacity(incubators, zones, labs, government, world)
    hold_open_calls(firms, government, world)


@rule
def discover_and_prove(labs, government, world):
    """3. Labs discover; proof of concept turns discoveries into spin-outs and licences."""
    world.discoveries_added = programme_discoveries(world, government.labs)
    for j in range(government.labs):
        discover(labs[j], world)
    slots = concept_slots(government, labs, world)
    for j in range(government.labs):
        prove_concepts(labs[j], slots, world)


@rule
def found(firms, labs, zones, government, world):
    """4. Births, spin-outs and arrivals; entrants act in the later phases of their month."""
    before = government.firms
    pull_of_zones(zones, government, world)
    found_firms(firms, government, world)
    spin_out_firms(firms, labs, government, world)
    attract_firms(firms, government, world)
    government.firms_entered += government.firms - before
    if world.plan_month >= 0:
        government.births += government.firms - before


@rule
def incubate(firms, incubators, government, world):
    """5. Admission, service and graduation; in January houses are graded and full ones expand."""
    if world.calendar == JANUARY:
        for j in range(government.incubators):
            grade(incubators[j], world)
            expand(incubators[j], world)
    admit_tenants(firms, incubators, government, world)
    for j in range(government.firms):
        if firms[j].alive:
            serve_tenant(firms[j], incubators, world)


@rule
def research(firms, government, world):
    """6. R&D, knowledge, readiness, intellectual property."""
    for j in range(government.firms):
        if firms[j].alive:
            fade_support(firms[j], world)
            accumulate_knowledge(firms[j], world)
            advance_readiness(firms[j], world)
            file_ip(firms[j], world)


@rule
def trade(firms, government, world):
    """7. Sales."""
    for j in range(government.firms):
        if firms[j].alive:
            sell(firms[j], world)


@rule
def employ(firms, government, world):
    """8. Hiring and shedding, once a quarter for each firm."""
    for j in range(government.firms):
        if firms[j].alive and (quarter_begins(firms[j], world) or firms[j].age == 0):
            hire(firms[j], world)


@rule
def finance(firms, incubators, funds, government, world):
    """9. Cash, calls of capital, rounds, listings and acquisitions."""
    for j in range(government.firms):
        if firms[j].alive:
            keep_accounts(firms[j], world)
    place_capital(funds, government, world)
    for j in range(government.funds):
        call_capital(funds[j], world)
    hold_rounds(firms, incubators, funds, government, world)
    settle_exits(firms, incubators, funds, government, world)
    climb_late_stage(government, world)
    list_other_branches(government, world)


@rule
def recognise(firms, zones, labs, government, world):
    """10. The administrative layer: rounds, calls, lists and acceptances in their months."""
    age_cohort(government, world)
    move_aggregates(government, world)
    if world.calendar == DECEMBER:
        certify_cohort(government, world)
        recognise_cohort_centres(government, world)
    hold_project_calls(firms, government, world)
    if world.calendar == JUNE:
        announce_awards(firms, government, world, CENTRE_COACHING)
    elif world.calendar == JULY:
        announce_awards(firms, government, world, CERTIFICATION_COACHING)
    for j in range(government.firms):
        if firms[j].alive:
            recognise_firm(firms[j], labs, government, world)
    open_needs(government, world)
    match_scenarios(firms, government, world)
    list_cases(firms, government, world)
    list_consortia(firms, government, world)
    accept_nested(government, world)
    deliver_nested_goals(government, world)
    list_samples(government, world)
    gather_tenants(firms, zones, government, world)
    for j in range(government.zones):
        prepare(zones[j], world)
        construct(zones[j], world)
        if quarter_ends(world):
            complete_zone(zones[j], world)
    list_zones(zones, government, world)
    list_upper_zones(zones, government, world)
    name_leaders(firms, government, world)
    open_platforms(government, world)


@rule
def recognise_firm(firm, labs, government, world):
    """What the administrative year holds for one firm this month."""
    if world.calendar == JUNE:
        file_for_centre(firm, government, world)
    elif world.calendar == JULY:
        file_for_high_tech(firm, government, world)
    elif world.calendar == DECEMBER:
        if list_centre(firm, government, world):
            pay_award(firm, government, world, CENTRE_COACHING)
        if list_high_tech(firm, government, world):
            pay_award(firm, government, world, CERTIFICATION_COACHING)
    run_project(firm, government, world)
    form_consortium(firm, labs, government, world)
    run_trials(firm, government, world)


@rule
def leave(firms, incubators, funds, government, world):
    """11. Closure and moving away."""
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive:
            if quarter_begins(firm, world):
                firm.closure_hazard = assess_closure(firm, world)
            leave_or_stay(firm, incubators, world)
            if not firm.alive:
                drop_backer(firm, funds)
                leave_registers(firm, government, world)
                if world.plan_month >= 0:
                    government.closures += 1


@rule
def count(firms, incubators, funds, zones, labs, government, world):
    """12. The monthly record; an adaptive plan reads it at its reviews."""
    count_firms(firms, government, world)
    count_titles(government, world)
    count_lists(government, world)
    count_zones(zones, government, world)
    count_money(funds, government, world)
    count_organisations(incubators, funds, zones, labs, government)
    count_city(government, world)
    review_plan(government, world)


@rule
def perform(phase: int, firms, incubators, funds, zones, labs, government, world):
    """Perform one phase (0 to 11) of a month on the whole city."""
    if phase == DISBURSE:
        disburse(firms, incubators, zones, labs, government, world)
    elif phase == SHOCK:
        draw_shared_shocks(world)
    elif phase == DISCOVER:
        discover_and_prove(labs, government, world)
    elif phase == FOUND:
        found(firms, labs, zones, government, world)
    elif phase == INCUBATE:
        incubate(firms, incubators, government, world)
    elif phase == RESEARCH:
        research(firms, government, world)
    elif phase == SELL:
        trade(firms, government, world)
    elif phase == STAFF:
        employ(firms, government, world)
    elif phase == FINANCE:
        finance(firms, incubators, funds, government, world)
    elif phase == RECOGNISE:
        recognise(firms, zones, labs, government, world)
    elif phase == LEAVE:
        leave(firms, incubators, funds, government, world)
    else:
        count(firms, incubators, funds, zones, labs, government, world)
