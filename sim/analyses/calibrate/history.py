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
from sim.analyses.calibrate.targets import FitTargets, load_targets
from sim.display import Displayed
from sim.engine.compiled.cache import rulebook
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
        """What history runs start from: no plan's money, counted by nobody."""
        scenario = load_scenario(SCENARIO)
        return Inputs(scenario, self.plan, self.table, allocation(scenario, self.plan), {})

    @cached_property
    def digest(self) -> str:
        """Digest of all that a run's kept numbers depend on; no published value is in it."""
        statistics = [[row.id, row.model.terms, row.form, row.first, row.last] for row in self.observations.used]
        rows = [[row.name, row.distribution] for row in self.table]
        plan = self.plan.model_dump(mode="json")
        states = list(self.targets.states.items())
        return digest_of([statistics, rows, plan, states, model_digest(), versions(), numeric_fingerprint()])


def load_setting(evidence: object = None, observations: object = None, fit: object = None) -> Setting:
    """The shipped setting; paths replace the evidence folder, the observation table and the list of targets."""
    plan, table = load_plan("hangzhou"), load_parameters()
    known = load_evidence(evidence)  # type: ignore[arg-type]
    fields = [field.id for field in plan.fields]
    used = load_observations(fields, observations, known, table)  # type: ignore[arg-type]
    return Setting(plan, table, used, load_targets(table, fit))  # type: ignore[arg-type]


@cache
def model_digest() -> str:
    """Digest of the sources that a run of the model rests on: rules, tables, engine, parameters, and this file."""
    rooms = (*rulebook(), PACKAGE / "engine" / "compiled", PACKAGE / "inputs" / "parameters", Path(__file__))
    files = {path for room in rooms for path in (room.rglob("*.py") if room.is_dir() else [room])}
    return digest_of([[path.relative_to(PACKAGE).as_posix(), sha256(path.read_bytes())] for path in sorted(files)])


@dataclass(frozen=True, eq=False)
class Histories:
    """n finished runs. ``draw`` int64[n]: parameter draw; ``values`` float64[n, Q]: the model's number of every
    observation used, in the table's order; ``states`` float64[n, S]: metrics at the end of 2024."""

    draw: NDArray[np.int64]
    values: NDArray[np.float64]
    states: NDArray[np.float64]


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
    return Histories(np.flatnonzero(done), whole["values"][done], whole["states"][done])


def compared(setting: Setting) -> Keep:
    """What is kept of history runs: arrays ``values``, ``states`` and ``status``."""
    fields = [field.id for field in setting.plan.fields]

    def keep(result: Any, design: Design) -> Arrays:
        def path(name: str) -> NDArray[np.float64]:
            """float64[n, months]: a metric, a field's firms, or a parameter that does not move."""
            if name in METRIC_INDEX:
                return np.asarray(result.metrics[:, :, METRIC_INDEX[name]])
            if name.startswith(FIELD_FIRMS):
                return np.asarray(result.field_firms[:, :, fields.index(name.removeprefix(FIELD_FIRMS))])
            return np.repeat(design.theta[:, setting.table.column(name)][:, None], MONTHS, axis=1)

        values = [_statistic(observation, path) for observation in setting.observations.used]
        states = [result.metrics[:, -1, METRIC_INDEX[metric]] for metric in setting.targets.states.values()]
        return {
            "values": np.column_stack(values),
            "states": np.column_stack(states) if states else np.zeros((len(design), 0)),
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
