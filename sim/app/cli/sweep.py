"""``xiandao sweep``: a long command with an estimate of its cost, which runs units until all are finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.app.cli.faults import input_sentence
from sim.app.cli.long_command import LongCommand, prepared
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.session import Session
from sim.app.cli.streams import FAILED_RUNS, INTERNAL, SUCCESS, note

if TYPE_CHECKING:
    from sim.analyses.sweep.experiment import SweepExperiment
    from sim.analyses.sweep.results import SweepResults

_MINUTE, _HOUR = 60.0, 3600.0
_UNITS = ("B", "kB", "MB", "GB", "TB")


class SweepCommand(LongCommand):
    """``xiandao sweep``."""

    step = "progress.units"

    def complete(self, request: Request) -> None:
        """Read the experiment, after whose id the folder is named. Raises InputError."""
        from sim.analyses.sweep.experiment import load_experiment

        request.values["id"] = load_experiment(request.values["sweep"]).file.sweep.id
        super().complete(request)

    def work(self, request: Request) -> int:
        """Print the estimate, run what is missing, and return the exit code. Raises InputError before any run."""
        from sim.analyses.sweep.experiment import load_experiment
        from sim.analyses.sweep.run import SweepInterrupted
        from sim.results.files import StorageError
        from sim.results.folder import refuse_another_kind

        experiment = load_experiment(request.values["sweep"])
        request.values["id"] = experiment.file.sweep.id
        super().complete(request)
        refuse_another_kind(request.folder, str(self.name))
        if request.values["dry_run"] or not request.quiet:
            _tell_estimate(experiment, request)
        if request.values["dry_run"]:
            return SUCCESS
        try:
            with prepared(request.folder, *request.written_at("out")):
                results = self.computed(request)
        except SweepInterrupted as stop:
            note(request.say("sweep.interrupted", done=stop.done, units=stop.units, folder=request.folder))
            return self.resumed(request)
        except StorageError as fault:
            note(request.say("error.input", sentence=input_sentence(fault, request.session)))
            return self.resumed(request, INTERNAL)
        return self._told(results, request)

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress alone: the tables of a sweep hold no words."""
        return {"progress": report}

    def _told(self, results: SweepResults, request: Request) -> int:
        """Print the summary; the exit code."""
        summary = results.summary()
        self.show(request, summary)
        if not request.quiet:
            note(request.say("sweep.saved", folder=request.folder, sha256=results.sha256))
        if summary.runs_failed:
            note(request.say("forecast.failed", failed=summary.runs_failed, runs=results.layout.runs))
            return FAILED_RUNS
        return SUCCESS


def _tell_estimate(experiment: SweepExperiment, request: Request) -> None:
    from sim.analyses.sweep.executors import run_apart
    from sim.analyses.sweep.run import remaining
    from sim.analyses.sweep.store import SweepFolder
    from sim.analyses.sweep.work import estimate
    from sim.engine.compiled.available import available_cores

    values = request.values
    left = experiment.layout.units
    if not values["new"]:
        folder = SweepFolder(request.folder, values["sweep"])
        left = remaining(folder, experiment, mixed=values["mixed"], repair=values["repair"])
    note(request.say("progress.preparing"))
    cost = run_apart(estimate, experiment, left, values["workers"] or available_cores())
    words = {
        "points": f"{cost.points:,}",
        "runs": f"{cost.runs:,}",
        "units": f"{cost.units:,}",
        "left": f"{cost.units_left:,}",
        "time": _duration(cost.seconds, request.session),
        "workers": cost.workers,
        "disk": _size(cost.bytes),
    }
    note(request.say("sweep.estimate", **words))


def _duration(seconds: float, session: Session) -> str:
    """A time to plan by: seconds, minutes or hours."""
    if seconds < 2 * _MINUTE:
        return session.say("sweep.seconds", number=f"{max(seconds, 1.0):.0f}")
    if seconds < 2 * _HOUR:
        return session.say("sweep.minutes", number=f"{seconds / _MINUTE:.0f}")
    return session.say("sweep.hours", number=f"{seconds / _HOUR:,.0f}")


def _size(size: float) -> str:
    """Bytes in the unit that leaves at most three digits before the point."""
    power = 0
    while size >= 1000.0 and power < len(_UNITS) - 1:
        size, power = size / 1000.0, power + 1
    return f"{size:,.0f} {_UNITS[power]}" if power == 0 or size >= 10 else f"{size:.1f} {_UNITS[power]}"
