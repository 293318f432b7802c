"""The command that serves the what-if page: page."""

from __future__ import annotations

import typer

from sim.cli.app import DEBUG, LANG, app
from sim.cli.layout import Command


@app.command("page", cls=Command, help="help.page")
def page(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.page-scenario"),
    port: str | None = typer.Option(None, "--port", metavar="N", help="help.port"),
    host: str | None = typer.Option(None, "--host", metavar="ADDRESS", help="help.host"),
    no_browser: bool = typer.Option(False, "--no-browser", help="help.no-browser"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.page-runs"),
    seed: str | None = typer.Option(None, "--seed", metavar="N", help="help.seed"),
    threads: str | None = typer.Option(None, "--threads", metavar="N", help="help.threads"),
    prior: bool = typer.Option(False, "--prior", help="help.prior"),
    fitted: str | None = typer.Option(None, "--fitted", metavar="SET", help="help.fitted"),
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Serve the what-if page; see ``sim.cli.page``."""
    from sim.cli.forecast import one_set
    from sim.cli.page import Wish, run

    flags = {"runs": runs, "seed": seed, "threads": threads, "fitted": one_set(prior, fitted)}
    return run(context.obj, Wish(scenario, flags, host, port, not no_browser))
