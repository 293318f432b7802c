"""The note that nothing of an older folder can be checked."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.app.cli.session import Session
from sim.app.cli.streams import note
from sim.results.manifest import UncheckedWarning


@contextmanager
def told_unchecked(folder: str | Path, session: Session) -> Iterator[None]:
    """Inside, a folder from before digests were kept is said to be unchecked in the language of the session."""
    with warnings.catch_warnings():
        stock, said = warnings.showwarning, session.say("kinds.unchecked", folder=folder)
        warnings.simplefilter("always", UncheckedWarning)
        warnings.showwarning = lambda message, category, *others: (
            note(said) if issubclass(category, UncheckedWarning) else stock(message, category, *others)
        )
        yield
