"""Firms at the start of a run: drawn one by one from margins, so that a larger city only adds firms."""

import math

from sim.model.decisions import (
    INCUMBENT_AGE,
    INCUMBENT_BACKED,
    INCUMBENT_CASH,
    INCUMBENT_CENTRE,
    INCUMBENT_CERTIFIED,
    INCUMBENT_DISTRICT,
    INCUMBENT_EFFORT,
    INCUMBENT_GRADE,
    INCUMBENT_GROWTH,
    INCUMBENT_INTENSITY,
    INCUMBENT_IP,
    INCUMBENT_LISTED,
    INCUMBENT_MARGIN,
    INCUMBENT_PRODUCT,
    INCUMBENT_QUALITY,
    INCUMBENT_READINESS,
    INCUMBENT_RELABELLED,
    INCUMBENT_REVENUE,
    INCUMBENT_ROUNDS,
    INCUMBENT_SPECIALISED,
    INCUMBENT_TICKET,
    INCUMBENT_VENTURE,
    INCUMBENT_VINTAGE,
    INCUMBENT_WAIT,
)
from sim.model.dialect import rule
from sim.model.draws import laplace_quantile, normal, normal_quantile, uniform, uniform2
from sim.model.markets.deals import usual_ticket
from sim.model.rules.centres import meets_centre
from sim.model.rules.certification import would_file
from sim.model.rules.enrolment import enrol
from sim.model.rules.founding import high_tech_share, science_share
from sim.model.rules.leaving import assess_closure
from sim.model.tables.codes import (
    DECEMBER,
    INCUMBENT,
    INCUMBENT_STRIDE,
    LARGE_INCUMBENT_BASE,
    LARGE_RANKS,
    SERIES_D,
)


@rule
def settle_firms(firms, government, world):
    """Incumbents by field: the number follows the drawn size of the city and the field's share."""
    total = world.field_firms * world.anchor_firms_ratio
    for field in range(world.fields):
        for rank in range(int(total * world.field_weight[field] + 1.0 / 2.0)):
            slot = enrol(firms, government.firms)
            if slot < 0:
                government.overflow = True
                return
            firm = firms[slot]
            firm.id = incumbent_id(field, rank)
            firm.index = slot
            firm.alive = True
            firm.origin = INCUMBENT
            firm.field = field
            government.firms = slot + 1
            endow_incumbent(firm, world)


@rule
def incumbent_id(field: int, rank: int):
    """Identity of the ``rank``-th incumbent of a field."""
    if rank < INCUMBENT_STRIDE:
        return field * INCUMBENT_STRIDE + rank
    return LARGE_INCUMBENT_BASE + field * LARGE_RANKS + rank


@rule
def weighted_district(world, u: float):
    """District at quantile ``u`` of the district weights."""
    total = 0.0
    for district in range(world.districts):
        total += world.district_weight[district]
        if u < total:
            return district
    return world.districts - 1


@rule
def endow_incumbent(firm, world):
    """What a firm is at the start: age, traits, size, R&D, IP, finance, titles."""
    key = world.run_key
    who = firm.id
    firm.district = weighted_district(world, uniform(key, who, INCUMBENT_DISTRICT))
    years = -world.age_mean * math.log(uniform(key, who, INCUMBENT_AGE))
    firm.age = int(12.0 * min(years, world.age_most))
    firm.quality = normal(key, who, INCUMBENT_QUALITY)
    firm.venture = uniform(key, who, INCUMBENT_VENTURE) < world.venture_share
    firm.margin = world.margin_mean + world.margin_sd * normal(key, who, INCUMBENT_MARGIN)
    firm.intensity = world.intensity_median * math.exp(world.intensity_sd * normal(key, who, INCUMBENT_INTENSITY))
    firm.relabelled = min(1.0, world.relabelled_share * 2.0 * uniform(key, who, INCUMBENT_RELABELLED))
    firm.high_tech_share = high_tech_share(world, uniform(key, who, INCUMBENT_PRODUCT))
    endow_size(firm, world)
    endow_accounts(firm, world)
    endow_finance(firm, world)
    endow_titles(firm, world)
    firm.closure_hazard = assess_closure(firm, world)


