"""Commands that draw and report what is there already."""

from __future__ import annotations

import typer

from sim.cli.app import app
from sim.cli.layout import Command
from sim.cli.options import DEBUG, LANG, QUIET


@app.command("chart", cls=Command, help="help.chart")
def chart(
    context: typer.Context,
    result: str = typer.Argument(metavar="RESULT", help="help.result"),
    kind: str | None = typer.Argument(None, metavar="[KIND]", help="help.kind"),
    out: str | None = typer.Option(None, "--out", metavar="FILE", help="help.chart-out"),
    target: str | None = typer.Option(None, "--target", metavar="ID", help="help.chart-target"),
    metric: str | None = typer.Option(None, "--metric", metavar="NAME", help="help.chart-metric"),
    boundaries: str | None = typer.Option(None, "--boundaries", metavar="FILE", help="help.chart-boundaries"),
    groups: str | None = typer.Option(None, "--groups", metavar="A,B,C", help="help.chart-groups"),
    series: str | None = typer.Option(None, "--series", metavar="NAME", help="help.chart-series"),
    x: str | None = typer.Option(None, "--x", metavar="FACTOR", help="help.chart-x"),
    y: str | None = typer.Option(None, "--y", metavar="FACTOR", help="help.chart-y"),
    measure: str | None = typer.Option(None, "--measure", metavar="NAME", help="help.chart-measure"),
    date: str | None = typer.Option(None, "--date", metavar="DAY", help="help.chart-date"),
    quiet: bool = QUIET,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Draw a saved result; see ``sim.cli.chart``."""
    from sim.cli.chart import Wish, run

    options = {
        "target": target,
        "metric": metric,
        "boundaries": boundaries,
        "groups": groups,
        "series": series,
        "x": x,
        "y": y,
        "measure": measure,
    }
    return run(context.obj, Wish(result, kind, out, date, options, quiet))


@app.command("report", cls=Command, help="help.report")
def report(
    context: typer.Context,
    result: str = typer.Argument(metavar="RESULT", help="help.report-result"),
    to: str | None = typer.Option(None, "--to", metavar="FORMAT", help="help.report-to"),
    out: str | None = typer.Option(None, "--out", metavar="FILE", help="help.report-out"),
    quiet: bool = QUIET,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Write a report of a saved forecast; see ``sim.cli.report``."""
    from sim.cli.report import Wish, run

    return run(context.obj, Wish(result, to, out, quiet))
