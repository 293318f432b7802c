"""``sim.sweep("funding-grid", out="results/grid")``: runs every missing work unit on an executor and resumes."""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from pathlib import Path
from typing import Any

from sim.analyses.sweep.begin import begin, holds, intact, verify
from sim.analyses.sweep.damage import ANY_SWEEP
from sim.analyses.sweep.executors import UnitExecutor, UnitResult, executor_kind, executor_of, run_apart
from sim.analyses.sweep.experiment import SweepExperiment, load_experiment
from sim.analyses.sweep.readings import BY_POINT, base_targets
from sim.analyses.sweep.results import SweepResults, open_results
from sim.analyses.sweep.schema import SweepFile
from sim.analyses.sweep.store import SCHEMA_VERSION, SweepFolder
from sim.analyses.sweep.work import Job, WorkerMismatchError, compile_model
from sim.errors import InputError
from sim.results.folder import refuse_another_kind
from sim.study.provenance import code_digest, numeric_fingerprint, versions
from sim.study.record import Progress

_AHEAD = 2  # units in flight a worker: one runs while the next waits at its door
_POLL = 0.1  # seconds
_MOST_LOSSES = 40  # of one unit while no other is kept: one that takes its worker with it is not tried for ever


class SweepInterrupted(KeyboardInterrupt):
    """Ctrl-C: the units in flight were finished and kept. ``done`` of ``units`` are there."""

    def __init__(self, done: int, units: int) -> None:
        super().__init__("interrupted")
        self.done, self.units = done, units


def sweep(
    source: str | Path | Mapping[str, Any] | SweepFile,
    out: str | Path,
    *,
    executor: str = "processes",
    workers: int | None = None,
    new: bool = False,
    mixed: bool = False,
    repair: bool = False,
    progress: Progress | None = None,
) -> SweepResults:
    """Run every unit of a sweep that is not yet in ``out`` and open the results.

    ``source``: a shipped sweep by name, a path, a document or a record. ``executor``: "processes", "threads",
    "dask:ADDRESS" or "mpi"; the numbers do not depend on it, nor on ``workers`` (all cores when None). ``new``: set
    aside what another sweep left in ``out`` (else refused). ``mixed``: also take workers of other numeric platforms,
    and say so in the manifest. ``repair``: run units that are damaged again (else refused by name), and write damaged
    inputs again. ``progress(done, units)``.

    Raises InputError, before any run, for bad input and for files in ``out`` that are not as they were written;
    StorageError where the disk refuses; SweepInterrupted (a KeyboardInterrupt) on Ctrl-C, after the units in flight;
    the same call then does the rest.
    """
    kind = executor_kind(executor)
    experiment = load_experiment(source)
    refuse_another_kind(out, SweepResults.COMMAND)
    folder = SweepFolder(Path(out), str(source) if isinstance(source, str | Path) else ANY_SWEEP)
    with folder.writing():
        present = begin(folder, manifest_of(experiment, mixed=mixed), experiment.files(), new=new, repair=repair)
        if run_missing(experiment, folder, kind, workers, present, mixed=mixed, progress=progress):
            verify(folder, experiment.layout)
        folder.complete(experiment.layout)
    return open_results(out)


def manifest_of(experiment: SweepExperiment, *, mixed: bool) -> dict[str, Any]:
    """The manifest: digests of inputs and code, versions, numeric platform, layout, factors. No date."""
    header = experiment.file.sweep
    return {
        "schema": SCHEMA_VERSION,
        "sweep": header.id,
        "name": header.name.model_dump(),
        "seed": header.seed,
        "plan": experiment.inputs.plan.id,
        "scenario": experiment.inputs.scenario.id,
        "fitted": "prior" if experiment.inputs.fitted is None else experiment.inputs.fitted.name,
        "paths": list(experiment.paths),
        "targets": base_targets(experiment.inputs.plan, experiment.inputs.allocation.readings),
        BY_POINT: bool(experiment.readings),
        "layout": experiment.layout.written(),
        "inputs": experiment.digests,
        "code": code_digest(),
        "versions": versions(),
        "fingerprint": numeric_fingerprint(),
        "fingerprints": [numeric_fingerprint()],
        "mixed": mixed,
    }


