"""Phase 5: young firms ask for a place in an incubator; selection comes first, its effect later."""

from sim.model.decisions import ADMISSION_ASK, ADMISSION_CHOICE, ADMISSION_SCORE
from sim.model.dialect import behaviour, rule
from sim.model.draws import uniform
from sim.model.tables.codes import INCUBATOR, MAKER_SPACE, SCIENCE_PARK
from sim.model.tables.levers import PARK_SPACE


@rule
def takes_tenants(incubator):
    """Whether this kind houses firms at all."""
    return incubator.kind == INCUBATOR or incubator.kind == MAKER_SPACE or incubator.kind == SCIENCE_PARK


@behaviour("Incubator")
def places(incubator, extra: int, world):
    """Free places, those that park money added to a science park included."""
    room = incubator.capacity - incubator.tenants
    if incubator.kind == SCIENCE_PARK:
        room += extra
    return room


@rule
def admit_tenants(firms, incubators, government, world):
    """Applicants, best first, take a place in an incubator of their district picked by a keyed draw."""
    ranked = [(0.0, 0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive and firm.incubator < 0 and firm.age <= int(world.incubation_age) and not firm.listed:
            if uniform(world.key, firm.id, ADMISSION_ASK) < world.incubation_ask / 12.0:
                noise = uniform(world.key, firm.id, ADMISSION_SCORE)
                ranked.append((-(firm.quality + world.call_noise * noise), noise, firm.id, j))
    ranked.sort()
    extra = park_places(incubators, government, world)
    for _, _, _, place in ranked:
        firm = firms[place]
        slot = pick_incubator(firm, incubators, government, world)
        if slot >= 0:
            if places(incubators[slot], extra, world) > 0:
                incubators[slot].tenants += 1
                firm.incubator = slot
                firm.tenancy = 0


@rule
def park_places(incubators, government, world):
    """Places that park money has opened, for each science park."""
    parks = 0
    for j in range(government.incubators):
        if incubators[j].kind == SCIENCE_PARK:
            parks += 1
    if parks == 0:
        return 0
    return int(world.park_space_places * world.lever[PARK_SPACE] / float(parks))


@rule
def pick_incubator(firm, incubators, government, world):
    """Slot of a keyed choice among the houses of the firm's district, -1 when there is none."""
    houses = 0
    for j in range(government.incubators):
        if incubators[j].district == firm.district and takes_tenants(incubators[j]):
            houses += 1
    if houses == 0:
        return -1
    chosen = int(uniform(world.key, firm.id, ADMISSION_CHOICE) * float(houses))
    seen = 0
    for j in range(government.incubators):
        if incubators[j].district == firm.district and takes_tenants(incubators[j]):
            if seen == chosen:
                return j
            seen += 1
    return -1
