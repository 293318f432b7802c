"""``xiandao export``: the results of a sweep, finished or not, as one file for other programs."""

import warnings
from pathlib import Path

from sim.analyses.sweep.export import FORMATS, export
from sim.analyses.sweep.results import SweepResults, UncheckedWarning, open_results
from sim.app.cli.faults import input_sentence
from sim.app.cli.session import Session
from sim.app.cli.streams import INTERNAL, SUCCESS, note
from sim.errors import InputError
from sim.results.files import StorageError


def read_sweep(folder: str | Path, session: Session) -> SweepResults:
    """The results in ``folder``; a folder from before digests were kept is said to be unchecked. Raises InputError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UncheckedWarning)
        results = open_results(folder)
    if results.digests is None:
        note(session.say("sweep.unchecked", folder=folder))
    return results


def run(session: Session, *, folder: str, to: str | None, what: str, out: str | None, quiet: bool) -> int:
    """Export and return the exit code. Raises InputError for what cannot be used, before anything is written."""
    if to is None:
        raise InputError("is missing", key="--to", allowed=", ".join(FORMATS))
    results = read_sweep(folder, session)
    try:
        path = export(results, to, out, what)
    except StorageError as fault:
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        return INTERNAL
    if not results.finished:
        layout = results.layout
        finished = sum(len(layout.runs_of(unit)) for unit in results.units_done)
        note(session.say("sweep.unfinished", there=f"{finished:,}", runs=f"{layout.runs:,}",
                         percent=f"{100 * finished / layout.runs:.0f}"))  # fmt: skip
    if not quiet:
        note(session.say("sweep.exported", path=path))
    return SUCCESS
