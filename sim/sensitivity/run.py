"""``sim.sensitivity("reference")``: from a scenario's name to what would change each probability most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError
from sim.forecast.chunks import Chunks
from sim.forecast.inputs import PRIOR, Inputs, gather, seed_number
from sim.forecast.runs import Progress, shifted
from sim.forecast.structure import run_structure, variants
from sim.plan.names import id_of, names_of
from sim.sensitivity.assessment import Material, assess
from sim.sensitivity.common_numbers import CommonNumbers
from sim.sensitivity.decision import check_alternatives
from sim.sensitivity.factors import Factors, factors_of
from sim.sensitivity.indices import variance_indices
from sim.sensitivity.result import Sensitivity
from sim.sensitivity.screening import most_important, screen
from sim.sensitivity.tornado import tornado
from sim.sensitivity.usual_runs import usual_runs
from sim.sensitivity.workload import Workload, sizes, workload

if TYPE_CHECKING:
    from sim.parameters import ParameterTable
    from sim.plan import Plan
    from sim.policy import Scenario

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
    """Say what would change the probability of each target most.

    ``targets``: ids or names; None for all. ``trajectories``: of the Morris screening of all uncertain parameters;
    ``keep``: how many parameters are then told apart in the Sobol' indices (``base_samples`` rows, a power of two), the
    tornado (``tornado_runs`` a side) and the value of information; ``runs``: usual runs, draws and seeds differing;
    ``structure_runs``: of each structural variant, 0 for none. None for the defaults of ``sim.sensitivity.workload``.
    ``against``: scenarios of the same plan to choose from. The other arguments are those of ``sim.forecast``.
    ``report(workload)`` is called once, before the first run. ``out``: folder where finished runs are kept on the way,
    so that the same call goes on after an interruption, and where the result is saved.

    Raises InputError for bad input, StorageError where ``out`` cannot be written, RuntimeError where no run finished,
    Interrupted on Ctrl-C.
    """
    asked = sizes(trajectories, base_samples, keep, runs, tornado_runs, structure_runs)
    start = seed_number(seed)
    inputs = gather(scenario, plan, level, parameters, fitted)
    others = [gather(one, plan, level, parameters, fitted) for one in against]
    check_alternatives(inputs, others)
    ids = _targets(inputs, targets)
    factors = factors_of(inputs)
    if not factors.names:
        raise InputError("no uncertain parameter: every one is fixed", file=inputs.parameters.file)
    engine = simulate or _compiled()
    name = PRIOR if inputs.fitted is None else inputs.fitted.name
    load = workload(asked, len(factors.names), len(others), len(variants(inputs)), name)
    if report is not None:
        report(load)

    chunks = None if out is None else Chunks(Path(out))
    stages = _Stages(engine, threads, chunks, progress, load.total)
    made = _material(inputs, others, ids, factors, load, start, stages)
    result = assess(made, load, start, _words(targets, against, level, fitted))
    if chunks is not None:
        result.save(chunks.folder.parent, charts=True, lang=lang)
        chunks.clear()
    return result


class _Stages:
    """What every stage of runs is called with, and where in the whole each begins."""

    def __init__(
        self,
        simulate: Callable[..., Any],
        threads: int | None,
        chunks: Chunks | None,
        progress: Progress | None,
        total: int,
    ) -> None:
        self._simulate, self._threads, self._chunks = simulate, threads, chunks
        self._progress, self._total, self._before = progress, total, 0

    def begin(self, runs: int) -> dict[str, Any]:
        """Keywords for the next stage, of ``runs`` runs."""
        part = shifted(self._progress, self._before, self._total)
        self._before += runs
        return {"simulate": self._simulate, "threads": self._threads, "chunks": self._chunks, "progress": part}


def _material(
    inputs: Inputs,
    others: Sequence[Inputs],
    ids: tuple[str, ...],
    factors: Factors,
    load: Workload,
    seed: int,
    stages: _Stages,
) -> Material:
    """Run every stage, one after the other. Raises RuntimeError where no usual run finished, Interrupted on Ctrl-C."""
    asked = load.sizes
    screened = screen(
        CommonNumbers(factors, ids, seed, **stages.begin(load.screening)), factors.names, asked.trajectories, seed
    )
    kept = most_important(screened.outputs(len(ids)), asked.keep)
    names = tuple(factors.names[k] for k in kept)
    usual = usual_runs(inputs, asked.usual, seed, **stages.begin(load.usual))
    if not usual.done.any():
        raise RuntimeError(f"none of the {asked.usual} runs finished")
    choices = [usual_runs(one, asked.usual, seed, **stages.begin(asked.usual)) for one in others]
    common = CommonNumbers(factors, ids, seed, **stages.begin(load.indices))
    found = variance_indices(common, factors.names, kept.tolist(), asked.base_samples, seed)
    bars = tornado(usual, factors, names, ids, asked.tornado, **stages.begin(load.tornado))
    structure = None
    if asked.structure:
        options = stages.begin(load.structure)
        structure = run_structure(inputs, usual.as_runs(), asked.structure, seed, **options)
    return Material(ids, factors, names, screened, usual, choices, found, bars, structure)


def _targets(inputs: Inputs, wanted: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of the targets to look at, in the plan's order. Raises InputError for one that the plan does not have."""
    every = [target.id for target in inputs.plan.targets]
    if wanted is None:
        return tuple(every)
    if not wanted:
        raise InputError("no target named", key="target", allowed=", ".join(every))
    names = names_of(inputs.plan.targets)
    meant = {id_of("target", target, names, key="target") for target in wanted}
    return tuple(id for id in every if id in meant)


def _words(targets: Sequence[str] | None, against: Sequence[Any], level: str | None, fitted: Any) -> list[str]:
    """Words of the command line for what was asked beside scenario, seed and sizes."""
    words = [word for id in targets or () for word in ("--target", id)]
    words += [word for one in against for word in ("--against", str(getattr(one, "id", one)))]
    words += [] if level is None else ["--level", level]
    return words + ([] if fitted is None else ["--prior"] if fitted == PRIOR else ["--fitted", str(fitted)])


def _compiled() -> Callable[..., Any]:
    from sim.ensemble import simulate

    return simulate
