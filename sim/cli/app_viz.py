"""The command that shows one run: viz."""

from __future__ import annotations

import typer

from sim.cli.app import app
from sim.cli.layout import Command
from sim.cli.options import DEBUG, FITTED, LANG, PRIOR


@app.command("viz", cls=Command, help="help.viz")
def viz(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.viz-scenario"),
    port: str | None = typer.Option(None, "--port", metavar="N", help="help.viz-port"),
    no_browser: bool = typer.Option(False, "--no-browser", help="help.no-browser"),
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Watch one run; see ``sim.cli.viz``."""
    from sim.cli.forecast import one_set
    from sim.cli.viz import Wish, run

    return run(context.obj, Wish(scenario, one_set(prior, fitted), port, not no_browser))
