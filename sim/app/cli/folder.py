"""The results folder: checked before the run, and removed again when the input proves invalid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.errors import InputError, LibraryText, Text


@contextmanager
def prepared(folder: Path) -> Iterator[Path]:
    """``folder``, made and writable. Folders made here are removed again while empty if the input proves unusable.

    Raises InputError when it cannot be made or written.
    """
    created = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as fault:
            raise InputError(Text("cannot be written: {reason}", reason=LibraryText(fault.strerror)), key="--out",
                             value=str(folder)) from None  # fmt: skip
        yield folder
    except InputError:
        for path in created:
            with suppress(OSError):
                path.rmdir()
        raise
