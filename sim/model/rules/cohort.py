"""The rest of the city as a cohort table: age x size x certificate, under the same rounds and exits as the agents."""

from __future__ import annotations

import math

from sim.model.decisions import COHORT_CENTRES, COHORT_CERTIFICATES, COHORT_ENTRY
from sim.model.dialect import rule
from sim.model.draws import normal
from sim.model.tables.codes import AGE_BANDS, CERTIFICATE_STATES, SIZE_BANDS


@rule
def cohort_cell(age: int, size: int, state: int):
    """Place of a cell: age band, size band, certificate state (0 none, then years left)."""
    return (age * SIZE_BANDS + size) * CERTIFICATE_STATES + state


@rule
def cohort_exit(age: int, world):
    """Exit hazard a year of an age band: that of a firm's second, third, fourth to seventh and later years."""
    if age == 0:
        return world.exit_year_2
    if age == 1:
        return world.exit_year_3
    if age == 2:
        return world.exit_year_4
    return world.exit_year_8


@rule
def age_cohort(government, world):
    """A month of entry, ageing and exit of the rest of the city."""
    step = 1.0 / (12.0 * world.cohort_band_years)
    for size in range(SIZE_BANDS):
        for state in range(CERTIFICATE_STATES):
            moving = 0.0
            for age in range(AGE_BANDS):
                cell = cohort_cell(age, size, state)
                stay = government.cohort[cell] * (1.0 - cohort_exit(age, world) / 12.0)
                leaving = stay * step if age < AGE_BANDS - 1 else 0.0
                government.cohort[cell] = stay - leaving + moving
                moving = leaving
    climate = math.exp(world.cohort_entry_sd * normal(world.key, 0, COHORT_ENTRY))
    entry = world.cohort_entry_rate / 12.0 * cohort_firms(government) * climate
    government.cohort_entered += entry
    for size in range(SIZE_BANDS):
        government.cohort[cohort_cell(0, size, 0)] += entry * cohort_entry_share(size, world)


@rule
def cohort_entry_share(size: int, world):
    """Share of entrants by size band; nearly all start small."""
    if size == 0:
        return 1.0 - world.cohort_medium_entry
    if size == 1:
        return world.cohort_medium_entry
    return 0.0


@rule
def certificate_hazard(world):
    """First certificates a year of an uncertified firm of the rest of the city. Before the plan it followed a trend."""
    years = float(min(0, world.plan_month)) / 12.0
    return min(1.0, world.cohort_certificate_hazard * math.exp(world.cohort_certificate_growth * years))


@rule
def certify_cohort(government, world):
    """December: first certifications, renewals and lapses of the rest of the city."""
    luck = math.exp(world.cohort_certificate_sd * normal(world.key, 0, COHORT_CERTIFICATES))
    hazard = certificate_hazard(world)
    new = 0.0
    renewed = 0.0
    for age in range(AGE_BANDS):
        for size in range(SIZE_BANDS):
            none = cohort_cell(age, size, 0)
            ending = government.cohort[none + 1]
            kept = ending * (1.0 - world.cohort_lapse)
            first = government.cohort[none] * min(1.0, hazard * luck)
            for state in range(1, CERTIFICATE_STATES - 1):
                government.cohort[none + state] = government.cohort[none + state + 1]
            government.cohort[none + CERTIFICATE_STATES - 1] = kept + first
            government.cohort[none] += ending - kept - first
            new += first
            renewed += kept
    government.cohort_certified += new
    government.cohort_renewed += renewed
    if world.plan_month >= 0:
        government.cohort_first += new
        if world.leniency:
            government.high_tech_labelled += (
                new * world.leniency_strength * math.exp(world.counting_sd * world.counting)
            )


@rule
def recognise_cohort_centres(government, world):
    """December: technology centres of the rest of the city, around the published yearly number."""
    if world.plan_month < 0:
        return
    luck = math.exp(world.cohort_centres_sd * normal(world.key, 0, COHORT_CENTRES))
    new = world.anchor_centres_new * (1.0 - world.centre_field_share) * luck
    government.cohort_centres += new
    government.cohort_centres_product += new * world.centre_product_share


@rule
def cohort_high_tech(government):
    """Valid certificates of the rest of the city."""
    total = 0.0
    for age in range(AGE_BANDS):
        for size in range(SIZE_BANDS):
            for state in range(1, CERTIFICATE_STATES):
                total += government.cohort[cohort_cell(age, size, state)]
    return total


@rule
def cohort_firms(government):
    """Firms of the rest of the city, certified or not."""
    total = 0.0
    for cell in range(len(government.cohort)):
        total += government.cohort[cell]
    return total


@rule
def technology_smes(government, world, inside: float, certified: float):
    """Firms on the register of technology SMEs: the uncertified ones, and the part of the certified that is on it.

    ``inside`` and ``certified``: field firms in all and with a certificate.
    """
    holders = cohort_high_tech(government)
    others = cohort_firms(government) - holders + inside - certified
    return others + world.certified_on_register * (holders + certified)
