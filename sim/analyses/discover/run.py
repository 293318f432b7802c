"""``sim.discover("reference")``: the circumstances in which the targets of a scenario are missed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from sim.analyses.discover.assessment import MISSED, OUTCOMES, look_at
from sim.analyses.discover.covering import Limits
from sim.analyses.discover.experiment import DiscoveryRuns, run_draws
from sim.analyses.discover.result import Discovery
from sim.errors import InputError, Text, check_name
from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import Scenario
from sim.study.inputs import seed_number, whole_number
from sim.study.probabilities import JOINT_CLASSES
from sim.study.record import Progress
from sim.study.study import Study

Origin = str | Path
RUNS, LEAST_RUNS, MOST_RUNS = 2000, 200, 1_000_000


def discover(
    scenario: Origin | Scenario = "reference",
    *,
    target: str | None = None,
    outcome: str = MISSED,
    runs: int = RUNS,
    seed: int = 1,
    switches: bool = True,
    coverage: float = 0.0,
    density: float = 0.0,
    fitted: Origin | None = None,
    plan: Origin | Plan | None = None,
    level: str | None = None,
    parameters: Origin | ParameterTable | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    out: Origin | None = None,
    lang: str | None = None,
    simulate: Callable[..., Any] | None = None,
) -> Discovery:
    """The circumstances under which ``target`` is missed (or met: ``outcome``).

    ``target``: its id, or its name in Chinese or English; None for every class A and B target that some of the runs
    meet and others miss. ``runs``: two a parameter draw; half of the draws are searched, the others test what was
    found. ``switches``: also draw the structural switches. ``coverage``, ``density``: what a box must reach on the
    searched half, 0 to 1. The other arguments are those of ``sim.forecast``. ``out``: folder where finished runs are
    kept on the way, so that the same call goes on after an interruption, and where the result is saved.

    Raises InputError for bad input, StorageError where ``out`` cannot be written, RuntimeError where no run finished,
    Interrupted on Ctrl-C.
    """
    number, start = run_count(runs), seed_number(seed)
    check_name("unknown outcome", outcome, OUTCOMES, key="outcome")
    limits = Limits(share(coverage, "coverage"), share(density, "density"))
    study = Study.of(scenario, plan=plan, level=level, parameters=parameters, fitted=fitted, simulate=simulate,
                     threads=threads, progress=progress, out=out, lang=lang)  # fmt: skip
    planned = study.inputs.plan.targets
    if target is not None:
        target = id_of("target", target, names_of(planned), key="target")
    study.total = number
    discovery = run_draws(study, number, start, switches=switches)
    finished = np.isfinite(discovery.met.sum(axis=1))
    if not finished.any():
        raise RuntimeError(f"none of the {number} runs finished")
    chosen = [index for index in range(len(planned)) if _looked_at(discovery, index, target)]
    again = study.repeating("discover", {
        "runs": number, "seed": start, "target": target, "outcome": None if outcome == MISSED else outcome,
        **{name: value or None for name, value in vars(limits).items()}, "level": level, "fitted": fitted,
        "switches": None if switches else False,
    })  # fmt: skip
    result = Discovery(
        scenario=study.inputs.scenario.id,
        outcome=outcome,
        runs=number,
        seed=start,
        draws=(int(finished[::2].sum()), int(finished[1::2].sum())),
        factors=len(discovery.factors.names),
        switches=switches,
        fitted=study.fitted,
        targets=tuple(look_at(discovery, index, outcome, limits) for index in chosen),
        runs_failed=discovery.failed,
        limits=vars(limits),
        command=again.command,
        copies=again.copies,
        names={planned_target.id: dict(planned_target.name) for planned_target in planned},
        provenance=study.provenance("inputs plan code versions fingerprint"),
    )
    return study.finished(result)


def run_count(runs: Any, key: str = "runs") -> int:
    """A valid number of runs: even, for two belong to a draw, and enough for both halves. Raises InputError."""
    return whole_number(runs, key, LEAST_RUNS, MOST_RUNS, even=True)


def share(value: Any, key: str = "share") -> float:
    """``value`` if it is a number from 0 to 1. Raises InputError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
        raise InputError("not a share", key=key, value=value, allowed=Text("0 to 1"))
    return float(value)


def _looked_at(discovery: DiscoveryRuns, index: int, target: str | None) -> bool:
    """Whether the target at ``index`` is the one asked for, or, without one, of class A or B and undecided."""
    planned = discovery.inputs.plan.targets[index]
    if target is not None:
        return planned.id == target
    return planned.class_ in JOINT_CLASSES and bool(0.0 < np.nanmean(discovery.met[:, index]) < 1.0)
