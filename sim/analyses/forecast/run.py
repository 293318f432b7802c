"""``sim.forecast("reference", runs=1000, seed=1)``: the probability of every target under a scenario."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.analyses.forecast.assessment import assess, check_pool
from sim.analyses.forecast.later import Later, later_of
from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.structure import Structure, run_structure, variants
from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario
from sim.study.design import forecast_runs
from sim.study.inputs import run_count, run_length, seed_number, structure_count
from sim.study.outcomes import ends_of
from sim.study.record import Interrupted, Progress, Runs
from sim.study.study import Study


def forecast(
    scenario: str | Path | Scenario = "reference",
    runs: int = 1000,
    seed: int = 1,
    *,
    plan: str | Path | Plan | None = None,
    level: str | None = None,
    parameters: str | Path | ParameterTable | None = None,
    fitted: str | Path | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    lang: str | None = None,
    simulate: Callable[..., Any] | None = None,
    structure_runs: int | None = None,
    pool: float | None = None,
    months: int | None = None,
) -> Forecast:
    """Run the city ``runs`` times (two runs a parameter draw) and give the probability of every target.

    ``scenario``: name, path or Scenario; ``plan`` and ``parameters`` replace the scenario's plan and the shipped table;
    ``level``: low, middle or high total. ``fitted``: "prior", a fitted set by name or path, or None for the current one
    where it was fitted to this plan and the table is the shipped one. ``progress(done, total)`` is called as runs
    finish. ``threads``: None for all; the result does not depend on it. ``out``: folder where finished runs are kept on
    the way, so that the same call goes on after an interruption, and where the result and its charts (in ``lang``) are
    saved at the end. ``simulate``: what runs the city, ``sim.engine.compiled.simulate`` by default. ``structure_runs``:
    runs of each structural variant (each switch at its other values, same draws and seeds), 0 for none; 60 by default,
    none with an engine of one's own. ``pool``: declared weight of the outside view beside the model's probability.
    ``months``: length of runs that go on after the plan's end, up to 60 months, with no further money of the plan; the
    plan's own by default. They are made beside the others and give ``later``, counts by their last month: everything
    else stays what it is at the plan's end.

    Raises InputError for bad input, StorageError (an InputError that carries ``result``) where ``out`` cannot be
    written, RuntimeError where no run finished, and Interrupted (a KeyboardInterrupt that carries ``result``, the
    forecast from the runs finished so far, or None) on Ctrl-C.
    """
    number, start = run_count(runs), seed_number(seed)
    variant_runs = structure_count(structure_runs, number, own_engine=simulate is not None)
    study = Study.of(scenario, plan=plan, level=level, parameters=parameters, fitted=fitted, simulate=simulate,
                     threads=threads, progress=progress, out=out, lang=lang)  # fmt: skip
    check_pool(pool, study.inputs)
    length = run_length(months, study.inputs.plan)
    study.total = number * (1 if length is None else 2) + variant_runs * len(variants(study.inputs))
    import scipy.special  # noqa: F401  needed at the end: loaded now, so that Ctrl-C is answered at once

    def assessed(finished_runs: Runs, structure: Structure | None = None, later: Later | None = None) -> Forecast:
        command = study.repeating("forecast", {
            "runs": len(finished_runs.status), "seed": start, "level": level, "fitted": fitted, "pool": pool,
            "structure_runs": structure_runs, "months": length,
        }).command  # fmt: skip
        return assess(study.inputs, finished_runs, start, structure, pool, later, command=command)

    main_runs = None
    try:
        design = forecast_runs(study.inputs, number, start)
        main_runs = study.months(design)
        later = None if length is None else later_of(study.inputs, study.months(design, length=length), length)
        structure = run_structure(study, ends_of(main_runs), variant_runs, start) if variant_runs else None
    except Interrupted as stop:
        finished = main_runs or stop.runs_made
        if finished is not None:
            stop.result = assessed(finished)
        raise
    return study.finished(assessed(main_runs, structure, later))
