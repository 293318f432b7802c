"""``xiandao search``: a search of the allocation, what it is worth, a scenario file to forecast from."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.forecast import one_set
from sim.cli.guard import DONE, FAILED_RUNS
from sim.cli.long_work import finished
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import whole_number
from sim.cli.streams import console, note
from sim.errors import InputError
from sim.policy.amounts import Amount, parse_amount, refused_as_typed

if TYPE_CHECKING:
    from sim.search.result import SearchResult


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    scenario: str = "reference"
    objective: str | None = None
    budget: str | None = None
    bounds: str | None = None
    by: tuple[str, ...] = ()
    robust: str | None = None
    simulations: str | None = None
    seed: str | None = None
    level: str | None = None
    fitted: str | None = None
    prior: bool = False
    out: str | None = None
    threads: str | None = None
    json: bool = False
    csv: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class _Settings:
    objective: tuple[str, ...]
    budget: Amount | None
    simulations: int
    seed: int
    fitted: str | None
    out: Path
    threads: int | None

    @property
    def expenditure(self) -> float | None:
        """Million CNY."""
        return None if self.budget is None else self.budget.million


def run(session: Session, wish: Wish) -> int:
    """Search and return the exit code. Raises InputError for bad input."""
    if wish.json and wish.csv:
        raise InputError("--json and --csv exclude each other")
    settings = _settings(wish)
    result = finished(
        session,
        settings.out,
        lambda: _searched(wish, settings, session),
        lambda made: _answer(made, wish, session),
        lambda: resume_line(wish, settings, session),
        session.say("search.interrupted", folder=settings.out),
    )
    if isinstance(result, int):
        return result
    if not wish.quiet:
        from sim.search.result import WINNER

        path = shlex.join(["xiandao", "forecast", str(settings.out / WINNER)])
        note(session.say("search.saved", folder=settings.out))
        note(session.say("search.use", command=path))
    if result.runs_failed:
        note(session.say("search.failed", failed=result.runs_failed))
        return FAILED_RUNS
    return DONE


def resume_line(wish: Wish, settings: _Settings, session: Session) -> str:
    """The command line that goes on, every setting written out."""
    words = ["xiandao", "search", wish.scenario, "--objective", ",".join(settings.objective)]
    options = (
        ("--budget", settings.expenditure),
        ("--bounds", wish.bounds),
        ("--robust", wish.robust),
        ("--simulations", settings.simulations),
        ("--seed", settings.seed),
        ("--level", wish.level),
        ("--fitted", wish.fitted),
        ("--out", settings.out),
        ("--threads", settings.threads),
    )
    for option, value in options:
        words += [] if value is None else [option, str(value)]
    for block in wish.by:
        words += ["--by", block]
    words += ["--lang", session.lang]
    flags = (("--prior", wish.prior), ("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet))
    return shlex.join(words + [flag for flag, given in flags if given])


def _settings(wish: Wish) -> _Settings:
    from sim.search.question import SIMULATIONS

    objective = tuple(word.strip() for word in ("expected" if wish.objective is None else wish.objective).split(","))
    budget = None if wish.budget is None else parse_amount(wish.budget, "--budget")
    simulations = SIMULATIONS
    if wish.simulations is not None:
        simulations = whole_number(0, 2**31)(wish.simulations, None, "--simulations")
    seed = 1 if wish.seed is None else whole_number(0, 2**63 - 1)(wish.seed, None, "--seed")
    threads = None if wish.threads is None else whole_number(1, 1024)(wish.threads, None, "--threads")
    if wish.out is not None and not wish.out.strip():
        raise InputError("not the name of a folder", key="--out", value=wish.out)
    named = [Path(wish.scenario).stem, *(Path(one).stem for one in objective), str(simulations), str(seed)]
    out = Path(wish.out) if wish.out else Path("results") / "-".join(["search", *named])
    return _Settings(objective, budget, simulations, seed, one_set(wish.prior, wish.fitted), out, threads)


def _searched(wish: Wish, settings: _Settings, session: Session) -> SearchResult:
    from sim.search.run import search

    with progress(session, quiet=wish.quiet) as report, refused_as_typed("budget", settings.budget):
        best = _Best(session, report)
        return search(
            wish.scenario,
            settings.objective,
            settings.simulations,
            settings.seed,
            budget=settings.expenditure,
            bounds=wish.bounds,
            by=wish.by,
            robust=wish.robust,
            level=wish.level,
            fitted=settings.fitted,
            progress=best.progress,
            report=None if wish.quiet else best.report,
            threads=settings.threads,
            out=settings.out,
            lang=session.lang,
        )


class _Best:
    """The best value so far beside the progress, one line for every ten per cent passed."""

    def __init__(self, session: Session, progress: Callable[[int, int], None]) -> None:
        self._session, self._progress = session, progress
        self._tenths = self._told = 0

    def progress(self, done: int, total: int) -> None:
        self._tenths = 10 * done // total
        self._progress(done, total)

    def report(self, value: float) -> None:
        if self._tenths > self._told:
            self._told = self._tenths
            note(self._session.say("search.best-so-far", value=f"{value:+.3f}"))


def _answer(result: SearchResult, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        result.table(session.lang).to_csv(sys.stdout, index=False)
    else:
        from sim.cli.table import show
        from sim.search.views import screen

        show(screen(result, session.lang), console())
