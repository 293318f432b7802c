"""Who may apply to an open call."""

from sim.model.dialect import rule
from sim.model.tables.codes import SERIES_B
from sim.model.tables.levers import (
    CENTRE_CANDIDATE,
    COMPUTE_USER,
    FAST_GROWING_FIRM,
    FINANCE_SEEKER,
    LARGE_FIRM,
    LATE_STAGE_FIRM,
    MATURE_PRODUCT_FIRM,
    RESEARCH_FIRM,
    UNCERTIFIED_FIRM,
    YOUNG_FIRM,
)


@rule
def may_apply(firm, world, code: int):
    """Whether a firm belongs to the eligible pool of this kind."""
    if code == YOUNG_FIRM:
        return firm.age <= int(world.start_up_age)
    if code == FAST_GROWING_FIRM:
        return firm.growth >= world.fast_growth_mark and firm.revenue >= world.growth_award_revenue
    if code == UNCERTIFIED_FIRM:
        return not firm.high_tech and firm.age > 12
    if code == CENTRE_CANDIDATE:
        return not firm.centre and firm.revenue >= world.coaching_revenue
    if code == RESEARCH_FIRM:
        return firm.research >= world.research_firm_mark
    if code == COMPUTE_USER:
        return world.field_compute[firm.field] >= world.compute_user_mark
    if code == LARGE_FIRM:
        return firm.revenue >= world.large_firm_revenue
    if code == MATURE_PRODUCT_FIRM:
        return firm.readiness >= world.trial_readiness
    if code == LATE_STAGE_FIRM:
        return firm.stage >= SERIES_B and not firm.listed
    if code == FINANCE_SEEKER:
        return firm.venture and not firm.listed
    return True
