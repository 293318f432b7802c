"""Commands that forecast, fit and score."""

from __future__ import annotations

import typer

from sim.cli.app import app
from sim.cli.layout import Command
from sim.cli.options import CSV, DEBUG, FITTED, JSON, LANG, LEVEL, PRIOR, QUIET, SEED, THREADS


@app.command("forecast", cls=Command, help="help.forecast")
def forecast(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.scenario"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.runs"),
    seed: str | None = SEED,
    level: str | None = LEVEL,
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.out"),
    threads: str | None = THREADS,
    json: bool = JSON,
    csv: bool = CSV,
    quiet: bool = QUIET,
    print_config: bool = typer.Option(False, "--print-config", help="help.print-config"),
    fail_under: list[str] | None = typer.Option(None, "--fail-under", metavar="P", help="help.fail-under"),
    vintage: bool = typer.Option(False, "--vintage", help="help.vintage"),
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    pool: str | None = typer.Option(None, "--pool", metavar="W", help="help.pool"),
    structure_runs: str | None = typer.Option(None, "--structure-runs", metavar="N", help="help.structure-runs"),
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Run a forecast; see ``sim.cli.forecast``."""
    from sim.cli.forecast import Wish, one_set, run

    flags = {"runs": runs, "seed": seed, "level": level, "out": out, "threads": threads}
    flags |= {"fitted": one_set(prior, fitted), "pool": pool, "structure_runs": structure_runs}
    return run(context.obj, Wish(scenario, flags, json, csv, quiet, print_config, tuple(fail_under or ()), vintage))


@app.command("calibrate", cls=Command, help="help.calibrate")
def calibrate(
    context: typer.Context,
    draws: str | None = typer.Option(None, "--draws", metavar="N", help="help.draws"),
    until: str | None = typer.Option(None, "--until", metavar="DATE", help="help.until"),
    seed: str | None = SEED,
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.calibrate-out"),
    threads: str | None = THREADS,
    make_default: bool = typer.Option(False, "--make-default", help="help.make-default"),
    json: bool = JSON,
    quiet: bool = QUIET,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Fit the model to the city's record; see ``sim.cli.calibrate``."""
    from sim.cli.calibrate import Wish, run

    return run(context.obj, Wish(draws, until, seed, out, threads, make_default, json, quiet))


@app.command("backtest", cls=Command, help="help.backtest")
def backtest(
    context: typer.Context,
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.backtest-runs"),
    seed: str | None = SEED,
    origins: str | None = typer.Option(None, "--origins", metavar="YEARS", help="help.origins"),
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.backtest-out"),
    threads: str | None = THREADS,
    json: bool = JSON,
    csv: bool = CSV,
    quiet: bool = QUIET,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Forecast the past and score it; see ``sim.cli.backtest``."""
    from sim.cli.backtest import Wish, run

    return run(context.obj, Wish(runs, seed, origins, out, threads, json, csv, quiet))


@app.command("score", cls=Command, help="help.score")
def score(
    context: typer.Context,
    vintage: str = typer.Argument(metavar="VINTAGE", help="help.score-vintage"),
    outcomes: str = typer.Argument(metavar="OUTCOMES", help="help.outcomes"),
    json: bool = JSON,
    csv: bool = CSV,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> None:
    """Score a vintage; see ``sim.cli.score``."""
    from sim.cli.score import run

    run(context.obj, vintage, outcomes, json=json, csv=csv)
