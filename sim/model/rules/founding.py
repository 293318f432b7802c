"""Phase 4: births, spin-outs and arrivals. An entrant's identity comes from where and when it could arise."""

import math

from sim.model.decisions import (
    ARRIVALS,
    BIRTHS,
    ENTRANT_CASH,
    ENTRANT_EFFORT,
    ENTRANT_INTENSITY,
    ENTRANT_MARGIN,
    ENTRANT_PRODUCT,
    ENTRANT_QUALITY,
    ENTRANT_READINESS,
    ENTRANT_RELABELLED,
    ENTRANT_REVENUE,
    ENTRANT_VENTURE,
)
from sim.model.dialect import rule
from sim.model.draws import normal, poisson_quantile, uniform, uniform2
from sim.model.rules.disbursement import lifted
from sim.model.rules.enrolment import enrol
from sim.model.tables.codes import (
    ARRIVED,
    ENTRANT_BASE,
    ENTRANT_RANKS,
    ENTRANT_SOURCES,
    FOUNDED,
    LAB_RANKS,
    LARGE_ENTRANT_BASE,
    LARGE_LAB_BASE,
    LARGE_LAB_RANKS,
    LARGE_RANKS,
    MAX_DISTRICTS,
    MAX_FIELDS,
    SPUN_OUT,
)
from sim.model.tables.levers import ATTRACTION, COOPERATION_PLATFORM, FOUNDING_SUPPORT


@rule
def entrant_id(world, source: int, field: int, district: int, rank: int):
    """Identity of the ``rank``-th entrant of a source, field, district and month."""
    place = ((world.month * ENTRANT_SOURCES + source) * MAX_FIELDS + field) * MAX_DISTRICTS + district
    if rank < ENTRANT_RANKS:
        return ENTRANT_BASE + place * ENTRANT_RANKS + rank
    return LARGE_ENTRANT_BASE + place * LARGE_RANKS + rank


@rule
def spin_out_rank(lab_id: int, number: int):
    """Rank of a lab's spin-out ``number`` of the month; blocks of ranks keep labs apart."""
    if number < LAB_RANKS:
        return lab_id * LAB_RANKS + number
    return LARGE_LAB_BASE + lab_id * LARGE_LAB_RANKS + number


@rule
def found_firms(firms, government, world):
    """Births by field and district: a Poisson number of one uniform, so that more money adds births, relabels none."""
    helped = world.opened[FOUNDING_SUPPORT] * world.founder_additional
    spread = emphasis_spread(world, FOUNDING_SUPPORT)
    climate = math.exp(world.founding_supply_response * world.supply)
    for field in range(world.fields):
        for district in range(world.districts):
            rate = founding_rate(world, field, district) * climate
            rate *= 1.0 + government.zone_pull[field * MAX_DISTRICTS + district]
            rate += helped * part_of_place(world, FOUNDING_SUPPORT, field, district) / spread
            births = poisson_quantile(rate, uniform2(world.key, field, district, BIRTHS))
            for rank in range(births):
                admit(firms, government, world, FOUNDED, field, district, rank)


@rule
def emphasis_spread(world, channel: int):
    """Sum over the fields of their share of the firms times their weight in a channel, so that parts add up to one."""
    total = 0.0
    for field in range(world.fields):
        total += world.field_weight[field] * world.channel_emphasis[channel * MAX_FIELDS + field]
    return max(total, world.tiny)


@rule
def part_of_place(world, channel: int, field: int, district: int):
    """Part of a channel's units that goes to a field and district, before the parts are made to add up to one."""
    weight = world.channel_emphasis[channel * MAX_FIELDS + field]
    return weight * world.field_weight[field] * world.district_weight[district]


@rule
def firms_at(world, field: int, district: int):
    """Firms of a field in a district on their trend since the start: what entry is proportional to.

    The trend and not the firms now, so that a firm more or less changes nobody else's entry.
    """
    start = world.field_firms * world.anchor_firms_ratio * world.field_weight[field] * world.district_weight[district]
    return start * math.exp(world.entry_growth * float(world.month - world.start) / 12.0)


@rule
def founding_rate(world, field: int, district: int):
    """Births a month of a field in a district when nothing special happens."""
    return firms_at(world, field, district) * world.founding_rate * world.field_founding[field] / 12.0


