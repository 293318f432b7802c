"""``sim.simulate(theta, allocation, seeds)``: runs on the compiled engine, or on Mesa for agents with overrides."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sim.engine.agents.replicates import chosen_engine, run_replicates
from sim.engine.compiled.runs import DONE, FAILED, Ensemble, resolve
from sim.engine.compiled.runs import simulate as simulate_compiled


def simulate(
    theta: ArrayLike,
    allocation: ArrayLike | None = None,
    seeds: ArrayLike = 1,
    *,
    agents: Mapping[str, type] | None = None,
    engine: str = "auto",
    **options: Any,
) -> Ensemble:
    """``sim.engine.compiled.simulate`` with agents of one's own: ``agents`` are subclasses by kind.

    Stock agents run compiled; with an overridden behaviour the runs are Mesa replicates in worker processes (``engine``
    "auto" or "mesa"). ``options``: scenario, plan, parameters, months, start, threads, progress. A run in which an
    override gives an answer that no rule can use has failed: its ``status`` is not DONE, its numbers are nan, and a
    RuntimeWarning names the behaviour. Raises InputError for an override that the engine cannot obey, naming it, and
    ValueError for shapes that do not match.
    """
    if chosen_engine(agents, engine) == "compiled":
        return simulate_compiled(theta, allocation, seeds, **options)
    threads, progress = options.pop("threads", None), options.pop("progress", None)
    named = {"scenario": "reference", **dict.fromkeys(("plan", "parameters", "months", "start")), **options}
    request = resolve(theta, allocation, seeds, **named)
    city = {name: getattr(request, name) for name in ("scenario", "plan", "parameters", "months", "start")}
    tasks = [
        {
            **city,
            "agents": agents,
            "theta": request.theta[run],
            "allocation": request.totals[request.money_of[run]],
            "rng": int(seed),
            "run": int(number),
        }
        for run, (seed, number) in enumerate(request.keys)
    ]
    runs = run_replicates(tasks, threads, progress)
    status = np.where(runs.failed, FAILED, DONE).astype(np.int64)
    return Ensemble(runs.metrics, status, runs.money, runs.field_firms, runs.district_firms)
