"""Commands that explain and check."""

from __future__ import annotations

import typer

from sim.cli.app import app
from sim.cli.layout import Command
from sim.cli.options import DEBUG, LANG


@app.command("explain", cls=Command, help="help.explain")
def explain(
    context: typer.Context,
    topic: str | None = typer.Argument(None, metavar="[TOPIC]", help="help.topic"),
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> None:
    """Explain a topic; see ``sim.cli.explain``."""
    from sim.cli.explain import run

    run(context.obj, topic)


@app.command("check", cls=Command, help="help.check")
def check(
    context: typer.Context,
    file: str = typer.Argument(metavar="FILE", help="help.file"),
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> None:
    """Check a file; see ``sim.cli.check``."""
    from sim.cli.check import run

    run(context.obj, file)
