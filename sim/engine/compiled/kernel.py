"""The thin compiled loop: settle the city, walk the months and phases, keep the record. No rule stands here."""

from numba import njit

from sim.model.draws import stream
from sim.model.month import perform
from sim.model.population.pipeline import settle
from sim.model.rules.calendar import begin_month
from sim.model.tables.phases import PHASE_COUNT

DONE = 1
FULL = 2
FAILED = 3


@njit(nogil=True)
def start_run(firms, incubators, funds, zones, labs, governments, worlds, seed, run):
    """Settle the city of one run; until its first month opens the key of the month is the key of the run."""
    worlds[0].run_key = stream(seed, run, -1)
    worlds[0].key = worlds[0].run_key
    settle(firms, incubators, funds, zones, labs, governments[0], worlds[0])


@njit(nogil=True)
def run_phase(phase, firms, incubators, funds, zones, labs, governments, worlds):
    """One phase on the whole city."""
    perform(phase, firms, incubators, funds, zones, labs, governments[0], worlds[0])


@njit(nogil=True)
def open_month(worlds, plan_money, seed, run, month):
    """Set the world's clock, key and plan money to ``month`` of the run."""
    worlds[0].key = stream(seed, run, month)
    begin_month(worlds[0], month)
    for action in range(len(worlds[0].action_money)):
        worlds[0].action_money[action] = plan_money[month, action]


@njit(nogil=True)
def run_chunk(
    first,
    last,
    seeds,
    runs,
    world_of,
    money_of,
    worlds_0,
    plan_money,
    blank_firms,
    blank_incubators,
    blank_funds,
    blank_zones,
    blank_labs,
    blank_governments,
    metrics,
    field_firms,
    district_firms,
    money,
    status,
    stop,
):
    """Runs ``first`` to ``last`` - 1: each starts from blank records and depends on nothing but its own inputs.

    ``worlds_0``: one world record a parameter draw; ``plan_money``: float64[K, months, actions]; ``world_of`` and
    ``money_of`` pick them for each run. Writes ``metrics[run, month, metric]``, ``field_firms[run, month,
    field]``, ``district_firms[run, month, district]``, ``money[run, action, 3]`` (released, general programmes
    included; taken up; left over) and ``status[run]``. Stops between months when ``stop[0]`` is set.
    """
    firms = blank_firms.copy()
    incubators = blank_incubators.copy()
    funds = blank_funds.copy()
    zones = blank_zones.copy()
    labs = blank_labs.copy()
    governments = blank_governments.copy()
    worlds = worlds_0[:1].copy()
    for r in range(first, last):
        firms[:] = blank_firms
        incubators[:] = blank_incubators
        funds[:] = blank_funds
        zones[:] = blank_zones
        labs[:] = blank_labs
        governments[:] = blank_governments
        worlds[0] = worlds_0[world_of[r]]
        start_run(firms, incubators, funds, zones, labs, governments, worlds, seeds[r], runs[r])
        for month in range(metrics.shape[1]):
            if stop[0]:
                return
            open_month(worlds, plan_money[money_of[r]], seeds[r], runs[r], month)
            for phase in range(PHASE_COUNT):
                run_phase(phase, firms, incubators, funds, zones, labs, governments, worlds)
            for column in range(metrics.shape[2]):
                metrics[r, month, column] = governments[0].count[column]
            for field in range(field_firms.shape[2]):
                field_firms[r, month, field] = governments[0].field_firms[field]
            for district in range(district_firms.shape[2]):
                district_firms[r, month, district] = governments[0].district_firms[district]
        for i in range(worlds[0].instruments):
            action = worlds[0].instrument_action[i]
            money[r, action, 0] += governments[0].released[i]
            money[r, action, 1] += governments[0].spent[i]
            money[r, action, 2] += governments[0].purse[i]
        status[r] = FULL if governments[0].overflow else DONE
