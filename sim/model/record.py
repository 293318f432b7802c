"""Phase 12: the monthly record of every metric under every reading; zones have a file of their own."""

from sim.model.dialect import rule
from sim.model.markets.designation import can_lead_ecosystem
from sim.model.markets.project_calls import can_lead_consortium
from sim.model.rules.cohort import cohort_high_tech
from sim.model.rules.finance import stage_invests
from sim.model.tables.codes import ARRIVED, INCUMBENT, NO_PROJECT
from sim.model.tables.levers import BEGUN_CHANNELS, CITY_CHANNEL_COUNT, FUND_STAGE_COUNT
from sim.model.tables.metrics import (
    ARRIVALS,
    BEGUN,
    BIRTHS,
    CENTRES_BY_PRODUCT,
    CENTRES_EARNED,
    CENTRES_RECOGNISED,
    CENTRES_STOCK,
    CITY_CENTRES_RECOGNISED,
    CITY_HIGH_TECH_FIRST,
    CITY_HIGH_TECH_STOCK,
    CLOSURES,
    CONSORTIA_DELIVERING,
    CONSORTIA_FORMED,
    CONSORTIA_PROVINCIAL,
    CONSORTIA_STOCK,
    CONSORTIUM_CANDIDATES,
    DEAL_MONEY,
    DEALS,
    DELIVERED,
    DRY_POWDER,
    FIRMS,
    FIRMS_OF_START,
    FUND_COMMITMENTS,
    FUND_DISTRIBUTIONS,
    FUND_INVESTMENT,
    FUND_PUBLIC_CAPITAL,
    FUND_STAGES_EXISTING,
    FUND_STAGES_INVESTING,
    HIGH_TECH_BY_PRODUCT,
    HIGH_TECH_EARNED,
    HIGH_TECH_FIRST,
    HIGH_TECH_STOCK,
    HIGH_TECH_WITH_RENEWALS,
    INCUBATOR_GRADUATES,
    IP,
    LAB_SPIN_OUTS,
    LEADERS_CAPABLE,
    LEADERS_EARNED,
    LEADERS_NAMED,
    LISTINGS,
    PLATFORMS_ACTIVE,
    PLATFORMS_OPENED,
    PLATFORMS_STOCK,
    PROJECT_APPLICATIONS,
    PROJECT_PLACES,
    PROJECTS_ACCEPTED,
    PROJECTS_CLAIMED,
    PROJECTS_LAUNCHED,
    PROJECTS_MET_AIM,
    READINESS_MEAN,
    RELEASED,
    RESEARCH,
    REVENUE,
    SAMPLES_ACCEPTED,
    SAMPLES_LISTED,
    SAMPLES_OPERATING,
    SCENARIO_NEEDS,
    SCENARIOS_ACCEPTED,
    SCENARIOS_IN_USE,
    SCENARIOS_LISTED,
    SCIENCE_STAFF,
    SPENT,
    STAFF,
    TENANTS,
    UNICORNS,
    UNSPENT,
    ZONE_TENANTS,
)


@rule
def count_firms(firms, government, world):
    """Stocks that are sums over living firms."""
    record = government.count
    alive = 0
    certified = 0
    centres = 0
    consortia = 0
    delivering = 0
    candidates = 0
    capable = 0
    unicorns = 0
    tenants = 0
    items = 0
    revenue = 0.0
    research = 0.0
    staff = 0.0
    science_staff = 0.0
    readiness = 0.0
    of_start = 0
    arrivals = 0
    for field in range(world.fields):
        government.field_firms[field] = 0.0
    for district in range(world.districts):
        government.district_firms[district] = 0.0
    for j in range(government.firms):
        firm = firms[j]
        if firm.origin == ARRIVED:
            arrivals += 1
        if firm.alive:
            alive += 1
            government.field_firms[firm.field] += 1.0
            government.district_firms[firm.district] += 1.0
            items += firm.ip
            revenue += firm.revenue
            research += firm.research
            staff += firm.staff
            science_staff += firm.science_staff
            readiness += firm.readiness
            if firm.origin == INCUMBENT:
                of_start += 1
            if firm.high_tech:
                certified += 1
            if firm.centre:
                centres += 1
            if firm.incubator >= 0:
                tenants += 1
            if firm.valuation >= world.unicorn_valuation:
                unicorns += 1
            if can_lead_ecosystem(firm, world):
                capable += 1
            if can_lead_consortium(firm, world):
                candidates += 1
            if firm.consortia_led > 0:
                consortia += firm.consortia_led
                if firm.project != NO_PROJECT or firm.projects_done > 0:
                    delivering += firm.consortia_new
    record[FIRMS] = float(alive)
    record[REVENUE] = revenue
    record[RESEARCH] = research
    record[STAFF] = staff
    record[SCIENCE_STAFF] = science_staff
    record[READINESS_MEAN] = readiness / float(max(alive, 1))
    record[FIRMS_OF_START] = float(of_start)
    record[ARRIVALS] = float(arrivals)
    record[IP] = float(items)
    record[TENANTS] = float(tenants)
    record[UNICORNS] = float(unicorns)
    record[HIGH_TECH_STOCK] = float(certified)
    record[CENTRES_STOCK] = float(centres)
    record[CONSORTIA_STOCK] = float(consortia)
    record[CONSORTIA_DELIVERING] = float(delivering)
    record[CONSORTIUM_CANDIDATES] = float(candidates)
    record[LEADERS_CAPABLE] = float(capable)


