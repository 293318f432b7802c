"""Phase 10, lists of typical scenarios: running cases that firms can show, named on the city's own list."""

from sim.model.decisions import CASE_LIST_SIZE, CASE_SCORE, FIRM_CASES
from sim.model.dialect import rule
from sim.model.draws import normal, poisson_quantile, uniform
from sim.model.markets.scenario_lists import scenario_merit


@rule
def months_between(lists: float, world):
    """Months from one list to the next when so many are issued a year."""
    return 12.0 / max(lists, world.tiny)


@rule
def list_cases(firms, government, world):
    """From the plan on a list is issued when it is due, one a month at most; places not filled are dropped."""
    if world.plan_month >= 0 and float(world.month) >= government.case_month:
        government.case_month += months_between(world.case_lists, world)
        name_cases(firms, government, world)


@rule
def name_cases(firms, government, world):
    """One list: ready firms with cases to show are ranked by merit and a keyed draw; a case a firm and round."""
    places = poisson_quantile(world.case_list_size * world.city_scale, uniform(world.key, 0, CASE_LIST_SIZE))
    ranked = [(0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive:
            merit = scenario_merit(firm, world)
            if merit >= 0.0:
                look_for_cases(firm, world)
                if cases_left(firm) > 0:
                    ranked.append((-(merit + world.call_noise * normal(world.key, firm.id, CASE_SCORE)), firm.id, j))
    ranked.sort()
    given = 1
    while places > 0 and given > 0:
        given = 0
        for _, _, place in ranked:
            if places > 0 and cases_left(firms[place]) > 0:
                name_case(firms[place], government)
                places -= 1
                given += 1


@rule
def look_for_cases(firm, world):
    """Running cases that a firm can show beside its accepted trials: found out once, when it is first ready."""
    if firm.cases_own < 0:
        firm.cases_own = poisson_quantile(world.cases_a_firm, uniform(world.run_key, firm.id, FIRM_CASES))


@rule
def cases_left(firm):
    """Cases of a firm that are on no list yet."""
    return firm.cases_own + firm.trials_accepted - firm.cases


@rule
def name_case(firm, government):
    """Put a case on the list: its own ones first, then accepted trials, which are counted already."""
    if firm.cases < firm.cases_own:
        government.cases_only += 1
    firm.cases += 1
    government.cases_named += 1
