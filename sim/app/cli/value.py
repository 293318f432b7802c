"""``xiandao value``: marginal values, or with ``--prices`` the price list and with ``--responses`` the response table.

These two say beforehand how long they take.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.app.cli.long_command import LongCommand, named_parts
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.session import Session
from sim.app.cli.streams import note

if TYPE_CHECKING:
    from sim.analyses.value.money_runs import PriceWork

_SECONDS_A_RUN = (0.045, 0.1)  # of the compiled engine on two cores, to month 60
_LENGTH = 60
_RUNS = {None: 200, "prices": 1000, "responses": 1000}
_FOLDER = ("scenario", "level", "whole", "months", "runs", "seed")


class ValueCommand(LongCommand):
    """``xiandao value``."""

    def complete(self, request: Request) -> None:
        """Name the number of runs and the results folder where none was given."""
        if request.values["runs"] is None:
            request.values["runs"] = _RUNS[_kind(request)]
        super().complete(request)

    def folder_name(self, request: Request) -> str:
        """As usual; of a price list ``prices-`` and what was asked of it, of a response table ``responses-``."""
        kind = _kind(request)
        return super().folder_name(request) if kind is None else named_parts(kind, _FOLDER, request.values)

    def saved_by(self, request: Request) -> str:
        """Marginal values, a price list and a response table are results of three types."""
        kind = _kind(request)
        return str(self.name) if kind is None else f"{self.name} --{kind}"

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and for a price list or a response table a note with the number of runs before the first one."""

        def announced(work: PriceWork) -> None:
            if request.values["fitted"] is None:  # another set may be current when the line that goes on is pasted
                request.values["fitted"] = work.fitted
            if not request.quiet:
                note(_work(work, request.session))

        return {**super().extra(request, report), "report": announced}

    def picture(self, request: Request) -> str | None:
        """Of a price list and a response table the page."""
        kind = _kind(request)
        return super().picture(request) if kind is None else f"{kind}.png"


def _kind(request: Request) -> str | None:
    """What is asked for instead of marginal values."""
    return next((kind for kind in ("prices", "responses") if request.values[kind]), None)


def _work(work: PriceWork, session: Session) -> str:
    runs = work.total * (work.length / _LENGTH) ** 1.5  # firms grow in number, so later months take longer
    low, high = (math.ceil(runs * seconds / 60.0) for seconds in _SECONDS_A_RUN)
    return session.say("prices.work", runs=f"{work.total:,}", allocations=work.allocations, month=work.length, low=low,
                       high=max(high, low + 1))  # fmt: skip