@rule
def attract_firms(firms, government, world):
    """Arrivals: a base rate, raised by cooperation platforms; firms that packages and contests bring."""
    lift = 1.0 + lifted(world, COOPERATION_PLATFORM, world.platform_effect, world.platform_half)
    brought = world.opened[ATTRACTION] * world.attraction_additional
    spread = emphasis_spread(world, ATTRACTION)
    landing = world.prizes * world.contest_landings
    for field in range(world.fields):
        for district in range(world.districts):
            firms_here = firms_at(world, field, district)
            rate = firms_here * world.arrival_rate / 12.0 * lift
            rate += brought * part_of_place(world, ATTRACTION, field, district) / spread
            rate += landing * world.field_weight[field] * world.district_weight[district]
            arrivals = poisson_quantile(rate, uniform2(world.key, field, district, ARRIVALS))
            for rank in range(arrivals):
                admit(firms, government, world, ARRIVED, field, district, rank)


@rule
def spin_out_firms(firms, labs, government, world):
    """Firms that labs spin out."""
    for j in range(government.labs):
        lab = labs[j]
        for k in range(lab.next_spin_outs):
            admit(firms, government, world, SPUN_OUT, lab.field, lab.district, spin_out_rank(lab.id, k))


@rule
def admit(firms, government, world, source: int, field: int, district: int, rank: int):
    """Take the next slot for an entrant and endow it; when the list is full the run is flagged to be redone."""
    slot = enrol(firms, government.firms)
    if slot < 0:
        government.overflow = True
        return
    firm = firms[slot]
    firm.id = entrant_id(world, source, field, district, rank)
    firm.index = slot
    firm.alive = True
    firm.field = field
    firm.district = district
    firm.origin = source
    government.firms = slot + 1
    endow_entrant(firm, world)


@rule
def endow_entrant(firm, world):
    """What a new firm starts with; spin-outs bring readiness and a patent, arrivals readiness, sales and an age."""
    firm.quality = normal(world.key, firm.id, ENTRANT_QUALITY)
    firm.venture = uniform(world.key, firm.id, ENTRANT_VENTURE) < world.venture_share
    firm.intensity = world.intensity_median * math.exp(
        world.intensity_sd * normal(world.key, firm.id, ENTRANT_INTENSITY)
    )
    firm.relabelled = min(1.0, world.relabelled_share * 2.0 * uniform(world.key, firm.id, ENTRANT_RELABELLED))
    firm.margin = world.margin_mean + world.margin_sd * normal(world.key, firm.id, ENTRANT_MARGIN)
    firm.high_tech_share = high_tech_share(world, uniform(world.key, firm.id, ENTRANT_PRODUCT))
    size = world.entrant_revenue_median
    ready = world.entrant_readiness
    if firm.origin == SPUN_OUT:
        ready += world.spin_out_readiness
        firm.ip = 1
        firm.class_one_ip = True
        firm.venture = True
    elif firm.origin == ARRIVED:
        size *= world.arrival_size_ratio
        ready += world.spin_out_readiness
        firm.age = int(world.arrival_age)
    firm.revenue = size * math.exp(world.entrant_revenue_sd * normal(world.key, firm.id, ENTRANT_REVENUE))
    firm.readiness = 1.0 + ready * 2.0 * uniform(world.key, firm.id, ENTRANT_READINESS)
    firm.readiness = min(firm.readiness, world.readiness_top)
    firm.staff = world.staff_scale * math.exp(world.staff_exponent * math.log(firm.revenue + world.revenue_floor))
    firm.science_staff = firm.staff * science_share(world, uniform(world.key, firm.id, ENTRANT_EFFORT))
    firm.cash = world.entrant_cash * math.exp(world.entrant_cash_sd * normal(world.key, firm.id, ENTRANT_CASH))
    firm.closure_hazard = world.exit_year_1 / 12.0


@rule
def high_tech_share(world, u: float):
    """Share of sales from high-tech products at quantile ``u``: between a floor and all."""
    return world.product_share_floor + (1.0 - world.product_share_floor) * u


@rule
def science_share(world, u: float):
    """Share of staff in R&D at quantile ``u``, around its mean."""
    return min(1.0, 2.0 * world.science_staff_share * u)
