"""``xiandao export``: the results of a sweep, finished or not, as one file for other programs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.cli.faults import input_sentence
from sim.cli.guard import DONE, INTERNAL
from sim.cli.read_sweep import read_sweep
from sim.cli.session import Session
from sim.cli.streams import note
from sim.errors import InputError


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    folder: str
    to: str | None
    what: str
    out: str | None
    quiet: bool


def run(session: Session, wish: Wish) -> int:
    """Export and return the exit code. Raises InputError for what cannot be used, before anything is written."""
    from sim.forecast.files import StorageError
    from sim.sweep.export import FORMATS, WHATS, export

    for option, value, known in (("--to", wish.to, tuple(FORMATS)), ("--what", wish.what, WHATS)):
        if value is None:
            raise InputError("is missing", key=option, allowed=", ".join(known))
        if value not in known:
            raise InputError("unknown word", key=option, value=value, allowed=", ".join(known))
    if wish.out is not None and not wish.out.strip():
        raise InputError("not the name of a file", key="--out", value=wish.out)
    assert wish.to is not None
    results = read_sweep(wish.folder, session)
    try:
        path = export(results, wish.to, wish.out, wish.what)
    except StorageError as fault:
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        return INTERNAL
    if not results.finished:
        layout = results.layout
        there = sum(len(layout.runs_of(unit)) for unit in results.units_done)
        note(session.say("sweep.unfinished", there=f"{there:,}", runs=f"{layout.runs:,}",
                         percent=f"{100 * there / layout.runs:.0f}"))  # fmt: skip
    if not wish.quiet:
        note(session.say("sweep.exported", path=path))
    return DONE