@rule
def count_titles(government, world):
    """Titles given since the plan, as the city's records hold them."""
    record = government.count
    first = float(government.high_tech_first) + government.high_tech_labelled
    record[HIGH_TECH_FIRST] = first
    record[HIGH_TECH_WITH_RENEWALS] = first + float(government.high_tech_renewals)
    record[HIGH_TECH_BY_PRODUCT] = first + government.cohort_first * world.certificate_product_share
    record[HIGH_TECH_EARNED] = float(government.high_tech_earned)
    record[CENTRES_RECOGNISED] = float(government.centres_new)
    record[CENTRES_BY_PRODUCT] = float(government.centres_new) + government.cohort_centres_product
    record[CENTRES_EARNED] = float(government.centres_earned)
    record[CITY_HIGH_TECH_FIRST] = float(government.high_tech_first) + government.cohort_first
    record[CITY_CENTRES_RECOGNISED] = float(government.centres_new) + government.cohort_centres
    record[CITY_HIGH_TECH_STOCK] = record[HIGH_TECH_STOCK] + cohort_high_tech(government)
    record[CONSORTIA_FORMED] = float(government.consortia_formed)
    record[CONSORTIA_PROVINCIAL] = float(government.consortia_provincial)
    record[PROJECTS_LAUNCHED] = float(government.projects_launched)
    record[PROJECTS_ACCEPTED] = float(government.projects_accepted)
    record[PROJECTS_CLAIMED] = float(government.projects_claimed)
    record[PROJECTS_MET_AIM] = float(government.projects_met_aim)
    record[PROJECT_PLACES] = float(government.project_places)
    record[PROJECT_APPLICATIONS] = float(government.project_applications)
    record[SCENARIOS_LISTED] = float(government.scenarios_listed)
    record[SCENARIOS_IN_USE] = float(government.scenarios_in_use)
    record[SCENARIOS_ACCEPTED] = float(government.scenarios_accepted)
    record[SCENARIO_NEEDS] = float(government.scenario_needs)
    record[LEADERS_NAMED] = float(government.leaders_named)
    record[LEADERS_EARNED] = float(government.leaders_earned)
    record[PLATFORMS_OPENED] = float(government.platforms_opened)
    record[PLATFORMS_STOCK] = float(government.platforms)
    record[PLATFORMS_ACTIVE] = float(government.platforms_active)
    record[BIRTHS] = float(government.births)
    record[CLOSURES] = float(government.closures)
    record[DEALS] = float(government.deals)
    record[LISTINGS] = float(government.listings)
    listed = 0
    accepted = 0
    operating = 0
    for k in range(government.samples):
        listed += 1
        if government.sample_accepted[k] > 0:
            accepted += 1
        if world.month >= government.sample_due[k]:
            operating += 1
    record[SAMPLES_LISTED] = float(listed)
    record[SAMPLES_ACCEPTED] = float(accepted)
    record[SAMPLES_OPERATING] = float(operating)


@rule
def count_money(funds, government, world):
    """Money: what funds can invest, what was raised, what was released, taken up, left over, and what it began."""
    record = government.count
    dry = 0.0
    for j in range(government.funds):
        dry += funds[j].dry
    record[DRY_POWDER] = dry
    existing = 0
    investing = 0
    raised = 0.0
    for stage in range(FUND_STAGE_COUNT):
        raised += government.stage_money[stage]
        if government.stage_funds[stage] > 0:
            existing += 1
            if stage_invests(funds, government, world, stage):
                investing += 1
    record[FUND_STAGES_EXISTING] = float(existing)
    record[FUND_STAGES_INVESTING] = float(investing)
    record[DEAL_MONEY] = raised
    released = 0.0
    spent = 0.0
    left = 0.0
    for i in range(world.instruments):
        released += government.released[i]
        spent += government.spent[i]
        left += government.purse[i]
    for channel in range(BEGUN_CHANNELS):
        record[BEGUN + channel] = government.begun[channel]
    for channel in range(CITY_CHANNEL_COUNT):
        record[DELIVERED + channel] = government.delivered[channel]
    record[RELEASED] = released
    record[SPENT] = spent
    record[UNSPENT] = left


@rule
def count_organisations(incubators, funds, zones, labs, government):
    """What incubators, zones, labs and funds do, summed over all of them."""
    record = government.count
    graduates = 0
    for j in range(government.incubators):
        graduates += incubators[j].graduates
    tenants = 0
    for j in range(government.zones):
        tenants += zones[j].tenants
    spin_outs = 0
    for j in range(government.labs):
        spin_outs += labs[j].spin_outs
    committed = 0.0
    invested = 0.0
    public = 0.0
    distributed = 0.0
    for j in range(government.funds):
        committed += funds[j].committed
        invested += funds[j].invested
        public += funds[j].public_inflow
        distributed += funds[j].distributed
    record[INCUBATOR_GRADUATES] = float(graduates)
    record[ZONE_TENANTS] = float(tenants)
    record[LAB_SPIN_OUTS] = float(spin_outs)
    record[FUND_COMMITMENTS] = committed
    record[FUND_INVESTMENT] = invested
    record[FUND_PUBLIC_CAPITAL] = public
    record[FUND_DISTRIBUTIONS] = distributed
