"""Commands that run sweeps and hand on their results."""

from __future__ import annotations

import typer

from sim.cli.app import app
from sim.cli.layout import Command
from sim.cli.options import DEBUG, LANG, QUIET


@app.command("sweep", cls=Command, help="help.sweep")
def sweep(
    context: typer.Context,
    file: str = typer.Argument(metavar="SWEEP", help="help.sweep-file"),
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.sweep-out"),
    executor: str = typer.Option("processes", "--executor", metavar="KIND", help="help.executor"),
    workers: str | None = typer.Option(None, "--workers", metavar="N", help="help.workers"),
    dry_run: bool = typer.Option(False, "--dry-run", help="help.dry-run"),
    new: bool = typer.Option(False, "--new", help="help.new"),
    mixed: bool = typer.Option(False, "--mixed", help="help.mixed"),
    repair: bool = typer.Option(False, "--repair", help="help.repair"),
    quiet: bool = QUIET,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Run a sweep; see ``sim.cli.sweep``."""
    from sim.cli.sweep import Wish, run

    return run(context.obj, Wish(file, out, executor, workers, dry_run, new, mixed, repair, quiet))


@app.command("export", cls=Command, help="help.export")
def export(
    context: typer.Context,
    folder: str = typer.Argument(metavar="DIR", help="help.export-dir"),
    to: str | None = typer.Option(None, "--to", metavar="parquet|netcdf|csv", help="help.export-to"),
    what: str = typer.Option("runs", "--what", metavar="runs|points|targets", help="help.export-what"),
    out: str | None = typer.Option(None, "--out", metavar="FILE", help="help.export-out"),
    quiet: bool = QUIET,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Export a sweep; see ``sim.cli.export``."""
    from sim.cli.export import Wish, run

    return run(context.obj, Wish(folder, to, what, out, quiet))
