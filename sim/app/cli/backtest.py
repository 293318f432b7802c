"""``xiandao backtest``: a long command that announces each origin and saves tables in the chosen language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sim.app.cli.long_command import LongCommand
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.streams import SUCCESS, note

if TYPE_CHECKING:
    from sim.analyses.backtest.result import Backtest


class BacktestCommand(LongCommand):
    """``xiandao backtest``."""

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and a note for each forecast origin as it begins."""

        def begun(origin: date) -> None:
            if not request.quiet:
                note(request.say("backtest.stage", origin=origin))

        return {"progress": report, "report": begun}

    def computed(self, request: Request) -> Backtest:
        """The back-test, saved. Raises StorageError with it as ``result`` where the disk refused."""
        from sim.results.files import StorageError

        result: Backtest = super().computed(request)
        try:
            result.save(request.folder, charts=True, lang=request.session.lang)
        except StorageError as fault:
            fault.result = result
            raise
        return result

    def count_failures(self, request: Request, result: Backtest) -> int:
        """The exit code: history runs do not fail one by one."""
        return SUCCESS
