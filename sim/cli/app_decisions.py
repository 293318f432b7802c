"""Commands that answer what to change: compare, value, search, sensitivity, discover."""

from __future__ import annotations

import typer

from sim.cli.app import app
from sim.cli.layout import Command
from sim.cli.options import CSV, DEBUG, FITTED, JSON, LANG, LEVEL, PRIOR, QUIET, SEED, THREADS


@app.command("compare", cls=Command, help="help.compare")
def compare(
    context: typer.Context,
    scenarios: list[str] = typer.Argument(metavar="SCENARIO...", help="help.compare-scenarios"),
    move: list[str] | None = typer.Option(None, "--move", metavar="FROM:TO:AMOUNT", help="help.move"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.runs"),
    seed: str | None = SEED,
    level: str | None = LEVEL,
    effects_runs: str | None = typer.Option(None, "--effects-runs", metavar="N", help="help.effects-runs"),
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.compare-out"),
    threads: str | None = THREADS,
    json: bool = JSON,
    csv: bool = CSV,
    quiet: bool = QUIET,
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Compare scenarios on the same runs; see ``sim.cli.compare``."""
    from sim.cli.compare import Wish, run
    from sim.cli.forecast import one_set

    flags = {"runs": runs, "seed": seed, "level": level, "out": out, "threads": threads}
    flags |= {"fitted": one_set(prior, fitted)}
    return run(context.obj, Wish(tuple(scenarios), tuple(move or ()), flags, effects_runs, json, csv, quiet))


@app.command("value", cls=Command, help="help.value")
def value(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.scenario"),
    step: str | None = typer.Option(None, "--step", metavar="MILLION", help="help.step"),
    no_curves: bool = typer.Option(False, "--no-curves", help="help.no-curves"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.value-runs"),
    seed: str | None = SEED,
    level: str | None = LEVEL,
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.value-out"),
    threads: str | None = THREADS,
    json: bool = JSON,
    csv: bool = CSV,
    quiet: bool = QUIET,
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Value every action; see ``sim.cli.value``."""
    from sim.cli.forecast import one_set
    from sim.cli.value import Wish, run

    flags = {"seed": seed, "level": level, "out": out, "threads": threads, "fitted": one_set(prior, fitted)}
    return run(context.obj, Wish(scenario, flags, runs, step, not no_curves, json, csv, quiet))


@app.command("search", cls=Command, help="help.search")
def search(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.scenario"),
    objective: str | None = typer.Option(None, "--objective", metavar="WHAT", help="help.objective"),
    budget: str | None = typer.Option(None, "--budget", metavar="MILLION", help="help.budget"),
    bounds: str | None = typer.Option(None, "--bounds", metavar="FILE", help="help.bounds"),
    by: list[str] | None = typer.Option(None, "--by", metavar="BLOCK", help="help.by"),
    robust: str | None = typer.Option(None, "--robust", metavar="CRITERION", help="help.robust"),
    simulations: str | None = typer.Option(None, "--simulations", metavar="N", help="help.simulations"),
    seed: str | None = SEED,
    level: str | None = LEVEL,
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.search-out"),
    threads: str | None = THREADS,
    json: bool = JSON,
    csv: bool = CSV,
    quiet: bool = QUIET,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Search the allocation; see ``sim.cli.search``."""
    from sim.cli.search import Wish, run

    options = {"objective": objective, "budget": budget, "bounds": bounds, "robust": robust, "level": level}
    wish = Wish(scenario, **options, by=tuple(by or ()), simulations=simulations, seed=seed, fitted=fitted, prior=prior,
                out=out, threads=threads, json=json, csv=csv, quiet=quiet)  # fmt: skip
    return run(context.obj, wish)


@app.command("sensitivity", cls=Command, help="help.sensitivity")
def sensitivity(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.scenario"),
    target: list[str] | None = typer.Option(None, "--target", metavar="ID", help="help.target"),
    trajectories: str | None = typer.Option(None, "--trajectories", metavar="N", help="help.trajectories"),
    samples: str | None = typer.Option(None, "--samples", metavar="N", help="help.samples"),
    keep: str | None = typer.Option(None, "--keep", metavar="N", help="help.keep"),
    against: list[str] | None = typer.Option(None, "--against", metavar="SCENARIO", help="help.against"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.usual-runs"),
    tornado_runs: str | None = typer.Option(None, "--tornado-runs", metavar="N", help="help.tornado-runs"),
    structure_runs: str | None = typer.Option(None, "--structure-runs", metavar="N", help="help.variant-runs"),
    seed: str | None = SEED,
    level: str | None = LEVEL,
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.sensitivity-out"),
    threads: str | None = THREADS,
    json: bool = JSON,
    csv: bool = CSV,
    quiet: bool = QUIET,
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Say what would change each probability most; see ``sim.cli.sensitivity``."""
    from sim.cli.sensitivity import Wish, run

    given = {"trajectories": trajectories, "samples": samples, "keep": keep, "runs": runs, "seed": seed, "level": level}
    given |= {"tornado-runs": tornado_runs, "structure-runs": structure_runs, "out": out, "threads": threads}
    return run(context.obj, Wish(scenario, target or (), against or (), given, json, csv, quiet, prior, fitted))


@app.command("discover", cls=Command, help="help.discover")
def discover(
    context: typer.Context,
    scenario: str = typer.Argument("reference", metavar="[SCENARIO]", help="help.scenario"),
    target: str | None = typer.Option(None, "--target", metavar="ID", help="help.discover-target"),
    outcome: str | None = typer.Option(None, "--outcome", metavar="missed|met", help="help.outcome"),
    runs: str | None = typer.Option(None, "--runs", metavar="N", help="help.discover-runs"),
    seed: str | None = SEED,
    level: str | None = LEVEL,
    coverage: str | None = typer.Option(None, "--coverage", metavar="SHARE", help="help.coverage"),
    density: str | None = typer.Option(None, "--density", metavar="SHARE", help="help.density"),
    no_switches: bool = typer.Option(False, "--no-switches", help="help.no-switches"),
    out: str | None = typer.Option(None, "--out", metavar="DIR", help="help.discover-out"),
    threads: str | None = THREADS,
    json: bool = JSON,
    csv: bool = CSV,
    quiet: bool = QUIET,
    prior: bool = PRIOR,
    fitted: str | None = FITTED,
    lang: str | None = LANG,
    debug: bool = DEBUG,
) -> int:
    """Say when a target is missed; see ``sim.cli.discover``."""
    from sim.cli.discover import Wish, run
    from sim.cli.forecast import one_set

    flags = {"seed": seed, "level": level, "out": out, "threads": threads, "fitted": one_set(prior, fitted)}
    return run(
        context.obj,
        Wish(scenario, flags, target, outcome, runs, coverage, density, not no_switches, json, csv, quiet),
    )
