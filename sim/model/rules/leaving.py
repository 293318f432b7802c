"""Phase 11: closure by age, size and cash; moving away. The dead keep their slot."""

import math

from sim.model.decisions import CLOSURE, MOVING
from sim.model.dialect import behaviour, rule
from sim.model.draws import uniform
from sim.model.rules.incubation import leave_incubator
from sim.model.tables.codes import CLOSED, MOVED_AWAY


@rule
def exit_by_age(age: int, world):
    """Exit hazard a year by age: low in the first year, a peak in the third, then falling (an inverted U)."""
    if age < 12:
        return world.exit_year_1
    if age < 2 * 12:
        return world.exit_year_2
    if age < int(world.exit_peak_age):
        return world.exit_year_3
    if age < int(world.exit_late_age):
        return world.exit_year_4
    return world.exit_year_8


@behaviour("Firm")
def assess_closure(firm, world):
    """Monthly hazard of closing before cash is looked at: age, size, patents, backing, tenancy."""
    hazard = exit_by_age(firm.age, world) / 12.0
    size = math.log((firm.revenue + world.revenue_floor) / world.growth_reference_revenue)
    hazard *= math.exp(world.exit_size_response * size)
    if firm.ip > 0:
        hazard *= world.exit_patent_ratio
    if firm.stage > 0:
        recent = world.month - firm.last_round <= int(world.backing_months)
        hazard *= world.exit_backed_ratio if recent else world.exit_backed_late_ratio
    if firm.incubator >= 0:
        hazard *= world.exit_tenant_ratio
    return min(1.0, hazard)


@rule
def leave_or_stay(firm, incubators, world):
    """Close, move away, or grow a month older."""
    hazard = firm.closure_hazard
    if firm.cash < 0.0:
        hazard = min(1.0, hazard * world.exit_cash_ratio)
    ending = 0
    if uniform(world.key, firm.id, CLOSURE) < hazard:
        ending = CLOSED
    elif uniform(world.key, firm.id, MOVING) < world.moving_rate / 12.0:
        ending = MOVED_AWAY
    if ending > 0:
        firm.alive = False
        firm.ending = ending
        leave_incubator(firm, incubators)
    firm.age += 1


@rule
def leave_registers(firm, government, world):
    """A firm that is gone loses its certificate at once; the register of technology SMEs holds it until struck off."""
    if firm.high_tech:
        government.certificates_lost += 1.0
        government.closed_on_register += world.certified_on_register
    else:
        government.closed_on_register += 1.0
