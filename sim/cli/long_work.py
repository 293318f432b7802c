"""How long work ends: whole, interrupted with the line that goes on, or computed but refused by the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sim.cli.faults import input_sentence
from sim.cli.folder import prepared
from sim.cli.guard import INTERNAL, INTERRUPTED
from sim.cli.session import Session
from sim.cli.streams import note
from sim.errors import InputError

Result = TypeVar("Result")


def finished(
    session: Session,
    folder: Path,
    work: Callable[[], Result],
    answer: Callable[[Result], None],
    resume: Callable[[], str],
    interrupted: str,
) -> Result | int:
    """Do ``work`` with ``folder`` prepared and ``answer`` its result; the exit code instead where it ended early.

    On Ctrl-C ``interrupted`` is said, and the command line ``resume()`` that goes on. Where the disk refused when all
    was computed, the result that the fault carries is answered all the same. Raises InputError for bad input.
    """
    try:
        with prepared(folder):
            result = work()
    except KeyboardInterrupt:
        note(interrupted)
        note(session.say("forecast.resume", command=resume()))
        return INTERRUPTED
    except InputError as fault:
        unsaved: Result | None = getattr(fault, "result", None)
        if unsaved is None:
            raise
        answer(unsaved)
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        return INTERNAL
    answer(result)
    return result
