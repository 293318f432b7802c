"""Phase 6: R&D, the knowledge stock, technology readiness and intellectual property."""

import math

from sim.model.decisions import IP_FILING, IP_GRADE, READINESS_STEP
from sim.model.dialect import behaviour, rule
from sim.model.draws import poisson_quantile, uniform
from sim.model.rules.disbursement import lifted
from sim.model.rules.support import helped, title_effect
from sim.model.tables.codes import MAX_FIELDS, PROJECT_RUNNING
from sim.model.tables.levers import (
    COMPUTE_VOUCHER,
    DATA_PILOT,
    ENGINEER_GRANT,
    HEADQUARTERS_AWARD,
    PILOT_SCALE,
    RESEARCH_SUBSIDY,
)


@behaviour("Firm")
def invest_in_research(firm, world):
    """Annual R&D (million CNY): what sales allow, what the science staff of a venture costs, and induced spending."""
    spending = firm.intensity * firm.revenue
    if firm.venture:
        spending = max(spending, firm.science_staff * world.research_cost_per_head)
    response = helped(firm, RESEARCH_SUBSIDY, world.subsidy_response_large)
    if firm.revenue < world.small_firm_revenue:
        response = helped(firm, RESEARCH_SUBSIDY, world.subsidy_response_small)
    response += helped(firm, HEADQUARTERS_AWARD, world.headquarters_effect)
    return spending * (1.0 + response + title_effect(world, firm.high_tech))


@rule
def research_productivity(firm, world):
    """Ratio by which compute, data, talent support and a running project raise what R&D yields."""
    compute = world.field_compute[firm.field]
    gain = compute * helped(firm, COMPUTE_VOUCHER, world.compute_effect)
    gain += compute * lifted(world, DATA_PILOT, world.data_effect, world.data_half)
    gain += helped(firm, ENGINEER_GRANT, world.engineer_effect)
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
