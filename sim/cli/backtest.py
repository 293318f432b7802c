"""``xiandao backtest``: history runs, forecasts from past origins, scores, a folder of results."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.faults import input_sentence
from sim.cli.folder import prepared
from sim.cli.guard import DONE, INTERNAL, INTERRUPTED
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import whole_number
from sim.cli.streams import console, note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.backtest.result import Backtest


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    runs: str | None = None
    seed: str | None = None
    origins: str | None = None
    out: str | None = None
    threads: str | None = None
    json: bool = False
    csv: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class _Settings:
    runs: int
    seed: int
    origins: tuple[int, ...]
    out: Path
    threads: int | None


def run(session: Session, wish: Wish) -> int:
    """Run the back-test and return the exit code. Raises InputError for bad input."""
    if wish.json and wish.csv:
        raise InputError("--json and --csv exclude each other")
    settings = _settings(wish)
    try:
        with prepared(settings.out):
            result = _backtested(settings, session, quiet=wish.quiet)
        unsaved = _unsaved(result, settings, session)
    except KeyboardInterrupt:
        note(session.say("backtest.interrupted"))
        note(session.say("forecast.resume", command=resume_line(wish, settings, session)))
        return INTERRUPTED
    _answer(result, wish, session)
    if unsaved is not None:
        note(session.say("error.input", sentence=input_sentence(unsaved, session)))
        return INTERNAL
    if not wish.quiet:
        note(session.say("backtest.saved", folder=settings.out))
    return DONE


def resume_line(wish: Wish, settings: _Settings, session: Session) -> str:
    """The command line that goes on, every setting written out."""
    origins = ",".join(str(year) for year in settings.origins)
    words = ["xiandao", "backtest", "--runs", settings.runs, "--seed", settings.seed, "--origins", origins]
    words += ["--out", settings.out, "--lang", session.lang]
    if settings.threads is not None:
        words += ["--threads", settings.threads]
    flags = (("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet))
    return shlex.join([str(word) for word in words] + [flag for flag, given in flags if given])


def _settings(wish: Wish) -> _Settings:
    from sim.backtest.origins import ORIGINS, origin_days
    from sim.backtest.run import RUNS, check_runs

    runs = RUNS if wish.runs is None else whole_number(0, 2**31)(wish.runs, None, "--runs")
    check_runs(runs, key="--runs")
    seed = 1 if wish.seed is None else whole_number(0, 2**31)(wish.seed, None, "--seed")
    threads = None if wish.threads is None else whole_number(1, 1024)(wish.threads, None, "--threads")
    years = ORIGINS if wish.origins is None else _years(wish.origins)
    days = origin_days(years, key="--origins")
    if wish.out is not None and not wish.out.strip():
        raise InputError("not the name of a folder", key="--out", value=wish.out)
    out = Path(wish.out) if wish.out else Path("results") / f"backtest-{runs}-{seed}"
    return _Settings(runs, seed, tuple(day.year for day in days), out, threads)


def _years(typed: str) -> tuple[int, ...]:
    years = []
    for word in typed.split(","):
        plain = word.strip()
        if not (plain.isascii() and plain.isdecimal() and len(plain) == 4):
            raise InputError("not a year", key="--origins", value=word, allowed="2019,2020,2021")
        years.append(int(plain))
    return tuple(years)


def _backtested(settings: _Settings, session: Session, *, quiet: bool) -> Backtest:
    from sim.backtest.run import backtest

    def stage(origin: date) -> None:
        if not quiet:
            note(session.say("backtest.stage", origin=origin))

    with progress(session, quiet=quiet) as report:
        return backtest(
            settings.origins, settings.runs, settings.seed, threads=settings.threads, progress=report, report=stage
        )


def _unsaved(result: Backtest, settings: _Settings, session: Session) -> InputError | None:
    """Save, or say why the disk refused: when all is computed the answer is worth more than its file."""
    from sim.results.files import StorageError

    try:
        result.save(settings.out, charts=True, lang=session.lang)
    except StorageError as fault:
        return fault
    return None


def _answer(result: Backtest, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        print(result.csv_text(result.table(session.lang)), end="")
    else:
        from sim.backtest.views import screen
        from sim.cli.table import show

        show(screen(result, session.lang), console())
