"""``sim.sensitivity("reference")``: the parameters and switches that would change each probability most."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sim.analyses.forecast.structure import run_structure, variants
from sim.analyses.sensitivity.assessment import StageResults, assess
from sim.analyses.sensitivity.common_numbers import CommonNumbers, Factors, factors_of
from sim.analyses.sensitivity.decision import check_alternatives
from sim.analyses.sensitivity.indices import variance_indices
from sim.analyses.sensitivity.result import Sensitivity
from sim.analyses.sensitivity.screening import most_important, screen
from sim.analyses.sensitivity.tornado import tornado
from sim.analyses.sensitivity.usual_runs import usual_runs
from sim.analyses.sensitivity.workload import Workload, sizes, workload
from sim.errors import InputError
from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import Scenario
from sim.study.inputs import Inputs, seed_number
from sim.study.record import Progress
from sim.study.study import Study

Origin = str | Path


def sensitivity(
    scenario: Origin | Scenario = "reference",
    *,
    targets: Sequence[str] | None = None,
    trajectories: int | None = None,
    base_samples: int | None = None,
    keep: int | None = None,
    runs: int | None = None,
    tornado_runs: int | None = None,
    structure_runs: int | None = None,
    against: Sequence[Origin | Scenario] = (),
    seed: int = 1,
    fitted: Origin | None = None,
    plan: Origin | Plan | None = None,
    level: str | None = None,
    parameters: Origin | ParameterTable | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    report: Callable[[Workload], None] | None = None,
    out: Origin | None = None,
    lang: str | None = None,
    simulate: Callable[..., Any] | None = None,
) -> Sensitivity:
    """The parameters and switches that would change the probability of each target most.

    ``targets``: ids or names; None for all. ``trajectories``: of the Morris screening of all uncertain parameters;
    ``keep``: how many parameters are then told apart in the Sobol' indices (``base_samples`` rows, a power of two), the
    tornado (``tornado_runs`` a side) and the value of information; ``runs``: usual runs, draws and seeds differing;
    ``structure_runs``: of each structural variant, 0 for none. None for the defaults of
    ``sim.analyses.sensitivity.workload``. ``against``: scenarios of the same plan to choose from. The other arguments
    are those of ``sim.forecast``. ``report(workload)`` is called once, before the first run. ``out``: folder where
    finished runs are kept on the way, so that the same call goes on after an interruption, and where the result is
    saved.

    Raises InputError for bad input, StorageError where ``out`` cannot be written, RuntimeError where no run finished,
    Interrupted on Ctrl-C.
    """
    size = sizes(trajectories, base_samples, keep, runs, tornado_runs, structure_runs)
    start = seed_number(seed)
    study = Study.of(scenario, *against, plan=plan, level=level, parameters=parameters, fitted=fitted,
                     simulate=simulate, threads=threads, progress=progress, out=out, lang=lang)  # fmt: skip
    inputs, others = study.inputs, study.sides[1:]
    check_alternatives(inputs, others)
    ids = _targets(inputs, targets)
    factors = factors_of(inputs)
    if not factors.names:
        raise InputError("no uncertain parameter: every one is fixed", file=inputs.parameters.file)
    load = workload(size, len(factors.names), len(others), len(variants(inputs)), study.fitted)
    if report is not None:
        report(load)
    study.total = load.total
    stages = _run_stages(study, ids, factors, load, start)
    again = study.repeating("sensitivity", {
        "trajectories": size.trajectories, "base_samples": size.base_samples, "keep": size.keep,
        "runs": size.usual, "tornado_runs": size.tornado, "structure_runs": size.structure, "seed": start,
        "targets": targets, "against": against, "level": level, "fitted": fitted,
    })  # fmt: skip
    return study.finished(assess(study, stages, load, start, again))


def _run_stages(study: Study, ids: tuple[str, ...], factors: Factors, load: Workload, seed: int) -> StageResults:
    """Run every stage, one after the other. Raises RuntimeError where no usual run finished, Interrupted on Ctrl-C."""
    size = load.sizes
    common = CommonNumbers(study, factors, ids, seed)
    screened = screen(common, factors.names, size.trajectories, seed)
    chosen = most_important(screened.outputs(len(ids)), size.keep)
    names = tuple(factors.names[k] for k in chosen)
    usual = usual_runs(study, study.inputs, size.usual, seed)
    if not usual.done.any():
        raise RuntimeError(f"none of the {size.usual} runs finished")
    choices = [usual_runs(study, side, size.usual, seed) for side in study.sides[1:]]
    indices = variance_indices(common, factors.names, chosen.tolist(), size.base_samples, seed)
    bars = tornado(study, usual, factors, names, ids, size.tornado)
    structure = run_structure(study, usual.ends, size.structure, seed) if size.structure else None
    return StageResults(ids, factors, names, screened, usual, choices, indices, bars, structure)


def _targets(inputs: Inputs, written: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of the targets to look at, in the plan's order. Raises InputError for one that the plan does not have."""
    names = names_of(inputs.plan.targets)
    if written is None:
        return tuple(names)
    if not written:
        raise InputError("no target named", key="target", allowed=", ".join(names))
    chosen = {id_of("target", target, names, key="target") for target in written}
    return tuple(id for id in names if id in chosen)
