"""``xiandao value``: marginal values, or with ``--prices`` the price list, which says beforehand how long it takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.app.cli.long_command import LongCommand, named_parts
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.session import Session
from sim.app.cli.streams import note

if TYPE_CHECKING:
    from sim.analyses.value.pricing import PriceWork

_SECONDS_A_RUN = (0.045, 0.1)  # of the compiled engine on two cores, to month 60
_LENGTH = 60
_RUNS = {False: 200, True: 1000}  # without and with prices
_FOLDER = ("scenario", "level", "whole", "months", "runs", "seed")


class ValueCommand(LongCommand):
    """``xiandao value``."""

    def complete(self, request: Request) -> None:
        """Name the number of runs and the results folder where none was given."""
        if request.values["runs"] is None:
            request.values["runs"] = _RUNS[request.values["prices"]]
        super().complete(request)

    def folder_name(self, request: Request) -> str:
        """As usual; of a price list ``prices-`` and what was asked of it."""
        if not request.values["prices"]:
            return super().folder_name(request)
        return named_parts("prices", _FOLDER, request.values)

    def saved_by(self, request: Request) -> str:
        """Marginal values and a price list are results of two types."""
        return f"{self.name} --prices" if request.values["prices"] else str(self.name)

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and for a price list a note with the number of runs before the first one."""

        def announced(work: PriceWork) -> None:
            if request.values["fitted"] is None:  # another set may be current when the line that goes on is pasted
                request.values["fitted"] = work.fitted
            if not request.quiet:
                note(_work(work, request.session))

        return {**super().extra(request, report), "report": announced}

    def picture(self, request: Request) -> str | None:
        """Of a price list the page."""
        return "prices.png" if request.values["prices"] else super().picture(request)


def _work(work: PriceWork, session: Session) -> str:
    runs = work.total * (work.length / _LENGTH) ** 1.5  # firms grow in number, so later months take longer
    low, high = (math.ceil(runs * seconds / 60.0) for seconds in _SECONDS_A_RUN)
    return session.say("prices.work", runs=f"{work.total:,}", allocations=work.allocations, month=work.length, low=low,
                       high=max(high, low + 1))  # fmt: skip
