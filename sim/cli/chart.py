"""``xiandao chart``: one picture of any saved result; for a folder that keeps none to draw, where its pictures are."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sim.cli.guard import DONE
from sim.cli.read_sweep import read_sweep
from sim.cli.session import Session
from sim.cli.streams import note
from sim.errors import InputError

UNDATED = "none"
_EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: the day of a build that is to repeat
_NO_NAME = re.compile(r"[^\w.]+")


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given. ``options``: of the kinds, by name."""

    result: str
    kind: str | None
    out: str | None
    date: str | None
    options: Mapping[str, str | None]
    quiet: bool


def run(session: Session, wish: Wish) -> int:
    """Draw, or tell where the pictures of an older result are. Raises InputError for what cannot be used."""
    from sim.charts.kinds import kind_figure, kinds_of
    from sim.charts.opened import KEPT_OTHERWISE, command_of, opened, pictures_in
    from sim.charts.save import save_figure
    from sim.kept.files import RESULT

    folder, day = Path(wish.result), drawn_on(wish.date)
    command = command_of(folder)
    drawable = command in KEPT_OTHERWISE or (folder / RESULT).is_file()
    if not drawable and wish.kind is None and (there := pictures_in(folder)):
        return _listed(there, command, session)
    result = read_sweep(folder, session) if command == "sweep" else opened(folder)
    kinds = kinds_of(result)
    if wish.kind is None and command == "forecast":
        raise InputError("is missing", key="KIND", allowed=", ".join(kinds))
    if wish.out is not None and not wish.out.strip():
        raise InputError("not the name of a file", key="--out", value=wish.out)
    kind = wish.kind or next(iter(kinds))
    figure = kind_figure(result, kind, session.lang, **wish.options)
    if day is not None:
        figure.dated(day, session.say("origin.drawn-on", date=day.isoformat()))
    path = Path(wish.out) if wish.out is not None else folder / _name(kind, wish.options)
    save_figure(figure, path)
    if not wish.quiet:
        note(session.say("forecast.chart", path=path))
    return DONE


def drawn_on(wish: str | None) -> date | None:
    """The day that the picture carries: as typed, that of SOURCE_DATE_EPOCH, else today; None for "none".

    Raises InputError for what is no day.
    """
    if wish == UNDATED:
        return None
    if wish is not None:
        try:
            return date.fromisoformat(wish)
        except ValueError:
            raise InputError("not a date", key="--date", value=wish, allowed="YYYY-MM-DD, none") from None
    epoch = os.environ.get(_EPOCH)
    if epoch is None:
        return date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InputError("not a number of seconds", key=_EPOCH, value=epoch) from None


def _name(kind: str, options: Mapping[str, str | None]) -> str:
    """A name that says what it is; of a file only its name, so that two maps do not cover each other."""
    said = (Path(value).stem if name == "boundaries" else value for name, value in options.items() if value)
    return "-".join(_NO_NAME.sub("-", part).strip("-") for part in ("chart", kind, *said)) + ".png"


def _listed(there: list[Path], command: str, session: Session) -> int:
    """The pictures that ``command`` drew already, one path a line."""
    note(session.say("kinds.elsewhere", command=command))
    for path in there:
        print(path)
    return DONE
