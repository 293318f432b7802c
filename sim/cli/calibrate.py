"""``xiandao calibrate``: history runs, fit, gate, a fitted set on disk."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.folder import prepared
from sim.cli.guard import BELOW, DONE, INTERRUPTED
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import whole_number
from sim.cli.streams import console, note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.calibration.fit import Fit

_DEFAULT_DRAWS, _DEFAULT_SEED = 40_000, 1


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    draws: str | None = None
    until: str | None = None
    seed: str | None = None
    out: str | None = None
    threads: str | None = None
    make_default: bool = False
    json: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class _Settings:
    draws: int
    until: date
    seed: int
    out: Path
    threads: int | None


def run(session: Session, wish: Wish) -> int:
    """Calibrate and return the exit code: 4 where the fit failed its gate. Raises InputError for bad input."""
    settings = _settings(wish)
    try:
        with prepared(settings.out):
            fit = _calibrated(settings, session, quiet=wish.quiet)
            place = _saved(fit, settings, session, wish)
    except KeyboardInterrupt:
        note(session.say("calibrate.interrupted"))
        note(session.say("forecast.resume", command=resume_line(wish, settings, session)))
        return INTERRUPTED
    if wish.json:
        print((place / "fit.json").read_text(encoding="utf-8"), end="")
    else:
        _show(fit, place, session)
    if not fit.passed:
        note(session.say("calibrate.failed", fault=fit.faults[0], more=len(fit.faults) - 1))
        return BELOW
    return DONE


def resume_line(wish: Wish, settings: _Settings, session: Session) -> str:
    """The command line that goes on, every setting written out."""
    words = ["xiandao", "calibrate", "--draws", settings.draws, "--until", settings.until, "--seed", settings.seed]
    words += ["--out", settings.out, "--lang", session.lang]
    if settings.threads is not None:
        words += ["--threads", settings.threads]
    flags = (("--make-default", wish.make_default), ("--json", wish.json), ("-q", wish.quiet))
    return shlex.join([str(word) for word in words] + [flag for flag, given in flags if given])


def _settings(wish: Wish) -> _Settings:
    from sim.calibration.run import LEAST_DRAWS, MOST_DRAWS

    draws = _DEFAULT_DRAWS
    if wish.draws is not None:
        draws = whole_number(LEAST_DRAWS, MOST_DRAWS)(wish.draws, None, "--draws")
    seed = _DEFAULT_SEED if wish.seed is None else whole_number(0, 2**62)(wish.seed, None, "--seed")
    threads = None if wish.threads is None else whole_number(1, 1024)(wish.threads, None, "--threads")
    until = _day(wish.until)
    out = Path(wish.out) if wish.out else Path("results") / f"calibration-{draws}-{seed}"
    return _Settings(draws, until, seed, out, threads)


def _day(typed: str | None) -> date:
    if typed is None:
        return date.today()
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise InputError("not a date", key="--until", value=typed, allowed="YYYY-MM-DD") from None
    if day > date.today():
        raise InputError("lies in the future", key="--until", value=typed, allowed=f"up to {date.today():%Y-%m-%d}")
    return day


def _calibrated(settings: _Settings, session: Session, *, quiet: bool) -> Fit:
    from sim.calibration.run import calibrate

    def stage(name: str) -> None:
        if not quiet:
            note(session.say(f"calibrate.stage-{name}"))

    with progress(session, quiet=quiet) as report:
        return calibrate(
            settings.draws, settings.until, settings.seed, threads=settings.threads, progress=report, report=stage
        )


def _saved(fit: Fit, settings: _Settings, session: Session, wish: Wish) -> Path:
    from sim.calibration.save import make_default, save_fit
    from sim.resources import data_path

    place = save_fit(fit, settings.out, lang=session.lang)
    if wish.make_default and fit.passed:
        shipped = save_fit(fit, data_path("calibration") / "fitted", lang="en")
        make_default(fit, shipped)
        note(session.say("calibrate.default", folder=shipped))
    return place


def _show(fit: Fit, place: Path, session: Session) -> None:
    from sim.calibration.views import screen
    from sim.cli.table import show

    show(screen(fit, session.lang), console())
    note(session.say("calibrate.saved", folder=place))
