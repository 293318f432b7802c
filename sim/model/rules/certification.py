"""Phase 10, high-tech enterprises: the 2016 measures as published. Filed in July, listed in December, three years."""

import math

from sim.model.decisions import (
    HIGH_TECH_APPLY,
    HIGH_TECH_LOCAL,
    HIGH_TECH_SCORE,
    HIGH_TECH_SPOT_CHECK,
)
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, uniform
from sim.model.rules.title_choice import certificate_worth, moved_by_award
from sim.model.tables.levers import CERTIFICATION_COACHING


@rule
def research_ratio(firm, world, reported: bool):
    """R&D over sales of the last three closed accounting years; reported R&D carries the relabelled part."""
    sales = 0.0
    research = 0.0
    for year in range(1, len(firm.sales_total)):
        sales += firm.sales_total[year]
        research += firm.research_total[year]
    if reported:
        research = reported_research(firm, world, research)
    if sales <= 0.0:
        return 0.0
    return research / sales


@rule
def reported_research(firm, world, research: float):
    """R&D as the firm reports it: ``relabelled`` is the share of the reported figure that is no R&D."""
    return research / max(1.0 - firm.relabelled, world.tiny)


@rule
def research_floor(firm, world):
    """Least R&D over sales by last year's sales."""
    if firm.sales_total[1] <= world.high_tech_small_sales:
        return world.high_tech_floor_small
    if firm.sales_total[1] <= world.high_tech_medium_sales:
        return world.high_tech_floor_medium
    return world.high_tech_floor_large


@rule
def meets_high_tech(firm, world, reported: bool):
    """The countable conditions of the 2016 measures: age, IP, R&D ratio, science staff, high-tech sales."""
    if firm.age <= int(world.high_tech_least_age) or firm.ip < 1 or firm.staff <= 0.0:
        return False
    if firm.science_staff < world.high_tech_staff_share * firm.staff:
        return False
    if firm.high_tech_share < world.high_tech_sales_share:
        return False
    return research_ratio(firm, world, reported) >= research_floor(firm, world)


@rule
def scored_growth(firm):
    """Growth as reviewers score it: mean of the two year-on-year growths of three closed years, the later one of two.

    Nought where sales shrank, or where there were none the year before.
    """
    if firm.sales_total[2] <= 0.0:
        return 0.0
    growth = firm.sales_total[1] / firm.sales_total[2] - 1.0
    earliest = firm.sales_total[len(firm.sales_total) - 1]
    if earliest > 0.0:
        growth = (growth + firm.sales_total[2] / earliest - 1.0) / 2.0
    return max(0.0, growth)


@rule
def high_tech_score(firm, world):
    """Score of 100 that reviewers start from: IP 30, conversion of results 30, R&D management 20, growth 20."""
    score = (
        world.score_ip_class_one
        if firm.class_one_ip
        else min(float(firm.ip), world.score_ip_items) * world.score_ip_each
    )
    results = world.score_results_base + float(firm.ip) / world.score_result_years + float(firm.projects_done)
    score += min(results, world.score_results_most) * world.score_result_each
    score += world.score_management + world.score_management_quality * firm.quality
    return score + world.score_growth * min(1.0, scored_growth(firm) / world.score_growth_full)


@behaviour("Firm")
def apply_for_high_tech(firm, world):
    """Chance that a firm which meets the conditions files this July."""
    chance = world.high_tech_application * certification_climate(world)
    if world.mobilisation:
        chance *= 1.0 + world.mobilisation_strength
    added = world.award_added[CERTIFICATION_COACHING]
    worth = certificate_worth(firm, world)
    return moved_by_award(min(1.0, chance), worth, world.certificate_award_standing, added, world.award_slope)


@rule
def certification_climate(world):
    """How far field firms share what the city's own hazard of certification shows (partial pooling), 1 = as judged."""
    deviation = math.log(max(world.certificate_hazard, world.tiny) / world.certificate_hazard_reference)
    return math.exp(world.certification_pooling * deviation)


@rule
def would_file(firm, world):
    """Whether a firm thinks it can pass: the conditions hold and its own reckoning of the score is near the mark."""
    if not meets_high_tech(firm, world, True):
        return False
    return high_tech_score(firm, world) >= world.high_tech_pass_mark - world.high_tech_score_margin


@rule
def file_for_high_tech(firm, government, world):
    """July: firms without a certificate may apply; holders whose certificate ends and whose conditions hold renew."""
    if firm.high_tech:
        due = firm.high_tech_until < world.month + 12
        firm.high_tech_filed = due and meets_high_tech(firm, world, True)
    elif would_file(firm, world):
        firm.high_tech_filed = uniform(world.key, firm.id, HIGH_TECH_APPLY) < apply_for_high_tech(firm, world)
        if firm.high_tech_filed and world.plan_month >= 0:
            government.begun[CERTIFICATION_COACHING] += 1.0


@rule
def passes_high_tech(firm, world):
    """December: conditions as reported, the reviewers' score, the local list (of new titles) and the spot check."""
    if not meets_high_tech(firm, world, True):
        return False
    noise = world.score_noise * normal(world.key, firm.id, HIGH_TECH_SCORE) - world.score_strictness * world.strictness
    local = firm.high_tech or uniform(world.key, firm.id, HIGH_TECH_LOCAL) < world.high_tech_local_pass
    checked = uniform(world.key, firm.id, HIGH_TECH_SPOT_CHECK) < world.high_tech_spot_pass
    return high_tech_score(firm, world) + noise >= world.high_tech_pass_mark and local and checked


@rule
def list_high_tech(firm, government, world):
    """December: certificates are given for three years, those not renewed lapse. Whether one is new."""
    new = False
    if firm.high_tech_filed:
        firm.high_tech_filed = False
        if passes_high_tech(firm, world):
            new = not firm.high_tech
            record_certificate(firm, government, world)
    if firm.high_tech and firm.high_tech_until <= world.month:
        firm.high_tech = False
        government.certificates_lost += 1.0
    return new


@rule
def record_certificate(firm, government, world):
    """A certificate from this month on; the city counts it in the fields (the label is local)."""
    first = not firm.high_tech_ever
    firm.high_tech = True
    firm.high_tech_ever = True
    firm.high_tech_until = world.month + int(world.high_tech_validity)
    if first:
        government.firms_certified += 1
    else:
        government.firms_renewed += 1
    if world.plan_month >= 0:
        if not first:
            government.high_tech_renewals += 1
        else:
            government.high_tech_first += 1
            if meets_high_tech(firm, world, False):
                government.high_tech_earned += 1
