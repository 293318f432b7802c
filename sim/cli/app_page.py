"""The command that serves the what-if page: page."""

from __future__ import annotations

import typer

from sim.cli.app import app
from sim.cli.layout import Command
from sim.cli.options import DEBUG, FITTED, LANG, PRIOR, SEED, THREADS


@app.command("page", cls=Command, help="help.page")
def page(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.page-scenario"),
    port: str | None = typer.Option(None, "--port", metavar="N", help="help.port"),
    host: str | None = typer.Option(None, "--host", metavar="ADDRESS", help="help.host"),
    network: bool = typer.Option(False, "--network", help="help.network"),
    no_browser: bool = typer.Option(False, "--no-browser", help="help.no-browser"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.page-runs"),
    seed: str | None = SEED,
    threads: str | None = THREADS,
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Serve the what-if page; see ``sim.cli.page``."""
    from sim.cli.forecast import one_set
    from sim.cli.page import Wish, run

    flags = {"runs": runs, "seed": seed, "threads": threads, "fitted": one_set(prior, fitted)}
    return run(context.obj, Wish(scenario, flags, host, port, not no_browser, network, lang))
