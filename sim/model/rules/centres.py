"""Phase 10, enterprise technology centres: filed by mid-June, listed in early December; thresholds as published."""

from sim.model.decisions import CENTRE_APPLY, CENTRE_PASS, CENTRE_STRIKE
from sim.model.dialect import behaviour, rule
from sim.model.draws import uniform
from sim.model.rules.certification import reported_research
from sim.model.rules.title_choice import moved_by_award
from sim.model.tables.levers import CENTRE_COACHING


@rule
def meets_centre(firm, world, reported: bool):
    """The city measures: sales and R&D of the last closed year; science staff, its share, and equipment now."""
    sales_floor = world.centre_sales
    if firm.high_tech or firm.specialised:
        sales_floor = world.centre_sales_relaxed
    research = firm.research_total[1]
    if reported:
        research = reported_research(firm, world, research)
    if firm.sales_total[1] < sales_floor or research < world.centre_research:
        return False
    if firm.science_staff < world.centre_staff or firm.equipment < world.centre_equipment:
        return False
    return firm.science_staff >= world.centre_staff_share * firm.staff


@behaviour("Firm")
def apply_for_centre(firm, world):
    """Chance that a firm which meets the thresholds files this June."""
    chance = world.centre_application
    if world.mobilisation:
        chance *= 1.0 + world.mobilisation_strength
    added = world.award_added[CENTRE_COACHING]
    return moved_by_award(min(1.0, chance), world.centre_worth, world.centre_award_standing, added, world.award_slope)


@rule
def file_for_centre(firm, government, world):
    """June: firms without a centre that meet the thresholds may file."""
    if not firm.centre and meets_centre(firm, world, True):
        firm.centre_filed = uniform(world.key, firm.id, CENTRE_APPLY) < apply_for_centre(firm, world)
        if firm.centre_filed and world.plan_month >= 0:
            government.begun[CENTRE_COACHING] += 1.0


@rule
def list_centre(firm, government, world):
    """December: the list; a few older centres are struck off at the yearly test. Whether the firm's centre is new."""
    if firm.centre and uniform(world.key, firm.id, CENTRE_STRIKE) < world.centre_strike_off:
        firm.centre = False
    if not firm.centre_filed:
        return False
    firm.centre_filed = False
    if meets_centre(firm, world, True) and uniform(world.key, firm.id, CENTRE_PASS) < world.centre_pass:
        firm.centre = True
        firm.centre_true = meets_centre(firm, world, False)
        if world.plan_month >= 0:
            government.centres_new += 1
            if firm.centre_true:
                government.centres_earned += 1
        return True
    return False