@rule
def endow_size(firm, world):
    """Sales (log-normal, larger with age and quality), staff, science staff, R&D and what it left behind."""
    key = world.run_key
    who = firm.id
    spread = math.sqrt(1.0 - world.quality_size_share * world.quality_size_share)
    size = world.quality_size_share * firm.quality + spread * normal(key, who, INCUMBENT_REVENUE)
    age = math.log((float(firm.age) + 12.0) / (12.0 * world.age_mean))
    revenue = world.revenue_median * math.exp(world.revenue_sd * size + world.revenue_age_slope * age)
    firm.revenue = min(revenue, world.revenue_most)
    firm.staff = world.staff_scale * math.exp(world.staff_exponent * math.log(firm.revenue + world.revenue_floor))
    firm.science_staff = firm.staff * science_share(world, uniform(key, who, INCUMBENT_EFFORT))
    firm.research = firm.intensity * firm.revenue
    if firm.venture:
        firm.research = max(firm.research, firm.science_staff * world.research_cost_per_head)
    firm.equipment = firm.research * world.equipment_share
    stay = min(float(firm.age) / 12.0, 1.0 / world.knowledge_depreciation)
    firm.knowledge = firm.research * stay
    items = world.ip_rate * math.sqrt(firm.research) * stay
    firm.ip = int(items * math.exp(world.ip_spread * normal(key, who, INCUMBENT_IP)))
    if firm.ip > 0:
        firm.class_one_ip = uniform(key, who, INCUMBENT_GRADE) < 1.0 - math.exp(-world.class_one_share * float(firm.ip))
    grown = world.entrant_readiness + world.readiness_spread * uniform(key, who, INCUMBENT_READINESS)
    grown += stay / (world.readiness_step_years * world.field_delay[firm.field])
    firm.readiness = min(1.0 + grown, world.readiness_top)


@rule
def endow_accounts(firm, world):
    """Accounts of the years before, as long as the firm is old: sales grew at the drift of its field."""
    open_months = world.calendar if world.calendar > 0 else 12
    factor = math.exp(-world.field_growth[firm.field])
    level = 1.0
    lived = firm.age
    for year in range(len(firm.sales_total)):
        months = open_months if year == 0 else 12
        counted = float(max(0, min(months, lived))) / 12.0
        firm.sales_total[year] = firm.revenue * level * counted
        firm.research_total[year] = firm.research * level * counted
        lived -= months
        level *= factor
    firm.shock = world.growth_width * laplace_quantile(uniform(world.run_key, firm.id, INCUMBENT_GROWTH)) / 2.0
    firm.growth = world.field_growth[firm.field] + firm.shock


@rule
def endow_finance(firm, world):
    """Rounds closed so far among firms that seek venture capital, and cash."""
    key = world.run_key
    who = firm.id
    firm.cash = world.entrant_cash * math.exp(world.entrant_cash_sd * normal(key, who, INCUMBENT_CASH))
    firm.cash += firm.revenue * world.cash_share
    if firm.revenue >= world.listing_revenue:
        firm.listed = uniform(key, who, INCUMBENT_LISTED) < world.listed_share
    if not firm.venture or firm.listed or uniform(key, who, INCUMBENT_BACKED) >= world.backed_share:
        return
    u = uniform(key, who, INCUMBENT_ROUNDS)
    reach = 1.0
    while firm.stage < SERIES_D and u < reach:
        luck = normal_quantile(uniform2(key, who, firm.stage, INCUMBENT_TICKET))
        ticket = usual_ticket(firm.stage, world) * math.exp(world.ticket_sd * luck)
        firm.equity += ticket
        firm.valuation = max(firm.valuation, ticket / world.dilution)
        firm.stage += 1
        reach *= world.round_survival
    wait = int(world.round_wait * 2.0 * uniform(key, who, INCUMBENT_WAIT))
    firm.last_round = world.month - min(firm.age, wait)
    firm.cash += usual_ticket(firm.stage - 1, world) * world.cash_left


@rule
def endow_titles(firm, world):
    """Titles held at the start: firms that meet the conditions have applied at the usual rate for some years."""
    key = world.run_key
    who = firm.id
    if firm.revenue >= world.specialised_revenue:
        firm.specialised = uniform(key, who, INCUMBENT_SPECIALISED) < world.specialised_share
    rounds = max(0.0, float(firm.age) / 12.0 - 1.0)
    if would_file(firm, world):
        tried = -math.log1p(-min(1.0 - world.tiny, world.high_tech_application * world.high_tech_local_pass))
        if uniform(key, who, INCUMBENT_CERTIFIED) < 1.0 - math.exp(-tried * rounds):
            vintage = int(world.high_tech_validity / 12.0 * uniform(key, who, INCUMBENT_VINTAGE))
            firm.high_tech = True
            firm.high_tech_ever = True
            firm.high_tech_until = world.month - world.calendar + DECEMBER + 12 * vintage
    if meets_centre(firm, world, True):
        tried = -math.log1p(-min(1.0 - world.tiny, world.centre_application * world.centre_pass))
        if uniform(key, who, INCUMBENT_CENTRE) < 1.0 - math.exp(-tried * rounds):
            firm.centre = True
