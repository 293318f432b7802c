"""Executors of work units: threads of this process, worker processes, an existing Dask cluster, or MPI."""

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any, TypeVar

from sim.analyses.sweep.work import Floats, Job, run_unit
from sim.engine.compiled.available import available_cores
from sim.errors import InputError, LibraryText, Text, nearest_name

KINDS = ("threads", "processes", "dask:ADDRESS", "mpi")
_DASK = "dask:"
_WATCH = 0.5  # seconds between looks at whether the parent is still there
_PATIENCE = 10.0  # seconds for a scheduler to answer
_MOST_STARTS = 20  # of a process that does one thing apart
_RETRIES = 10  # of a unit whose Dask worker dies

UnitResult = tuple[Floats, str]
Result = TypeVar("Result")


class UnitExecutor:
    """``submit(unit)`` gives a future of the unit's array and numeric fingerprint; ``workers`` run at a time.

    ``broken(fault)``: whether a fault is that of a lost worker, so that its unit may be submitted again.
    """

    def __init__(self, job: Job, workers: int) -> None:
        self.job = job
        self.workers = workers

    def submit(self, unit: int) -> Future[UnitResult]:
        """Start a unit."""
        raise NotImplementedError

    def broken(self, fault: BaseException) -> bool:
        """Whether a unit lost to this fault may be tried again."""
        return False

    def close(self) -> None:
        """End all workers; units in flight may be lost."""


class Threads(UnitExecutor):
    """Threads of this process: the compiled engine holds no lock while it runs."""

    def __init__(self, job: Job, workers: int) -> None:
        super().__init__(job, workers)
        self._pool: Executor = ThreadPoolExecutor(workers)

    def submit(self, unit: int) -> Future[UnitResult]:
        return self._pool.submit(run_unit, self.job, unit)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class Processes(UnitExecutor):
    """Spawned worker processes, each a pool of its own: one that dies takes its own units with it and no others."""

    def __init__(self, job: Job, workers: int) -> None:
        super().__init__(job, workers)
        self._payload = pickle.dumps(job)
        self._pools = [self._started() for _ in range(workers)]
        self._load = [0] * workers

    def submit(self, unit: int) -> Future[UnitResult]:
        worker = self._load.index(min(self._load))
        try:
            future = self._pools[worker].submit(run_job_unit, unit)
        except BrokenExecutor:
            self._pools[worker].shutdown(wait=False, cancel_futures=True)
            self._pools[worker] = self._started()
            future = self._pools[worker].submit(run_job_unit, unit)
        self._load[worker] += 1
        future.add_done_callback(lambda _: self._unload(worker))
        return future

    def broken(self, fault: BaseException) -> bool:
        return isinstance(fault, BrokenExecutor)

    def close(self) -> None:
        for pool in self._pools:
            pool.shutdown(wait=True, cancel_futures=True)

    def _unload(self, worker: int) -> None:
        self._load[worker] -= 1

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=begin_worker,
            initargs=(self._payload, os.getpid()),
        )


class Dask(UnitExecutor):
    """An existing cluster by the address of its scheduler; workers may come and go."""

    def __init__(self, job: Job, address: str) -> None:
        self._client = _client(address)
        super().__init__(job, max(1, len(self._client.scheduler_info(n_workers=-1)["workers"])))
        # a task and not scattered data: it is made again where every worker that held it is gone
        self._job = self._client.submit(pickle.loads, pickle.dumps(job), pure=True)
        self._pool = self._client.get_executor(pure=False, retries=_RETRIES)

    def submit(self, unit: int) -> Future[UnitResult]:
        future: Future[UnitResult] = self._pool.submit(run_unit, self._job, unit)
        return future

    def broken(self, fault: BaseException) -> bool:
        return type(fault).__name__ in ("KilledWorker", "CancelledError", "FutureCancelledError")

    def close(self) -> None:
        self._job.release()
        self._client.close()


class Mpi(UnitExecutor):
    """Ranks of an MPI job, started as ``mpiexec -n N python -m mpi4py.futures -m sim sweep ... --executor mpi``."""

    def __init__(self, job: Job, workers: int) -> None:
        try:
            from mpi4py.futures import MPIPoolExecutor
        except ImportError:
            raise _missing("mpi", "mpi4py") from None
        super().__init__(job, workers)
        payload = pickle.dumps(job)
        self._pool: Executor = MPIPoolExecutor(workers, initializer=begin_worker, initargs=(payload, None))

    def submit(self, unit: int) -> Future[UnitResult]:
        return self._pool.submit(run_job_unit, unit)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def executor_kind(kind: str) -> str:
    """A valid kind of executor. Raises InputError."""
    if kind != KINDS[2] and (kind in KINDS or (kind.startswith(_DASK) and kind.removeprefix(_DASK).strip())):
        return kind
    nearest = nearest_name(kind, KINDS)
    raise InputError("unknown executor", key="executor", value=kind, allowed=", ".join(KINDS), nearest=nearest)


def executor_of(kind: str, job: Job, workers: int | None) -> UnitExecutor:
    """The executor of ``kind``. Raises InputError for one that is unknown, not installed or not reachable."""
    kind = executor_kind(kind)
    number = workers or available_cores()
    if kind.startswith(_DASK):
        return Dask(job, kind.removeprefix(_DASK))
    makers: dict[str, Callable[[Job, int], UnitExecutor]] = {"threads": Threads, "processes": Processes, "mpi": Mpi}
    return makers[kind](job, number)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise _missing("cluster", "dask[distributed]") from None
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as fault:
        reason = LibraryText(" ".join(str(fault).split()) or type(fault).__name__)
        raise InputError(Text("no Dask scheduler answers: {reason}", reason=reason), key="executor",
                         value=f"{_DASK}{address}") from None  # fmt: skip


def _missing(extra: str, package: str) -> InputError:
    return InputError(Text("needs a library: {library}", library=package), key="executor",
                      allowed=f"pip install 'xiandao[{extra}]'")  # fmt: skip


def run_apart(function: Callable[..., Result], *arguments: object) -> Result:
    """Call ``function`` in a process of its own, so that what it loads does not stay in this one.

    A process that is killed is replaced, as a lost worker is; Ctrl-C is this process's to handle.
    """
    spawn, starts = multiprocessing.get_context("spawn"), 0
    while True:
        starts += 1
        try:
            with ProcessPoolExecutor(1, mp_context=spawn, initializer=_leave_interrupts) as pool:
                return pool.submit(function, *arguments).result()
        except BrokenExecutor:
            if starts == _MOST_STARTS:
                raise


def _leave_interrupts() -> None:
    """Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_worker_job: list[Job] = []


def begin_worker(payload: bytes, parent: int | None) -> None:
    """Start of a worker process: Ctrl-C is the parent's to handle, and a worker ends when its parent is gone."""
    _leave_interrupts()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _worker_job[:] = [pickle.loads(payload)]


def run_job_unit(unit: int) -> UnitResult:
    """A unit of the job that the worker was begun with."""
    return run_unit(_worker_job[0], unit)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)
