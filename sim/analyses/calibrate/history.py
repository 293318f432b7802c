"""History runs: the city from January 2018 to December 2024 for many parameter draws, saved in chunks.

A run is kept as the numbers that the observation table compares, without errors of observation, and as the state in
which the history ends. What is kept depends on no published value, so a change of the evidence costs no run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.calibrate.expressions import FIELD_FIRMS
from sim.analyses.calibrate.observations import MONTHS, Observation, Observations, load_observations
from sim.analyses.calibrate.targets import FitTargets, Reported, State, load_targets
from sim.display import Displayed
from sim.engine.compiled.cache import rulebook
from sim.errors import check_name
from sim.inputs.evidence import load_evidence
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation, load_scenario
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.files import sha256
from sim.shipped import PACKAGE
from sim.study.chunks import Chunks
from sim.study.design import Design, drawn_runs
from sim.study.engine import compiled
from sim.study.inputs import Inputs
from sim.study.provenance import digest_of, numeric_fingerprint, versions
from sim.study.record import DONE, Progress
from sim.study.runs import NOTHING_KEPT, Arrays, Keep, KeptChunks, run

if TYPE_CHECKING:
    from sim.inputs.parameters import ParameterTable
    from sim.inputs.plan import Plan

CHUNK = 200  # runs; some seconds on two cores, the most that an interruption loses
START = 0  # January 2018
SCENARIO = "no-plan"


@dataclass(frozen=True, eq=False)
class Setting(Displayed):
    """What history runs start from: plan, parameter table, observation table, what a fit estimates."""

    plan: Plan
    table: ParameterTable
    observations: Observations
    targets: FitTargets

    @cached_property
    def inputs(self) -> Inputs:
        """Inputs of history runs: the scenario without plan money."""
        scenario = load_scenario(SCENARIO)
        return Inputs(scenario, self.plan, self.table, allocation(scenario, self.plan), {})

    def base(self, state: State) -> Observation | None:
        """The published figure that a state moves on from; None where it has none."""
        return next((row for row in self.observations.used if row.id == state.base), None)

    def base_month(self, state: State) -> int:
        """Month of that figure; the last month of the history where there is none."""
        base = self.base(state)
        return MONTHS - 1 if base is None else base.last

    @cached_property
    def digest(self) -> str:
        """Digest of all that a run's kept numbers depend on; no published value is in it."""
        statistics = [[row.id, row.model.terms, row.form, row.first, row.last] for row in self.observations.used]
        rows = [[row.name, row.distribution] for row in self.table]
        plan = self.plan.model_dump(mode="json")
        states = [[name, state.metric, self.base_month(state)] for name, state in self.targets.states.items()]
        reported = list(self.targets.reported.values())
        return digest_of([statistics, rows, plan, states, reported, model_digest(), versions(), numeric_fingerprint()])


def load_setting(evidence: object = None, observations: object = None, fit: object = None) -> Setting:
    """The shipped setting; paths replace the evidence folder, the observation table and the list of targets."""
    plan, table = load_plan("hangzhou"), load_parameters()
    known = load_evidence(evidence)  # type: ignore[arg-type]
    fields = [field.id for field in plan.fields]
    used = load_observations(fields, observations, known, table)  # type: ignore[arg-type]
    targets = load_targets(table, fit)  # type: ignore[arg-type]
    stocks = [row.id for row in used.used if row.form == "stock" and row.bound == "point"]
    for name, state in targets.states.items():
        if state.base:
            check_name("not a published stock that is used", state.base, stocks, file=fit, key=name)
    return Setting(plan, table, used, targets)


@cache
def model_digest() -> str:
    """Digest of the sources that a run of the model rests on: rules, tables, engine, parameters, and this file."""
    rooms = (*rulebook(), PACKAGE / "engine" / "compiled", PACKAGE / "inputs" / "parameters", Path(__file__))
    files = {path for room in rooms for path in (room.rglob("*.py") if room.is_dir() else [room])}
    return digest_of([[path.relative_to(PACKAGE).as_posix(), sha256(path.read_bytes())] for path in sorted(files)])


