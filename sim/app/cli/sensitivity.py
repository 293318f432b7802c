"""``xiandao sensitivity``: a long command that announces its number of runs beforehand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.app.cli.long_command import LongCommand
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.session import Session
from sim.app.cli.streams import FAILED_RUNS, SUCCESS, note

if TYPE_CHECKING:
    from sim.analyses.sensitivity.result import Sensitivity
    from sim.analyses.sensitivity.workload import Workload

_SECONDS_A_RUN = (0.009, 0.016)  # of the compiled engine on two cores


class SensitivityCommand(LongCommand):
    """``xiandao sensitivity``."""

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and a note with the number of runs before the first one."""

        def announced(load: Workload) -> None:
            if request.values["fitted"] is None:  # another set may be current when the line that goes on is pasted
                request.values["fitted"] = load.fitted
            if not request.quiet:
                note(_workload(load, request.session))

        return {**super().extra(request, report), "report": announced}

    def count_failures(self, request: Request, result: Sensitivity) -> int:
        """The exit code; the tables have said what was left out."""
        return FAILED_RUNS if result.runs_failed or result.rows_lost else SUCCESS


def _workload(load: Workload, session: Session) -> str:
    low, high = (math.ceil(load.total * seconds / 60.0) for seconds in _SECONDS_A_RUN)
    parts = {name: f"{getattr(load, name):,}" for name in ("screening", "indices", "tornado", "structure")}
    minutes = {"low": low, "high": max(high, low + 1)}
    usual = f"{load.usual + load.others:,}"
    return session.say("sensitivity.workload", runs=f"{load.total:,}", usual=usual, **minutes, **parts)
