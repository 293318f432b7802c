"""``xiandao search``: a long command that shows the best value so far and how to use the winner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.app.cli.long_command import LongCommand
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.session import Session
from sim.app.cli.streams import note
from sim.study.command_line import command_line

if TYPE_CHECKING:
    from sim.analyses.search.result import SearchResult


class SearchCommand(LongCommand):
    """``xiandao search``."""

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and beside it the best value so far."""
        best = _Best(request.session, report)
        report_best = None if request.quiet else best.report
        return {**super().extra(request, best.progress), "report": report_best}

    def tell(self, request: Request, result: SearchResult) -> None:
        """Where the results are, and how a forecast starts from the winner."""
        from sim.analyses.search.result import WINNER

        super().tell(request, result)
        line = command_line("forecast", [request.folder / WINNER])
        note(request.say("search.use", command=line))


class _Best:
    """The best value so far beside the progress, one line for every ten per cent passed."""

    def __init__(self, session: Session, progress: Report) -> None:
        self._session, self._progress = session, progress
        self._tenths = self._told = 0

    def progress(self, done: int, total: int) -> None:
        self._tenths = 10 * done // total
        self._progress(done, total)

    def report(self, value: float) -> None:
        if self._tenths > self._told:
            self._told = self._tenths
            note(self._session.say("search.best-so-far", value=f"{value:+.3f}"))
