"""Phase 7: sales grow with fat-tailed yearly shocks; public demand is one modifier."""

import math

from sim.model.decisions import GROWTH_SHOCK
from sim.model.dialect import behaviour, rule
from sim.model.draws import laplace_quantile, uniform
from sim.model.rules.disbursement import lifted
from sim.model.rules.support import used_a_year
from sim.model.tables.codes import JANUARY
from sim.model.tables.levers import DEMONSTRATION, GROWTH_AWARD, UPGRADE_GRANT


@behaviour("Firm")
def draw_growth(firm, world):
    """Growth of the coming year (log points): drift, youth, size, last year's shock, and a Laplace shock.

    The width falls with size (Amaral et al. 1997); the memory is positive for the young, negative for the old
    (Coad, Daunfeldt and Halvarsson 2018).
    """
    size = math.log((firm.revenue + world.revenue_floor) / world.growth_reference_revenue)
    width = world.growth_width * math.exp(-world.growth_width_slope * max(size, world.growth_least_size))
    young = firm.age <= int(world.young_age)
    memory = world.growth_memory_young if young else world.growth_memory_old
    drift = world.field_growth[firm.field] - world.growth_drift_correction * width * width
    if young:
        drift += world.growth_young_premium
    drift += world.growth_size_slope * math.log((firm.revenue + world.revenue_floor) / world.growth_industry_revenue)
    shock = width * laplace_quantile(uniform(world.key, firm.id, GROWTH_SHOCK))
    firm.growth = drift + memory * firm.shock + shock
    firm.shock = shock


@rule
def growth_rate(firm, world):
    """Growth in force this month (log points a year): the year's draw, demand, and what support adds."""
    pull = world.demand + firm.demand_pull
    if firm.readiness >= world.trial_readiness:
        pull += lifted(world, DEMONSTRATION, world.demonstration_effect, world.demonstration_half)
    if firm.trials_in_use > 0:
        pull += world.trial_growth
    rate = firm.growth + world.field_demand[firm.field] * pull
    if firm.supports > 0:
        sales = world.growth_award_effect * used_a_year(firm, world, GROWTH_AWARD)
        sales += world.upgrade_effect * used_a_year(firm, world, UPGRADE_GRANT)
        rate += sales / (firm.revenue + world.revenue_floor)
    return rate


@behaviour("Firm")
def sell(firm, world):
    """A month of sales; the accounts of the year open in January."""
    if world.calendar == JANUARY:
        turn_year(firm)
    if (world.month + firm.id) % 12 == 0:
        draw_growth(firm, world)
    firm.revenue *= math.exp(growth_rate(firm, world) / 12.0)
    firm.sales_total[0] += firm.revenue / 12.0
    firm.demand_pull *= world.demand_pull_keep


@rule
def turn_year(firm):
    """Close the accounting year: shift the totals of sales and R&D by one year."""
    last = len(firm.sales_total) - 1
    for k in range(last):
        firm.sales_total[last - k] = firm.sales_total[last - k - 1]
        firm.research_total[last - k] = firm.research_total[last - k - 1]
    firm.sales_total[0] = 0.0
    firm.research_total[0] = 0.0
