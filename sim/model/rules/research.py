"""Phase 6: R&D, the knowledge stock, technology readiness and intellectual property."""

import math

from sim.model.decisions import IP_FILING, IP_GRADE, READINESS_STEP
from sim.model.dialect import behaviour, rule
from sim.model.draws import poisson_quantile, uniform
from sim.model.rules.disbursement import lifted
from sim.model.rules.support import title_effect, used_a_year
from sim.model.tables.codes import MAX_FIELDS, PROJECT_RUNNING
from sim.model.tables.levers import (
    COMPUTE_VOUCHER,
    DATA_PILOT,
    HEADQUARTERS_AWARD,
    PILOT_SCALE,
    RESEARCH_SUBSIDY,
    START_UP_VOUCHER,
)


@behaviour("Firm")
def invest_in_research(firm, world):
    """Annual R&D (million CNY): what sales allow, what the science staff of a venture costs, and induced spending."""
    spending = firm.intensity * firm.revenue
    if firm.venture:
        spending = max(spending, firm.science_staff * world.research_cost_per_head)
    spending *= 1.0 + title_effect(world, firm.high_tech)
    if firm.supports > 0:
        spending += induced_research(firm, world)
    return max(0.0, spending)


@rule
def induced_research(firm, world):
    """R&D that public money sets off beyond itself (million CNY a year): so much per CNY, as an award is used."""
    response = world.subsidy_response_large
    if firm.revenue < world.small_firm_revenue:
        response = world.subsidy_response_small
    extra = response * used_a_year(firm, world, RESEARCH_SUBSIDY)
    extra += world.headquarters_effect * used_a_year(firm, world, HEADQUARTERS_AWARD)
    return extra + world.voucher_response * used_a_year(firm, world, START_UP_VOUCHER)


@rule
def served_by_compute(firm, world):
    """Share of the compute that a firm's R&D needs which vouchers pay for now."""
    need = world.field_compute[firm.field] * firm.research
    if need <= 0.0:
        return 0.0
    return min(1.0, used_a_year(firm, world, COMPUTE_VOUCHER) / need)


@rule
def research_productivity(firm, world):
    """Ratio by which compute, data and a running project raise what R&D yields."""
    compute = world.field_compute[firm.field]
    gain = compute * lifted(world, DATA_PILOT, world.data_effect, world.data_half)
    if firm.supports > 0:
        gain += compute * world.compute_effect * served_by_compute(firm, world)
    if firm.project == PROJECT_RUNNING:
        gain += world.project_effect
    return 1.0 + gain


@rule
def accumulate_knowledge(firm, world):
    """Perpetual inventory of R&D; this year's true R&D goes into the accounts."""
    firm.research = invest_in_research(firm, world)
    spent = firm.research / 12.0
    firm.knowledge = firm.knowledge * (1.0 - world.knowledge_depreciation / 12.0) + spent
    firm.research_total[0] += spent


@behaviour("Firm")
def advance_readiness(firm, world):
    """One step of readiness with a monthly chance; slow fields wait longer, pilot-scale bases help the middle steps."""
    if firm.readiness >= world.readiness_top:
        return
    pace = research_productivity(firm, world) / (world.readiness_step_years * 12.0 * world.field_delay[firm.field])
    if firm.readiness >= world.pilot_from and firm.readiness < world.pilot_to:
        emphasis = world.channel_emphasis[PILOT_SCALE * MAX_FIELDS + firm.field]
        pace *= 1.0 + emphasis * lifted(world, PILOT_SCALE, world.pilot_effect, world.pilot_half)
    if firm.research <= 0.0:
        pace *= world.idle_readiness
    if uniform(world.key, firm.id, READINESS_STEP) < pace:
        firm.readiness = min(firm.readiness + 1.0, world.readiness_top)


@behaviour("Firm")
def file_ip(firm, world):
    """Items filed this month: Poisson, by the square root of R&D; a share is class I."""
    rate = world.ip_rate / 12.0 * math.sqrt(firm.research) * research_productivity(firm, world)
    items = poisson_quantile(rate, uniform(world.key, firm.id, IP_FILING))
    if items > 0:
        firm.ip += items
        if not firm.class_one_ip:
            firm.class_one_ip = uniform(world.key, firm.id, IP_GRADE) < world.class_one_share
