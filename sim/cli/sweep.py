"""``xiandao sweep``: a declared experiment, run where there are cores, resumed until it is whole."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.faults import input_sentence
from sim.cli.folder import prepared
from sim.cli.guard import DONE, FAILED_RUNS, INTERNAL, INTERRUPTED
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import whole_number
from sim.cli.streams import note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.sweep.experiment import Experiment
    from sim.sweep.results import SweepResults

_MINUTE, _HOUR = 60.0, 3600.0
_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    file: str
    out: str | None
    executor: str
    workers: str | None
    dry_run: bool
    new: bool
    mixed: bool
    repair: bool
    quiet: bool


def run(session: Session, wish: Wish) -> int:
    """Run a sweep and return the exit code. Raises InputError for what cannot be used, before any run."""
    from sim.forecast.files import StorageError
    from sim.sweep.executors import executor_kind
    from sim.sweep.experiment import load_experiment
    from sim.sweep.run import SweepInterrupted

    executor_kind(wish.executor)
    workers = None if wish.workers is None else whole_number(1, 4096)(wish.workers, None, "--workers")
    if wish.out is not None and not wish.out.strip():
        raise InputError("not the name of a folder", key="--out", value=wish.out)
    experiment = load_experiment(wish.file)
    folder = Path(wish.out) if wish.out else Path("results") / f"sweep-{experiment.file.sweep.id}"
    if wish.dry_run or not wish.quiet:
        _tell_estimate(experiment, folder, workers, wish, session)
    if wish.dry_run:
        return DONE
    try:
        with prepared(folder):
            results = _swept(wish, folder, workers, session)
    except SweepInterrupted as stop:
        note(session.say("sweep.interrupted", done=stop.done, units=stop.units, folder=folder))
        note(session.say("forecast.resume", command=resume_line(wish, folder, session)))
        return INTERRUPTED
    except StorageError as fault:
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        note(session.say("forecast.resume", command=resume_line(wish, folder, session)))
        return INTERNAL
    return _told(results, folder, wish, session)


def resume_line(wish: Wish, folder: Path, session: Session) -> str:
    """The command line that does the rest, to be pasted into a shell."""
    words = ["xiandao", "sweep", wish.file, "--out", str(folder), "--executor", wish.executor]
    words += ["--workers", wish.workers] if wish.workers is not None else []
    words += ["--mixed"] * wish.mixed + ["--repair"] * wish.repair + ["-q"] * wish.quiet
    return shlex.join([*words, "--lang", session.lang])


def _swept(wish: Wish, folder: Path, workers: int | None, session: Session) -> SweepResults:
    from sim.sweep.run import sweep

    with progress(session, quiet=wish.quiet, step="progress.units") as report:
        return sweep(
            wish.file,
            folder,
            executor=wish.executor,
            workers=workers,
            new=wish.new,
            mixed=wish.mixed,
            repair=wish.repair,
            progress=report,
        )


def _tell_estimate(experiment: Experiment, folder: Path, workers: int | None, wish: Wish, session: Session) -> None:
    from sim.ensemble.available import available_cores
    from sim.sweep.estimate import estimate
    from sim.sweep.executors import run_apart
    from sim.sweep.run import remaining
    from sim.sweep.store import SweepFolder

    place = SweepFolder(folder, wish.file)
    left = experiment.layout.units
    if not wish.new:
        left = remaining(place, experiment, mixed=wish.mixed, repair=wish.repair)
    note(session.say("progress.preparing"))
    made = run_apart(estimate, experiment, left, workers or available_cores())
    values = {
        "points": f"{made.points:,}",
        "runs": f"{made.runs:,}",
        "units": f"{made.units:,}",
        "left": f"{made.units_left:,}",
        "time": _duration(made.seconds, session),
        "workers": made.workers,
        "disk": _size(made.bytes),
    }
    note(session.say("sweep.estimate", **values))


def _told(results: SweepResults, folder: Path, wish: Wish, session: Session) -> int:
    from sim.cli.sweep_table import show

    summary = results.summary()
    show(summary, session)
    if not wish.quiet:
        note(session.say("sweep.saved", folder=folder, sha256=results.sha256))
    if summary.runs_failed:
        note(session.say("forecast.failed", failed=summary.runs_failed, runs=results.layout.runs))
        return FAILED_RUNS
    return DONE


def _duration(seconds: float, session: Session) -> str:
    """A time to plan by: seconds, minutes or hours."""
    if seconds < 2 * _MINUTE:
        return session.say("sweep.seconds", number=f"{max(seconds, 1.0):.0f}")
    if seconds < 2 * _HOUR:
        return session.say("sweep.minutes", number=f"{seconds / _MINUTE:.0f}")
    return session.say("sweep.hours", number=f"{seconds / _HOUR:,.0f}")


def _size(size: float) -> str:
    """Bytes in the unit that leaves at most three digits before the point."""
    place = 0
    while size >= 1000.0 and place < len(_UNITS) - 1:
        size, place = size / 1000.0, place + 1
    return f"{size:,.0f} {_UNITS[place]}" if place == 0 or size >= 10 else f"{size:.1f} {_UNITS[place]}"
