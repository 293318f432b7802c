"""The commands and their options. Help texts are catalogue keys, looked up when help is printed."""

from __future__ import annotations

from typing import Any

import typer

from sim.cli.layout import Command, Group

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, help="cli.tagline")

# Read before parsing (sim.cli.session), declared here so that every command accepts and explains them.
LANG = typer.Option(None, "--lang", metavar="zh|en", help="help.lang")
DEBUG = typer.Option(False, "--debug", help="help.debug")


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    lang: str | None = LANG,
    debug: bool = DEBUG,
    version: bool = typer.Option(False, "--version", help="help.version"),
) -> None:
    """The program without a command: its version, or its help."""
    if version:
        from sim import __version__

        print(f"xiandao {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command("forecast", cls=Command, help="help.forecast")
def forecast(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.scenario"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.runs"),
    seed: str | None = typer.Option(None, "--seed", metavar="N", help="help.seed"),
    level: str | None = typer.Option(None, "--level", metavar="LEVEL", help="help.level"),
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.out"),
    threads: str | None = typer.Option(None, "--threads", metavar="N", help="help.threads"),
    json: bool = typer.Option(False, "--json", help="help.json"),
    csv: bool = typer.Option(False, "--csv", help="help.csv"),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="help.quiet"),
    print_config: bool = typer.Option(False, "--print-config", help="help.print-config"),
    fail_under: list[str] | None = typer.Option(None, "--fail-under", metavar="P", help="help.fail-under"),
    vintage: bool = typer.Option(False, "--vintage", help="help.vintage"),
    prior: bool = typer.Option(False, "--prior", help="help.prior"),
    fitted: str | None = typer.Option(None, "--fitted", metavar="SET", help="help.fitted"),
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
    seed: str | None = typer.Option(None, "--seed", metavar="N", help="help.seed"),
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.calibrate-out"),
    threads: str | None = typer.Option(None, "--threads", metavar="N", help="help.threads"),
    make_default: bool = typer.Option(False, "--make-default", help="help.make-default"),
    json: bool = typer.Option(False, "--json", help="help.json"),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="help.quiet"),
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
    seed: str | None = typer.Option(None, "--seed", metavar="N", help="help.seed"),
    origins: str | None = typer.Option(None, "--origins", metavar="YEARS", help="help.origins"),
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.backtest-out"),
    threads: str | None = typer.Option(None, "--threads", metavar="N", help="help.threads"),
    json: bool = typer.Option(False, "--json", help="help.json"),
    csv: bool = typer.Option(False, "--csv", help="help.csv"),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="help.quiet"),
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
    json: bool = typer.Option(False, "--json", help="help.json"),
    csv: bool = typer.Option(False, "--csv", help="help.csv"),
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> None:
    """Score a vintage; see ``sim.cli.score``."""
    from sim.cli.score import run

    run(context.obj, vintage, outcomes, json=json, csv=csv)


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


def command() -> Any:
    """The whole command line as one object with ``main(args, ...)``."""
    return typer.main.get_command(app)
