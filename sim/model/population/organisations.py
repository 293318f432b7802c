"""Incubators, funds and labs at the start of a run."""

import math

from sim.model.decisions import (
    FUND_DRY,
    FUND_LAST_DEAL,
    FUND_MANDATE,
    FUND_PUBLIC,
    FUND_SIZE,
    FUND_TOLERANCE,
    HOUSE_DISTRICT,
    HOUSE_LEVEL,
    HOUSE_PLACES,
    HOUSE_QUALITY,
    LAB_DISTRICT,
    LAB_FIELD,
    LAB_OUTPUT,
)
from sim.model.dialect import rule
from sim.model.draws import normal, uniform, uniform2
from sim.model.population.incumbents import weighted_district
from sim.model.rules.enrolment import enrol
from sim.model.tables.codes import (
    INCUBATOR,
    INNOVATION_CENTRE,
    LABORATORY,
    MAKER_SPACE,
    MUNICIPAL,
    NATIONAL,
    PILOT_SCALE_BASE,
    PROOF_OF_CONCEPT_CENTRE,
    PROVINCIAL,
    SCIENCE_PARK,
    UNIVERSITY,
)
from sim.model.tables.levers import ANGEL_FUND, FUND_STAGE_COUNT, SEED_FUND, VENTURE_FUND


@rule
def settle_incubators(incubators, government, world):
    """Incubators and maker spaces, parks, proof-of-concept centres and pilot-scale bases, by district weight."""
    scale = world.city_scale
    houses = int(world.anchor_incubators)
    for kind in range(PILOT_SCALE_BASE + 1):
        number = houses - houses // 2
        if kind == MAKER_SPACE:
            number = houses // 2
        elif kind == SCIENCE_PARK:
            number = max(1, int(world.science_parks * scale))
        elif kind == PROOF_OF_CONCEPT_CENTRE:
            number = int(world.anchor_concept_centres)
        elif kind == PILOT_SCALE_BASE:
            number = max(1, int(world.pilot_bases * scale))
        for _ in range(number):
            slot = enrol(incubators, government.incubators)
            if slot < 0:
                return
            government.incubators = slot + 1
            endow_incubator(incubators[slot], world, slot, kind)


@rule
def endow_incubator(incubator, world, slot: int, kind: int):
    """Kind, level, district, places for firms of the fields, quality."""
    key = world.run_key
    incubator.id = slot
    incubator.index = slot
    incubator.alive = True
    incubator.kind = kind
    incubator.level = MUNICIPAL
    grade = uniform(key, slot, HOUSE_LEVEL)
    if kind == INCUBATOR and grade < world.national_incubator_share:
        incubator.level = NATIONAL
    elif kind == INCUBATOR and grade < 2.0 * world.national_incubator_share:
        incubator.level = PROVINCIAL
    incubator.district = weighted_district(world, uniform(key, slot, HOUSE_DISTRICT))
    places = world.incubator_tenants * world.incubator_field_share
    incubator.capacity = max(1, int(places * math.exp(world.incubator_spread * normal(key, slot, HOUSE_PLACES))))
    incubator.quality = math.exp(world.incubator_spread / 2.0 * normal(key, slot, HOUSE_QUALITY))


@rule
def stage_number(stage: int, world):
    """Funds of a stage at the start."""
    if stage == SEED_FUND:
        return max(1, int(world.funds_seed * world.city_scale))
    if stage == ANGEL_FUND:
        return max(1, int(world.funds_angel * world.city_scale))
    if stage == VENTURE_FUND:
        return max(1, int(world.funds_venture * world.city_scale))
    return max(1, int(world.funds_merger * world.city_scale))


@rule
def stage_size(stage: int, world):
    """Median size (million CNY) of a fund of a stage."""
    if stage == SEED_FUND:
        return world.fund_size_seed
    if stage == ANGEL_FUND:
        return world.fund_size_angel
    if stage == VENTURE_FUND:
        return world.fund_size_venture
    return world.fund_size_merger


@rule
def settle_funds(funds, government, world):
    """Funds by stage, next to each other, so that a stage is a range of slots."""
    for stage in range(FUND_STAGE_COUNT):
        government.stage_first[stage] = government.funds
        for _ in range(stage_number(stage, world)):
            slot = enrol(funds, government.funds)
            if slot < 0:
                return
            government.funds = slot + 1
            government.stage_funds[stage] += 1
            endow_fund(funds[slot], world, slot, stage)


@rule
def endow_fund(fund, world, slot: int, stage: int):
    """Size, money at hand, public share, tolerance and the fields of its mandate."""
    key = world.run_key
    fund.id = slot
    fund.index = slot
    fund.alive = True
    fund.stage = stage
    size = stage_size(stage, world) * math.exp(world.fund_size_sd * normal(key, slot, FUND_SIZE))
    open_share = uniform(key, slot, FUND_DRY)
    fund.raised_normal = size
    fund.raised = size
    fund.committed = size * open_share / 2.0
    fund.dry = size * open_share * min(world.fund_dry_share, 1.0 / 2.0)  # what is open is committed or dry
    fund.invested = size - fund.committed - fund.dry
    fund.public_share = uniform(key, slot, FUND_PUBLIC)
    fund.tolerance = math.exp(world.tolerance_sd * normal(key, slot, FUND_TOLERANCE))
    fund.patience = world.fund_patience
    fund.local_duty = fund.public_share * world.fund_local_duty
    fund.last_deal = world.month - int(2.0 * 12.0 * uniform(key, slot, FUND_LAST_DEAL))
    for field in range(world.fields):
        if uniform2(key, slot, field, FUND_MANDATE) < world.mandate_share:
            fund.mandate[field] = 1.0


@rule
def weighted_field(world, u: float):
    """Field at quantile ``u`` of the field weights."""
    total = 0.0
    for field in range(world.fields):
        total += world.field_weight[field]
        if u < total:
            return field
    return world.fields - 1


@rule
def settle_labs(labs, government, world):
    """Laboratories and university institutes, and one manufacturing innovation centre in each field that has one."""
    number = max(1, int(world.labs * world.city_scale))
    for k in range(number):
        kind = UNIVERSITY if float(k) < world.university_share * float(number) else LABORATORY
        field = weighted_field(world, uniform(world.run_key, k, LAB_FIELD))
        settle_lab(labs, government, world, kind, field)
    for field in range(world.fields):
        if world.field_innovation_centre[field] > 0:
            settle_lab(labs, government, world, INNOVATION_CENTRE, field)


@rule
def settle_lab(labs, government, world, kind: int, field: int):
    """One lab in the next slot."""
    slot = enrol(labs, government.labs)
    if slot < 0:
        return
    government.labs = slot + 1
    lab = labs[slot]
    lab.id = slot
    lab.index = slot
    lab.alive = True
    lab.kind = kind
    lab.field = field
    lab.district = weighted_district(world, uniform(world.run_key, slot, LAB_DISTRICT))
    lab.output = world.lab_output * math.exp(world.lab_output_sd * normal(world.run_key, slot, LAB_OUTPUT))
    lab.discoveries = lab.output
    lab.concepts = (
        world.anchor_concept_centres
        * world.concept_projects
        / float(number_of_labs(world))
        * world.concept_months
        / 12.0
    )


@rule
def number_of_labs(world):
    """Labs among which the concepts under way are spread at the start."""
    return max(1, int(world.labs * world.city_scale))
