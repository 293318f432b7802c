"""A sweep folder opened for a command, with a note where its files carry no digests to check."""

import warnings
from pathlib import Path

from sim.analyses.sweep.results import SweepResults, UncheckedWarning, open_results
from sim.app.cli.session import Session
from sim.app.cli.streams import note


def read_sweep(folder: str | Path, session: Session) -> SweepResults:
    """The results in ``folder``; a folder from before digests were kept is said to be unchecked. Raises InputError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UncheckedWarning)
        results = open_results(folder)
    if results.digests is None:
        note(session.say("sweep.unchecked", folder=folder))
    return results
