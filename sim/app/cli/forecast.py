"""``xiandao forecast``: a long command with probability limits for its exit code, and vintages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.app.cli import limits
from sim.app.cli.exit_codes import BELOW, INTERNAL, SUCCESS
from sim.app.cli.faults import input_sentence
from sim.app.cli.long_command import LongCommand
from sim.app.cli.request import Request
from sim.app.cli.streams import note

if TYPE_CHECKING:
    from sim.analyses.forecast.result import Forecast


class ForecastCommand(LongCommand):
    """``xiandao forecast``."""

    def check(self, request: Request) -> None:
        """Refuse limits on targets that the plan does not have, before the run."""
        request.values["fail_under"] = limits.known(request.values["fail_under"], request.values["scenario"])

    def stopped(self, request: Request, stop: KeyboardInterrupt) -> int:
        """Say how many runs are kept; the line that goes on names the fitted set, for another may be current then."""
        result = getattr(stop, "result", None)
        if result is None:
            note(request.say("forecast.interrupted-empty"))
        else:
            values = {"done": result.runs, "total": request.values["runs"], "folder": request.folder}
            note(request.say("forecast.interrupted", **values))
            if request.values["fitted"] is None:
                request.values["fitted"] = result.provenance["fitted"]
        return self.resumed(request)

    def finish(self, request: Request, result: Forecast) -> int:
        """Keep a vintage where one is wanted, and judge the limits."""
        if not request.quiet:
            self.tell(request, result)
        if request.values["vintage"] and not _vintage_kept(result, request):
            return INTERNAL
        code = self.count_failures(request, result)
        missed = limits.missed(request.values["fail_under"], result, request.session)
        for sentence in missed:
            note(sentence)
        return code or (BELOW if missed else SUCCESS)


def _vintage_kept(result: Forecast, request: Request) -> bool:
    """Write the vintage and tell where; False where the disk refused, which one sentence says."""
    from sim.analyses.vintage import write_vintage
    from sim.results.files import StorageError

    try:
        folder = write_vintage(result)
    except StorageError as fault:
        note(request.say("error.input", sentence=input_sentence(fault, request.session)))
        return False
    if not request.quiet:
        note(request.say("forecast.vintage", path=folder))
    return True
