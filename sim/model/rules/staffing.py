"""Phase 8: hiring and shedding; science staff is limited by the talent the city holds."""

import math

from sim.model.dialect import behaviour, rule
from sim.model.rules.disbursement import lifted
from sim.model.tables.codes import QUARTER
from sim.model.tables.levers import ENGINEER_GRANT, TALENT_TEAM


@behaviour("Firm")
def hire(firm, world):
    """Every quarter move part of the way to the staff that sales and cash call for."""
    wanted = world.staff_scale * math.exp(world.staff_exponent * math.log(firm.revenue + world.revenue_floor))
    if firm.venture and firm.cash > 0.0:
        wanted += firm.cash * world.staff_per_cash
    firm.staff += (wanted - firm.staff) * world.staff_adjustment
    share = world.science_staff_share_venture if firm.venture else world.science_staff_share
    goal = firm.staff * share
    if firm.supports > 0:
        paid = firm.support[ENGINEER_GRANT] * firm.overlap / world.engineer_grant_a_head
        goal += world.engineer_additional * paid
    goal = min(firm.staff, goal)
    step = (goal - firm.science_staff) * world.staff_adjustment
    if step > 0.0:
        step *= min(
            1.0, world.talent_availability * (1.0 + lifted(world, TALENT_TEAM, world.team_effect, world.team_half))
        )
    firm.science_staff = min(firm.staff, firm.science_staff + step)
    firm.equipment += (firm.research * world.equipment_share - firm.equipment) * world.staff_adjustment


@rule
def quarter_begins(firm, world):
    """Whether this is the month of a firm's quarterly decisions; firms are spread evenly over the quarter."""
    return (world.month + firm.id) % QUARTER == 0
