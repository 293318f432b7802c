"""The city as a Mesa model: the same rules as the compiled ensemble, on agents that can be watched and overridden."""

import secrets
from collections.abc import Mapping
from typing import Any

import mesa
import numpy as np

from sim.engine.agents import STOCK, CityAgent, Roster
from sim.engine.agents.kinds import defaults
from sim.engine.agents.overriding import check_classes
from sim.engine.agents.watching import watch
from sim.engine.compiled.worlds import build_worlds, plan_money
from sim.inputs.parameters import ParameterTable, load_parameters
from sim.inputs.plan import Plan, load_plan
from sim.inputs.policy import Scenario, load_scenario
from sim.inputs.policy import allocation as allocate
from sim.model.draws import stream
from sim.model.month import perform
from sim.model.population.pipeline import settle
from sim.model.rules.calendar import begin_month
from sim.model.tables.government import GOVERNMENT
from sim.model.tables.metrics import METRICS
from sim.model.tables.phases import LEAVE, PHASE_COUNT

_FRESH_BITS = 53  # of a seed that nobody gave: every number below 2**53 is also exact as a float of a data frame
_MESA_STREAM = -2  # "month" of the key of Mesa's own streams; -1 is the key of draws that last for the whole run


class State:
    """The government's or the world's record as rules read and write it: plain numbers and lists by field name."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, value)


def as_state(record: np.void) -> State:
    """The state that a record holds."""
    return State({name: record[name].tolist() for name in record.dtype.names or ()})


class City(mesa.Model):
    """One run of the city, one month a step.

    ``scenario``: name, path or Scenario; ``plan`` and ``parameters`` replace the shipped ones. ``theta``: float64[P],
    one draw of the parameters (their central values when None). ``rng`` or ``seed``: seed of the run, ``run`` its
    number: (seed, run) gives the same city as row (seed, run) of ``sim.simulate``. Without a seed each city draws a
    fresh one; ``run_seed`` and ``run_number``, and the columns ``seed`` and ``run`` of the record, repeat it.
    ``months``, ``start``: horizon and absolute first month (0 is January 2018). ``agents``: subclasses by kind, e.g.
    ``{"Firm": MyFirm}``. ``collect``: keep the monthly record in ``datacollector``.

    An override draws by key where it can: ``sim.model.draws.uniform(world.key, self.id, DECISION)`` with a DECISION of
    its own from ``sim.engine.agents.FIRST_FREE_DECISION`` on. Such a draw depends on seed, run, month, agent and
    decision alone, so scenarios stay comparable run by run. ``self.random`` and ``self.rng`` (Mesa's streams, seeded
    from seed and run) are allowed: a run repeats, and no two runs share them, but a draw depends on all draws before
    it, so that one firm more changes the luck of every other.

    Raises InputError for unknown names and for classes of agents that the model would not obey; ``step`` raises it for
    an answer of an override that no rule can use.
    """

    def __init__(
        self,
        scenario: str | Scenario = "reference",
        *,
        plan: str | Plan | None = None,
        parameters: ParameterTable | None = None,
        theta: Any = None,
        allocation: Any = None,
        seed: int | None = None,
        rng: int | None = None,
        run: int = 0,
        months: int | None = None,
        start: int | None = None,
        agents: Mapping[str, type[CityAgent]] | None = None,
        collect: bool = True,
    ) -> None:
        key = rng if rng is not None else seed if seed is not None else secrets.randbits(_FRESH_BITS)
        super().__init__(rng=int(stream(int(key), run, _MESA_STREAM)))
        self.run_seed, self.run_number = int(key), run
        given = load_plan(plan) if isinstance(plan, str) else plan
        written = load_scenario(scenario, given) if isinstance(scenario, str) else scenario
        self.plan = given if given is not None else load_plan(written.plan)
        self.parameters = parameters if parameters is not None else load_parameters()
        self.policy = allocate(written, self.plan)
        self.start = self.plan.start_month if start is None else start
        self.months = self.plan.months if months is None else months
        draw = self.parameters.central() if theta is None else np.asarray(theta, dtype=np.float64)
        totals = self.policy.totals if allocation is None else np.asarray(allocation, dtype=np.float64)
        self.world: Any = as_state(build_worlds(self.plan, self.parameters, draw, self.policy, self.start)[0])
        self.plan_money = plan_money(self.plan, self.policy, totals[None, :], self.months, self.start)[0].tolist()
        self._found(agents or {})
        self.datacollector = mesa.DataCollector(model_reporters=_reporters() if collect else {})
        self.collect = collect

    def _found(self, chosen: Mapping[str, type[CityAgent]]) -> None:
        """Settle the city at the start of the run."""
        for kind, behaviours in check_classes(chosen, STOCK).items():
            watch(kind, chosen[kind], STOCK[kind], behaviours)
        classes = {**STOCK, **chosen}
        self.government: Any = State(defaults(GOVERNMENT))
        self.firms = Roster(self, classes["Firm"])
        self.incubators = Roster(self, classes["Incubator"])
        self.funds = Roster(self, classes["Fund"])
        self.zones = Roster(self, classes["PilotZone"])
        self.labs = Roster(self, classes["Lab"])
        self.world.run_key = self.world.key = stream(self.run_seed, self.run_number, -1)
        settle(*self.rosters, self.government, self.world)

    @property
    def rosters(self) -> tuple[Roster, Roster, Roster, Roster, Roster]:
        """Firms, incubators, funds, zones and labs, the dead included."""
        return self.firms, self.incubators, self.funds, self.zones, self.labs

    @property
    def month(self) -> int:
        """Number of months done so far."""
        return int(self.world.month - self.world.start)

    running: bool

    def step(self) -> None:
        """One month: the twelve phases in order."""
        if not self.running:
            return
        self.open_month(self.steps - 1)
        for phase in range(PHASE_COUNT):
            self.perform(phase)
        if self.collect:
            self.datacollector.collect(self)
        if self.steps >= self.months:
            self.running = False

    def open_month(self, month: int) -> None:
        """Set the clock, the key and the plan's money to ``month`` (0 is the first)."""
        self.world.key = stream(self.run_seed, self.run_number, month)
        begin_month(self.world, month)
        for action, money in enumerate(self.plan_money[month]):
            self.world.action_money[action] = money

    def perform(self, phase: int) -> None:
        """One phase (0 to 11) on the whole city; firms that ended leave Mesa's sets, not the roster."""
        perform(phase, *self.rosters, self.government, self.world)
        if phase >= LEAVE:
            self._dismiss()

    def _dismiss(self) -> None:
        for firm in list(self.agents_by_type.get(self.firms.agent_class, ())):
            if not firm.alive:
                firm.remove()


def _reporters() -> dict[str, Any]:
    """One reporter a metric, and what repeats the run."""
    reporters = {metric.id: _column(column) for column, metric in enumerate(METRICS)}
    return {**reporters, "seed": lambda model: model.run_seed, "run": lambda model: model.run_number}


def _column(column: int) -> Any:
    return lambda model: model.government.count[column]