@dataclass(frozen=True, eq=False)
class Histories:
    """n finished runs. ``draw`` int64[n]: parameter draw; ``values`` float64[n, Q]: the model's number of every
    observation used, in the table's order; ``states`` and ``bases`` float64[n, S]: metrics at the end of 2024, and
    in the month of the figure that they move on from (the same where there is none); ``reported`` float64[n, R]."""

    draw: NDArray[np.int64]
    values: NDArray[np.float64]
    states: NDArray[np.float64]
    bases: NDArray[np.float64]
    reported: NDArray[np.float64]


def run_histories(
    setting: Setting,
    runs: int,
    seed: int,
    *,
    chunks: Chunks | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Histories:
    """Run or take up ``runs`` histories of ``seed``. Failed runs are left out (``draw`` tells which are there).

    Raises Interrupted on Ctrl-C; chunks finished until then are kept. Raises StorageError where a chunk cannot be
    kept: minutes of work would be lost silently.
    """
    base = digest_of([setting.digest, setting.inputs.scenario.model_dump(mode="json")])
    design = drawn_runs(lambda seed, first, number: setting.table.draw(seed, number, first=first), runs, seed)
    return simulate_histories(setting, design, KeptChunks(chunks, base, strict=True), threads, progress)


def simulate_histories(
    setting: Setting,
    design: Design,
    chunks: KeptChunks = NOTHING_KEPT,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Histories:
    """The histories of ``design``. Failed runs are left out (``draw`` tells which are there)."""
    whole = run(setting.inputs, design, compiled, compared(setting), chunks, threads=threads, progress=progress,
                size=CHUNK, months=MONTHS, start=START)  # fmt: skip
    done = whole["status"] == DONE
    kept = (whole[name][done] for name in ("values", "states", "bases", "reported"))
    return Histories(np.flatnonzero(done), *kept)


def compared(setting: Setting) -> Keep:
    """The function that keeps of history runs what ``Histories`` holds, and ``status``."""
    fields = [field.id for field in setting.plan.fields]

    def keep(result: Any, design: Design) -> Arrays:
        def path(name: str) -> NDArray[np.float64]:
            """float64[n, months]: a metric, a field's firms, or a parameter that does not move."""
            if name in METRIC_INDEX:
                return np.asarray(result.metrics[:, :, METRIC_INDEX[name]])
            if name.startswith(FIELD_FIRMS):
                return np.asarray(result.field_firms[:, :, fields.index(name.removeprefix(FIELD_FIRMS))])
            return np.repeat(design.theta[:, setting.table.column(name)][:, None], MONTHS, axis=1)

        def told(row: Reported) -> NDArray[np.float64]:
            months = path(row.metric)
            before = months[:, row.first - 1] if row.form == "flow" and row.first > 0 else 0.0
            return months[:, row.last] - before

        values = [_statistic(observation, path) for observation in setting.observations.used]
        states = list(setting.targets.states.values())
        columns = [METRIC_INDEX[state.metric] for state in states]
        return {
            "values": np.column_stack(values),
            "states": result.metrics[:, -1, columns],
            "reported": np.column_stack([np.zeros((len(design), 0)), *map(told, setting.targets.reported.values())]),
            "bases": result.metrics[:, [setting.base_month(state) for state in states], columns],
            "status": result.status.astype(np.int64),
        }

    return keep


def _statistic(observation: Observation, path: Callable[[str], NDArray[np.float64]]) -> NDArray[np.float64]:
    """The model's number of an observation, float64[n]: a stock at its month, or what was added over its months."""
    values = {}
    for name in observation.model.names:
        months = path(name)
        moving = name in METRIC_INDEX and observation.form == "flow"
        before = months[:, observation.first - 1] if moving and observation.first > 0 else 0.0
        values[name] = months[:, observation.last] - before
    return observation.model.value(values)
