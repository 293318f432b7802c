"""The rest of the city as a cohort table: age x size x certificate, under the same rounds and exits as the agents."""

import math

from sim.model.decisions import COHORT_CENTRES, COHORT_ENTRY
from sim.model.dialect import rule
from sim.model.draws import normal
from sim.model.tables.codes import AGE_BANDS, CERTIFICATE_STATES, ONCE_CERTIFIED, SIZE_BANDS, VALID_YEARS


@rule
def cohort_cell(age: int, size: int, state: int):
    """Place of a cell: age band, size band, certificate state (0 never, then years left, then once certified)."""
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
def certified_exit_ratio(government, world):
    """Exit hazard of certified firms over that of their age, so that the stock loses its share of the loss by exit."""
    holders = 0.0
    leaving = 0.0
    for age in range(AGE_BANDS):
        for size in range(SIZE_BANDS):
            for state in range(1, VALID_YEARS + 1):
                firms = government.cohort[cohort_cell(age, size, state)]
                holders += firms
                leaving += firms * cohort_exit(age, world)
    if leaving <= 0.0:
        return 1.0
    return world.certificate_loss_by_exit * world.certificate_loss * holders / leaving


@rule
def age_cohort(government, world):
    """A month of entry, ageing and exit of the rest of the city; what closes stays on the register until struck off."""
    step = 1.0 / (12.0 * world.cohort_band_years)
    ratio = certified_exit_ratio(government, world)
    for size in range(SIZE_BANDS):
        for state in range(CERTIFICATE_STATES):
            valid = 1 <= state <= VALID_YEARS
            moving = 0.0
            for age in range(AGE_BANDS):
                cell = cohort_cell(age, size, state)
                hazard = cohort_exit(age, world) / 12.0
                if valid:
                    hazard *= ratio
                closing = government.cohort[cell] * min(1.0, hazard)
                if valid:
                    government.certificates_lost += closing
                    government.closed_on_register += closing * world.certified_on_register
                else:
                    government.closed_on_register += closing
                stay = government.cohort[cell] - closing
                leaving = stay * step if age < AGE_BANDS - 1 else 0.0
                government.cohort[cell] = stay - leaving + moving
                moving = leaving
    strike_off(government, world)
    climate = math.exp(world.cohort_entry_sd * normal(world.key, 0, COHORT_ENTRY))
    entry = world.cohort_entry_rate / 12.0 * cohort_firms(government) * climate
    government.cohort_entered += entry
    for size in range(SIZE_BANDS):
        government.cohort[cohort_cell(0, size, 0)] += entry * cohort_entry_share(size, world)


@rule
def strike_off(government, world):
    """Closed firms are struck off the register of technology SMEs at a constant hazard."""
    struck = government.closed_on_register * (1.0 - math.exp(-world.register_strike_off / 12.0))
    government.closed_on_register -= struck
    government.technology_smes_struck += struck


@rule
def cohort_entry_share(size: int, world):
    """Share of entrants by size band; nearly all start small."""
    if size == 0:
        return 1.0 - world.cohort_medium_entry
    if size == 1:
        return world.cohort_medium_entry
    return 0.0


@rule
def certify_cohort(government, world):
    """December: first certifications, renewals and lapses of the rest of the city.

    What a stock loses in a year by exit and lapse together is ``certificate_loss``: lapses are what exits leave of it.
    """
    by_exit = world.certificate_loss_by_exit * world.certificate_loss
    due = 0.0
    for age in range(AGE_BANDS):
        for size in range(SIZE_BANDS):
            due += government.cohort[cohort_cell(age, size, 1)]
    in_january = cohort_high_tech(government) / max(1.0 - by_exit, world.tiny)
    lapse = min(1.0, (world.certificate_loss - by_exit) * in_january / max(due, world.tiny))
    hazard = min(1.0, world.certificate_hazard)
    new = 0.0
    for age in range(AGE_BANDS):
        for size in range(SIZE_BANDS):
            none = cohort_cell(age, size, 0)
            once = none + ONCE_CERTIFIED
            ending = government.cohort[none + 1]
            renewed = ending * (1.0 - lapse)
            first = government.cohort[none] * hazard
            again = government.cohort[once] * hazard
            for state in range(1, VALID_YEARS):
                government.cohort[none + state] = government.cohort[none + state + 1]
            government.cohort[none + VALID_YEARS] = renewed + first + again
            government.cohort[none] -= first
            government.cohort[once] += ending - renewed - again
            government.certificates_lost += ending - renewed
            government.cohort_renewed += renewed + again
            new += first
    government.cohort_certified += new
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
            for state in range(1, VALID_YEARS + 1):
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
    """Technology SMEs in business: the uncertified firms, and the part of the certified ones that is on the register.

    ``inside`` and ``certified``: field firms in all and with a certificate.
    """
    holders = cohort_high_tech(government)
    others = cohort_firms(government) - holders + inside - certified
    return others + world.certified_on_register * (holders + certified)
