"""What ``xiandao backtest`` does beyond other long commands: it names each origin, and saves in the chosen language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sim.cli.guard import DONE
from sim.cli.long_command import LongCommand
from sim.cli.progress import Report
from sim.cli.request import Request
from sim.cli.session import Session
from sim.cli.streams import console, note

if TYPE_CHECKING:
    from sim.backtest.result import Backtest
    from sim.backtest.tables import Table


class BacktestCommand(LongCommand):
    """``xiandao backtest``."""

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and beside it the origin that is looked at."""

        def begun(origin: date) -> None:
            if not request.quiet:
                note(request.say("backtest.stage", origin=origin))

        return {"progress": report, "report": begun}

    def computed(self, request: Request) -> Backtest:
        """The back-test, saved. Raises StorageError that carries it where the disk refused."""
        from sim.forecast.files import StorageError

        result: Backtest = super().computed(request)
        try:
            result.save(request.folder, charts=True, lang=request.session.lang)
        except StorageError as fault:
            fault.result = result
            raise
        return result

    def count_failures(self, request: Request, result: Backtest) -> int:
        """History runs do not fail one by one."""
        return DONE


def show(result: Backtest, session: Session) -> None:
    from sim.backtest.markdown import summary, verdict
    from sim.backtest.tables import coverage_table, series_table

    say, out, lang = session.say, console(), session.lang
    out.print(say("backtest.name"), style="bold")
    out.print(say("backtest.limit"), style="bold")
    out.print(say("backtest.pseudo"))
    out.print(f"\n{summary(result, lang)}")
    out.print()
    _print(series_table(result, lang))
    out.print("\n" + "\n".join(verdict(result, lang)) + "\n")
    _print(coverage_table(result, lang))


def _print(made: Table) -> None:
    from rich import box
    from rich.table import Table as Printed

    table = Printed(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for place, head in enumerate(made.heads):
        table.add_column(head, justify="left" if place < made.words else "right")
    for row in made.rows:
        table.add_row(*row)
    console().print(table)