def run_missing(
    experiment: SweepExperiment,
    folder: SweepFolder,
    kind: str,
    workers: int | None,
    present: Collection[int],
    *,
    mixed: bool,
    progress: Progress | None,
) -> int:
    """Run and keep every unit but those that are ``present``, and return how many. See ``sweep``."""
    layout, sound = experiment.layout, frozenset(present)
    missing = iter(unit for unit in range(layout.units) if unit not in sound)
    done = len(sound)
    if progress is not None:
        progress(done, layout.units)
    if done == layout.units:
        return 0
    if kind == "threads":
        compile_model()
    else:
        run_apart(compile_model)  # workers find it on disk; the parent stays small
    job = Job(experiment, code_digest(), numeric_fingerprint(), mixed)
    pool = executor_of(kind, job, workers)
    course = _Course(pool, missing, folder)
    try:
        for _ in course.units():
            done += 1
            if progress is not None:
                progress(done, layout.units)
    except KeyboardInterrupt:
        course.drain()
        raise SweepInterrupted(len(sound) + len(course.saved), layout.units) from None
    finally:
        pool.close()
    return layout.units - len(sound)


class _Course:
    """Units on their way: a few a worker in flight, each kept as it arrives, those of lost workers sent again."""

    def __init__(self, pool: UnitExecutor, missing: Iterator[int], folder: SweepFolder) -> None:
        self._pool, self._missing, self._folder = pool, missing, folder
        self._flying: dict[Future[UnitResult], int] = {}
        self._platforms = set(folder.manifest()["fingerprints"])
        self._losses: dict[int, int] = {}
        self.saved: set[int] = set()

    def units(self) -> Iterator[int]:
        """Numbers of units as they are saved. Raises StorageError, InputError for a worker that does not belong."""
        self._fill()
        while self._flying:
            landed, _ = wait(self._flying, timeout=_POLL, return_when=FIRST_COMPLETED)
            lost = []
            for future in landed:
                unit = self._flying[future]
                saved = self._kept(future, unit)
                del self._flying[future]  # only now: Ctrl-C while it was being saved leaves it to ``drain``
                if saved:
                    yield unit
                else:
                    lost.append(unit)
            for unit in lost:
                self._again(unit)
            self._fill()

    def drain(self) -> None:
        """Keep what is running; what has not begun is given back."""
        for future in list(self._flying):
            if future.cancel():
                del self._flying[future]
        for future, unit in self._flying.items():
            if unit not in self.saved:
                self._kept(future, unit)

    def _fill(self) -> None:
        while len(self._flying) < _AHEAD * self._pool.workers:
            unit = next(self._missing, None)
            if unit is None:
                return
            self._flying[self._pool.submit(unit)] = unit

    def _kept(self, future: Future[UnitResult], unit: int) -> bool:
        """Keep a unit; False where it was lost with its worker."""
        try:
            array, platform = future.result()
        except WorkerMismatchError as fault:
            raise InputError(str(fault), key="executor") from None
        except (Exception, CancelledError) as fault:
            if not self._pool.broken(fault):
                raise
            return False
        if platform not in self._platforms:  # only with --mixed does such a worker come this far
            self._platforms.add(platform)
            self._folder.note_platform(platform)
        self._folder.put(unit, array)
        self.saved.add(unit)
        self._losses.clear()
        return True

    def _again(self, unit: int) -> None:
        """Submit a unit that was lost with its worker; it may only have waited there, so the others are done first."""
        self._losses[unit] = self._losses.get(unit, 0) + 1
        if self._losses[unit] > _MOST_LOSSES:
            raise RuntimeError(f"unit {unit} was lost with its worker {_MOST_LOSSES} times in a row; is memory short?")
        self._flying[self._pool.submit(unit)] = unit


def remaining(folder: SweepFolder, experiment: SweepExperiment, *, mixed: bool = False, repair: bool = False) -> int:
    """Number of units still to be run in a folder, all units where another sweep stands in it.

    Damaged units are among them with ``repair``, and refused without. Raises InputError.
    """
    layout = experiment.layout
    if not holds(folder, manifest_of(experiment, mixed=mixed)):
        return layout.units
    return layout.units - len(intact(folder, layout, repair=repair))
