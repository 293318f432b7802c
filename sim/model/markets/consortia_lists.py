"""Phase 10, municipal lists of innovation consortia: put on record by the city, nothing is paid for it."""

from sim.model.decisions import CONSORTIA_LIST_SIZE, CONSORTIUM_SCORE
from sim.model.dialect import rule
from sim.model.draws import normal, poisson_quantile, uniform
from sim.model.markets.case_lists import months_between
from sim.model.markets.project_calls import can_lead_consortium, lead_one_more, may_lead_more


@rule
def list_consortia(firms, government, world):
    """From the plan on a list is issued when it is due, one a month at most; places not filled are dropped."""
    if world.plan_month >= 0 and float(world.month) >= government.consortia_month:
        government.consortia_month += months_between(world.consortia_lists, world)
        put_on_record(firms, government, world)


@rule
def put_on_record(firms, government, world):
    """One list: able leads with a consortium not listed yet, or a place for one, by quality and a keyed draw."""
    rate = world.consortia_list / max(world.consortia_lists, world.tiny)
    rate *= world.consortia_field_share * world.city_scale
    places = poisson_quantile(rate, uniform(world.key, 0, CONSORTIA_LIST_SIZE))
    if places <= 0:
        return
    ranked = [(0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive and can_lead_consortium(firm, world):
            if firm.consortia_listed < firm.consortia_led or may_lead_more(firm, world):
                noise = normal(world.key, firm.id, CONSORTIUM_SCORE)
                ranked.append((-(firm.quality + world.call_noise * noise), firm.id, j))
    ranked.sort()
    for _, _, place in ranked:
        if places <= 0:
            return
        list_consortium(firms[place], government, world)
        places -= 1


@rule
def list_consortium(firm, government, world):
    """A consortium that the firm leads already is listed first; without one a new one is, and counts as led."""
    if firm.consortia_listed == firm.consortia_led:
        lead_one_more(firm, government, world)
    firm.consortia_listed += 1
    government.consortia_listed += 1
