"""``xiandao report``: a saved forecast as a document for planners."""

from __future__ import annotations

from dataclasses import dataclass

from sim.cli.faults import input_sentence
from sim.cli.guard import DONE, INTERNAL
from sim.cli.session import Session
from sim.cli.streams import note
from sim.errors import InputError


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    result: str
    to: str | None
    out: str | None
    quiet: bool


def run(session: Session, wish: Wish) -> int:
    """Write the report and return the exit code. Raises InputError for what cannot be used."""
    from sim.report import FORMATS, report
    from sim.results.files import StorageError

    if wish.to is None:
        raise InputError("is missing", key="--to", allowed=", ".join(FORMATS))
    if wish.out is not None and not wish.out.strip():
        raise InputError("not the name of a file", key="--out", value=wish.out)
    try:
        path = report(wish.result, wish.to, wish.out, lang=session.lang)
    except StorageError as fault:
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        return INTERNAL
    if not wish.quiet:
        note(session.say("report.written", path=path))
    return DONE
