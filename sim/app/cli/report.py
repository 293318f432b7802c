"""``xiandao report``: a saved forecast as a document for planners."""

from sim.app.cli.faults import input_sentence
from sim.app.cli.session import Session
from sim.app.cli.streams import INTERNAL, SUCCESS, note
from sim.app.cli.unchecked import told_unchecked
from sim.errors import InputError
from sim.report import FORMATS, report
from sim.results.files import StorageError


def run(session: Session, *, result: str, to: str | None, out: str | None, quiet: bool) -> int:
    """Write the report and return the exit code. Raises InputError for what cannot be used."""
    if to is None:
        raise InputError("is missing", key="--to", allowed=", ".join(FORMATS))
    try:
        with told_unchecked(result, session):
            path = report(result, to, out, lang=session.lang)
    except StorageError as fault:
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        return INTERNAL
    if not quiet:
        note(session.say("report.written", path=path))
    return SUCCESS
