"""Commands that draw and report what is there already."""

from __future__ import annotations

import typer

from sim.cli.app import DEBUG, LANG, app
from sim.cli.layout import Command


@app.command("chart", cls=Command, help="help.chart")
def chart(
    context: typer.Context,
    result: str = typer.Argument(metavar="RESULT", help="help.result"),
    kind: str | None = typer.Argument(None, metavar="[KIND]", help="help.kind"),
    out: str | None = typer.Option(None, "--out", metavar="FILE", help="help.chart-out"),
    target: str | None = typer.Option(None, "--target", metavar="ID", help="help.chart-target"),
    metric: str | None = typer.Option(None, "--metric", metavar="NAME", help="help.chart-metric"),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="help.quiet"),
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Draw a saved forecast; see ``sim.cli.chart``."""
    from sim.cli.chart import Wish, run

    return run(context.obj, Wish(result, kind, out, target, metric, quiet))


@app.command("report", cls=Command, help="help.report")
def report(
    context: typer.Context,
    result: str = typer.Argument(metavar="RESULT", help="help.report-result"),
    to: str | None = typer.Option(None, "--to", metavar="FORMAT", help="help.report-to"),
    out: str | None = typer.Option(None, "--out", metavar="FILE", help="help.report-out"),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="help.quiet"),
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Write a report of a saved forecast; see ``sim.cli.report``."""
    from sim.cli.report import Wish, run

    return run(context.obj, Wish(result, to, out, quiet))
