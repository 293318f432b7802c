"""Ensembles of runs: chunks in threads, with the same bytes for any chunking, order or number of threads."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.display import Displayed
from sim.engine.compiled.available import available_cores
from sim.engine.compiled.compilation import compiled_kernel
from sim.engine.compiled.rosters import blank_rosters, room_for
from sim.engine.compiled.worlds import build_worlds, plan_money
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation as allocate
from sim.inputs.policy import load_scenario
from sim.model.tables.codes import MAX_ACTIONS
from sim.model.tables.metrics import METRICS

if TYPE_CHECKING:
    from sim.inputs.parameters import ParameterTable
    from sim.inputs.plan import Plan
    from sim.inputs.policy import Allocation, Scenario

DONE = 1
FULL = 2
FAILED = 3
_CHUNK = 4  # runs a task: a tenth of a second, so that threads end together and progress moves
_POLL = 0.005  # seconds between looks at whether the work is still wanted
_DOUBLINGS = 3
_NICE = 10  # of threads in the background; 0 is what everybody has, 19 the most


@dataclass(frozen=True)
class Ensemble(Displayed):
    """``metrics`` float64[n, months, M]; ``status`` int64[n]; ``money`` float64[n, A, 3]: released, taken up, left.

    ``field_firms`` float64[n, months, F], ``district_firms`` float64[n, months, D]: living firms by field and by
    district at the end of each month.
    """

    metrics: NDArray[np.float64]
    status: NDArray[np.int64]
    money: NDArray[np.float64]
    field_firms: NDArray[np.float64]
    district_firms: NDArray[np.float64]


def simulate(
    theta: ArrayLike,
    allocation: ArrayLike | None = None,
    seeds: ArrayLike = 1,
    *,
    scenario: Scenario | str = "reference",
    plan: Plan | None = None,
    parameters: ParameterTable | None = None,
    months: int | None = None,
    start: int | None = None,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    background: bool = False,
) -> Ensemble:
    """Run the city once for every row of ``theta``; row i depends on its own inputs alone.

    ``theta``: float64[n, P] or [P], columns as the parameter table's names. ``allocation``: million CNY for the plan's
    period by action, [A] or [n, A]; the scenario's own when None. ``seeds``: int64[n], or [n, 2] of (seed, run); equal
    seeds give equal noise. ``scenario`` gives calendar, fields, switches and reviews; ``start``: absolute month
    (0 is January 2018). ``progress(done, n)`` is called from this thread. ``background``: the runs give way to
    whatever else wants a processor (Linux). Raises ValueError for shapes that do not
    match or values that are not finite.
    """
    request = resolve(theta, allocation, seeds, scenario, plan, parameters, months, start)
    return run_request(request, threads=threads, progress=progress, background=background)


@dataclass(frozen=True, eq=False)
class Request:
    """Checked inputs of n runs: ``theta`` [n, P], ``keys`` [n, 2], ``totals`` [K, A], ``money_of`` [n] into totals."""

    scenario: Scenario
    plan: Plan
    parameters: ParameterTable
    policy: Allocation
    theta: NDArray[np.float64]
    keys: NDArray[np.int64]
    totals: NDArray[np.float64]
    money_of: NDArray[np.int64]
    months: int
    start: int


def resolve(
    theta: ArrayLike,
    allocation: ArrayLike | None,
    seeds: ArrayLike,
    scenario: Scenario | str,
    plan: Plan | None,
    parameters: ParameterTable | None,
    months: int | None,
    start: int | None,
    policy: Allocation | None = None,
) -> Request:
    """The arguments of ``simulate``, loaded and checked; ``policy``: of the scenario, where it was allocated before.

    Raises ValueError for shapes that do not match.
    """
    chosen = load_scenario(scenario) if isinstance(scenario, str) else scenario
    city = plan if plan is not None else load_plan(chosen.plan)
    table = parameters if parameters is not None else load_parameters()
    policy = policy or allocate(chosen, city)
    draws = np.atleast_2d(np.asarray(theta, dtype=np.float64))
    keys = _keys(seeds, len(draws))
    totals, money_of = _totals(policy.totals if allocation is None else allocation, len(draws))
    _require(draws.shape[1] == len(table), f"theta has {draws.shape[1]} columns, the table {len(table)} rows")
    _require(bool(np.isfinite(draws).all() and np.isfinite(totals).all()), "theta and allocation must be finite")
    _require(
        totals.shape[1] == len(city.actions), f"allocation has {totals.shape[1]} columns, wants {len(city.actions)}"
    )
    first = city.start_month if start is None else start
    length = city.months if months is None else months
    return Request(chosen, city, table, policy, draws, keys, totals, money_of, length, first)


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise ValueError(sentence)


def _keys(seeds: ArrayLike, runs: int) -> NDArray[np.int64]:
    keys = np.asarray(seeds, dtype=np.int64)
    if keys.ndim < 2:
        keys = np.column_stack([np.broadcast_to(keys, runs), np.zeros(runs, np.int64)])
    _require(keys.shape == (runs, 2), f"seeds have shape {keys.shape}, want ({runs},) or ({runs}, 2)")
    return np.ascontiguousarray(keys)


def _totals(allocation: ArrayLike, runs: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    totals = np.asarray(allocation, dtype=np.float64)
    if totals.ndim == 1:
        return totals[None, :], np.zeros(runs, np.int64)
    _require(len(totals) == runs, f"allocation has {len(totals)} rows, theta {runs}")
    return totals, np.arange(runs)


def _distinct_worlds(city, table, draws, policy, first):
    """World records for the distinct rows of theta only: replicates share one."""
    new = np.ones(len(draws), bool)
    new[1:] = (draws[1:] != draws[:-1]).any(axis=1)
    return build_worlds(city, table, draws[new], policy, first), np.cumsum(new) - 1


def run_request(
    request: Request,
    *,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    background: bool = False,
) -> Ensemble:
    """Run the city for every row of ``request``; see ``simulate``."""
    city, policy, months, keys = request.plan, request.policy, request.months, request.keys
    worlds, world_of = _distinct_worlds(city, request.parameters, request.theta, policy, request.start)
    money, money_of = plan_money(city, policy, request.totals, months, request.start), request.money_of
    runs, actions, fields, districts = len(keys), len(city.actions), len(city.fields), len(city.districts)
    kernel = compiled_kernel()
    metrics = np.zeros((runs, months, len(METRICS)))
    field_firms = np.zeros((runs, months, fields))
    district_firms = np.zeros((runs, months, districts))
    ledger = np.zeros((runs, MAX_ACTIONS, 3))
    status = np.zeros(runs, np.int64)
    stop = np.zeros(1, np.bool_)
    room = room_for(worlds, months)
    todo = np.arange(runs)
    for _ in range(_DOUBLINGS + 1):
        rosters = blank_rosters(room)

        def task(part, rosters=rosters):
            seeds, numbers = np.ascontiguousarray(keys[part, 0]), np.ascontiguousarray(keys[part, 1])
            out = (
                np.zeros((len(part), months, len(METRICS))),
                np.zeros((len(part), months, fields)),
                np.zeros((len(part), months, districts)),
                np.zeros((len(part), MAX_ACTIONS, 3)),
                np.zeros(len(part), np.int64),
            )
            kernel(0, len(part), seeds, numbers, world_of[part], money_of[part], worlds, money, *rosters, *out, stop)
            metrics[part], field_firms[part], district_firms[part], ledger[part], status[part] = out

        parts = [todo[k : k + _CHUNK] for k in range(0, len(todo), _CHUNK)]
        _in_threads(task, parts, threads, stop, progress, runs, background)
        todo = np.flatnonzero(status == FULL)
        if len(todo) == 0:
            break
        room = room.doubled()
    status[(status == DONE) & ~np.isfinite(metrics).all(axis=(1, 2))] = FAILED
    return Ensemble(metrics, status, np.ascontiguousarray(ledger[:, :actions]), field_firms, district_firms)


def _in_threads(task, parts, threads: int | None, stop, progress, runs: int, background: bool) -> None:
    """Do all parts; on an interrupt tell the running ones to stop and drop the rest."""
    workers = max(1, min(len(parts), threads or available_cores()))
    done = 0
    pool = ThreadPoolExecutor(workers, initializer=_give_way if background else None)
    sizes: dict[Future[None], int] = {pool.submit(task, part): len(part) for part in parts}
    finished: SimpleQueue[Future[None]] = SimpleQueue()
    for future in sizes:
        future.add_done_callback(finished.put)
    left = len(sizes)
    try:
        while left:
            with suppress(Empty):
                future = finished.get(timeout=_POLL)
                future.result()
                left, done = left - 1, done + sizes[future]
            if progress is not None:  # at every look: it may be the one who calls the work off
                progress(min(done, runs), runs)
    except BaseException:
        stop[0] = True
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _give_way() -> None:
    """Lower the priority of this thread alone, where the system knows threads by number."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
