"""Atomic writing of files: each is written under a temporary name, flushed to the disk, then renamed."""

import csv
import errno
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import InputError, LibraryText, Text

_STAGE = ".staged"


class StorageError(InputError):
    """The disk refused; nothing half-written is left. ``result``: what was computed and not saved, or None."""

    result: object = None


def sha256(content: bytes) -> str:
    """Digest of ``content`` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def whole_file(path: Path, suffix: str = "") -> Iterator[Path]:
    """A temporary file beside ``path`` that is renamed to it at the end, flushed to the disk, or removed after a fault.

    ``suffix``: of its name, for libraries that go by it; without one nobody takes it for a finished file. The old file
    or the whole new one stands at ``path`` at any moment. Raises StorageError when the disk is full or
    refuses.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=suffix, dir=path.parent)
        os.close(handle)
        yield Path(temporary)
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as fault:
        raise storage_error(fault, path) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, whole or not at all. Raises StorageError when the disk is full or refuses."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def write_together(folder: Path, files: Mapping[str, bytes], result: object) -> None:
    """Write ``files`` (name in the folder -> content): first all of them beside their place, then renamed, the last
    one last, so that a full disk leaves what was there; other files of the folder stay.

    Raises StorageError, whose ``result`` is ``result``: what was computed is not lost with the disk.
    """
    stage = folder / _STAGE
    try:
        for name, content in files.items():
            write_whole(stage / name, content)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(folder / name)
    except OSError as fault:
        refused = storage_error(fault, folder)
        refused.result = result
        raise refused from None
    except StorageError as fault:
        fault.result = result
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def storage_error(fault: OSError, path: Path) -> StorageError:
    """The sentence for an OSError while writing ``path``."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError("the disk is full: nothing was changed, free some space and run the same command",
                            file=path)  # fmt: skip
    return StorageError(Text("cannot be written: {reason}", reason=LibraryText(fault.strerror or fault)), file=path)


def csv_bytes(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A CSV file in UTF-8, lines ended by LF; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def json_bytes(document: Any) -> bytes:
    """A JSON object as a file. Raises ValueError for nan and inf."""
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """A compressed ``.npz`` file; the same arrays give the same bytes (NumPy dates its members 1980)."""
    buffer = io.BytesIO()
    contents = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    np.savez_compressed(buffer, **contents)  # type: ignore[arg-type]
    return buffer.getvalue()


def arrays_of(content: bytes, path: Path) -> dict[str, np.ndarray]:
    """The arrays of a ``.npz`` file. Raises InputError when it is damaged."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as members:
            return {name: members[name] for name in members.files}
    except Exception:  # zipfile, zlib, NumPy and struct each have their own way to say it
        raise InputError("damaged: not the arrays of a forecast", file=path) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; systems that cannot sync a folder (Windows) do without."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
