"""Phase 5: tenants are served, graduate, or reach the end of their tenancy."""

from sim.model.decisions import GRADUATION, INCUBATOR_GRADE
from sim.model.dialect import behaviour, rule
from sim.model.draws import uniform
from sim.model.rules.disbursement import lifted
from sim.model.tables.codes import NATIONAL
from sim.model.tables.levers import INCUBATION_SERVICE


@rule
def serve_tenant(firm, incubators, world):
    """A month of tenancy; the firm leaves as a graduate or when its time is over."""
    if firm.incubator < 0:
        return
    firm.tenancy += 1
    house = incubators[firm.incubator]
    if graduates(firm, world):
        house.graduates += 1
        leave_incubator(firm, incubators)


@behaviour("Firm")
def graduates(firm, world):
    """Whether a tenant leaves this month."""
    if firm.tenancy >= int(world.tenancy_most):
        return True
    return uniform(world.key, firm.id, GRADUATION) < world.graduation_rate / 12.0


@behaviour("Incubator")
def expand(incubator, world):
    """Once a year a full house adds places."""
    if incubator.capacity > 0 and incubator.tenants >= incubator.capacity:
        incubator.capacity += max(1, int(float(incubator.capacity) * world.incubator_expansion))


@rule
def grade(incubator, world):
    """Once a year some houses rise by a level; better ones more often."""
    if incubator.level < NATIONAL:
        chance = world.incubator_upgrade * incubator.quality
        if uniform(world.key, incubator.id, INCUBATOR_GRADE) < chance:
            incubator.level += 1


@rule
def leave_incubator(firm, incubators):
    """Free the place a firm holds, if it holds one."""
    if firm.incubator >= 0:
        incubators[firm.incubator].tenants -= 1
        firm.incubator = -1
        firm.tenancy = 0


@rule
def incubation_help(firm, incubators, world):
    """Ratio by which tenancy with mentoring raises the chance of a round (space alone does nothing)."""
    if firm.incubator < 0:
        return 1.0
    service = incubators[firm.incubator].quality
    service += lifted(world, INCUBATION_SERVICE, world.incubation_service_effect, world.incubation_service_half)
    return 1.0 + (world.mentoring_finance_ratio - 1.0) * service
