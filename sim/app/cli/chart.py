"""``xiandao chart``: one picture of a saved result, or the paths of pictures saved with an older one."""

import datetime
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.app.cli.export import read_sweep
from sim.app.cli.session import Session
from sim.app.cli.streams import SUCCESS, note
from sim.app.cli.unchecked import told_unchecked
from sim.charts.kinds import kind_figure, kinds_of, save_figure
from sim.errors import InputError
from sim.results.folder import class_of, pictures_in
from sim.results.result import NothingSavedError

UNDATED = "none"
_EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: the day of a build that is to repeat
_NO_NAME = re.compile(r"[^\w.]+")


def run(
    session: Session,
    *,
    result: str,
    kind: str | None,
    out: str | None,
    date: str | None,
    quiet: bool,
    **options: str | None,
) -> int:
    """Draw the picture, or print the paths of those saved with an older result. Raises InputError.

    ``options``: of the kinds of picture, by name; None where not given.
    """
    folder, day = Path(result), drawn_on(date)
    saved = class_of(folder)
    try:
        with told_unchecked(folder, session):
            drawn: Any = read_sweep(folder, session) if saved.COMMAND == "sweep" else saved.opened(folder)
    except NothingSavedError:
        if kind is None and (pictures := pictures_in(folder)):
            return _listed(pictures, saved.COMMAND, session)
        raise
    kinds = kinds_of(drawn)
    if kind is None and saved.COMMAND == "forecast":
        raise InputError("is missing", key="KIND", allowed=", ".join(kinds))
    chosen = kind or next(iter(kinds))
    if options.get("target") is not None and hasattr(drawn, "target"):
        options["target"] = drawn.target(options["target"]).id  # one file of a target, by whatever name it is called
    figure = kind_figure(drawn, chosen, session.lang, **options)
    if day is not None:
        figure.dated(day, session.say("origin.drawn-on", date=day.isoformat()))
    path = folder / _name(chosen, options) if out is None else Path(out)
    save_figure(figure, path)
    if not quiet:
        note(session.say("forecast.chart", path=path))
    return SUCCESS


def drawn_on(wish: str | None) -> datetime.date | None:
    """The day that the picture carries: as typed, that of SOURCE_DATE_EPOCH, else today; None for "none".

    Raises InputError for what is no day.
    """
    if wish == UNDATED:
        return None
    if wish is not None:
        try:
            return datetime.date.fromisoformat(wish)
        except ValueError:
            raise InputError("not a date", key="--date", value=wish, allowed="YYYY-MM-DD, none") from None
    epoch = os.environ.get(_EPOCH)
    if epoch is None:
        return datetime.date.today()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InputError("not a number of seconds", key=_EPOCH, value=epoch) from None


def _name(kind: str, options: Mapping[str, str | None]) -> str:
    """A name that says what it is; of a file only its name, so that two maps do not cover each other."""
    parts = (Path(value).stem if name == "boundaries" else value for name, value in options.items() if value)
    return "-".join(_NO_NAME.sub("-", part).strip("-") for part in ("chart", kind, *parts)) + ".png"


def _listed(pictures: list[Path], command: str, session: Session) -> int:
    """The pictures that ``command`` drew already, one path a line."""
    note(session.say("kinds.elsewhere", command=command))
    for path in pictures:
        print(path)
    return SUCCESS
