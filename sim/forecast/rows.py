"""Runs of any design: rows of parameter values, seeds and money, each a run of its own, of which the end is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.forecast.chunks import Chunks
from sim.forecast.inputs import Inputs
from sim.forecast.provenance import array_digest, code_digest, digest_of, numeric_fingerprint, versions
from sim.forecast.runs import CHUNK, DONE, Interrupted, Progress, kept, shifted
from sim.forecast.targets import hits_at_end

Floats = NDArray[np.float64]


def run_rows(
    inputs: Inputs,
    theta: Floats,
    seeds: NDArray[np.int64],
    simulate: Callable[..., Any],
    *,
    totals: Floats | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    chunks: Chunks | None = None,
) -> Floats:
    """The last month of n runs, float64[n, M] in the order of ``sim.tables.metrics``, nan where a run failed.

    ``theta`` float64[n, P]; ``seeds`` int64[n, 2] of (seed, run), equal rows give equal noise; ``totals``: million CNY
    by action, float64[A] for all runs or [n, A], the scenario's own when None. Finished chunks are kept in ``chunks``
    and not run again; chunking does not show in the numbers. ``progress(done, n)``. Raises Interrupted on Ctrl-C.
    """
    number = len(theta)
    money = inputs.allocation.totals if totals is None else totals
    parts: list[Floats] = []
    base = digest_of([inputs.digest, code_digest(), versions(), numeric_fingerprint()])
    try:
        for first in range(0, number, CHUNK):
            rows = slice(first, min(first + CHUNK, number))
            own_money = money if money.ndim == 1 else money[rows]
            key = digest_of([base, array_digest(theta[rows], seeds[rows], own_money)])
            part = chunks.get(key) if chunks is not None else None
            if part is None:
                made = simulate(
                    theta[rows],
                    own_money,
                    seeds[rows],
                    scenario=inputs.scenario,
                    plan=inputs.plan,
                    parameters=inputs.parameters,
                    threads=threads,
                    progress=shifted(progress, first, number),
                )
                ends = np.where((np.asarray(made.status) == DONE)[:, None], np.asarray(made.metrics)[:, -1], np.nan)
                part = {"ends": ends}
                chunks = kept(chunks, key, part)
            parts.append(part["ends"])
            if progress is not None:
                progress(rows.stop, number)
    except KeyboardInterrupt:
        raise Interrupted(None) from None
    return np.concatenate(parts)


def met_at_end(inputs: Inputs, ends: Floats) -> Floats:
    """float64[n, T]: 1 where a run of ``ends`` float64[n, M] meets a target of the plan under the scenario's reading,
    0 where not, nan where it failed; T in the plan's order."""
    finished = np.isfinite(ends.sum(axis=1))[:, None]
    readings = inputs.allocation.readings
    met = np.column_stack([hits_at_end(readings[target.id], ends) for target in inputs.plan.targets])
    return np.where(finished, met, np.nan)
