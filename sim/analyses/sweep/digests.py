"""The record of a sweep's files: the SHA-256 of each, in the form that ``sha256sum -c SHA256SUMS`` reads.

A file's line is on the disk before the file stands in its place. So a kill at any moment leaves no file without its
line; a line whose file never came says nothing. Of several lines for a unit the latest counts.
"""

from __future__ import annotations

import hashlib
import os
import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.errors import unreadable
from sim.results.files import storage_error, write_whole

RECORD = "SHA256SUMS"
UNITS = "units"
_A_FOLDER = 1000  # unit files
# files of a sweep and no others: no step of a name begins with a dot
_LINE = re.compile(rb"([0-9a-f]{64})  (manifest\.json|complete\.json|(?:inputs|units)(?:/[\w-][\w .-]*)+)")
_UNIT = re.compile(rf"{UNITS}/\d+/(\d+)\.npy")


def unit_name(unit: int) -> str:
    """Name of a unit's file in the folder of the sweep."""
    return f"{UNITS}/{unit // _A_FOLDER:05d}/{unit:08d}.npy"


@dataclass(frozen=True, eq=False)
class Digests:
    """``files``: name in the folder -> the digests recorded for it, the latest last. ``units`` int64[N], sorted, with
    ``sums`` uint8[N, 32], their digests. ``faulty``: numbers of lines that are no digest and name, counted from 1.
    """

    files: Mapping[str, tuple[bytes, ...]] = field(repr=False)
    units: NDArray[np.int64] = field(repr=False)
    sums: NDArray[np.uint8] = field(repr=False)
    faulty: tuple[int, ...] = ()

    def of_unit(self, unit: int) -> bytes | None:
        """Digest recorded for a unit, None where there is none."""
        row = int(np.searchsorted(self.units, unit))
        recorded = row < len(self.units) and self.units[row] == unit
        return self.sums[row].tobytes() if recorded else None

    def whole(self, number: int) -> str | None:
        """One digest over units 0 to ``number`` - 1 in order, None where any of them has none."""
        if not np.array_equal(self.units[:number], np.arange(number)):
            return None
        return hashlib.sha256(self.sums[:number].tobytes()).hexdigest()


NOTHING = Digests({}, np.empty(0, np.int64), np.empty((0, 32), np.uint8))


def read_digests(folder: Path) -> Digests | None:
    """The record of ``folder``, None where it has none. A last line that a kill left half-written does not count.

    Raises InputError where it cannot be read.
    """
    try:
        content = (folder / RECORD).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise unreadable(fault, folder / RECORD) from None
    files: dict[str, tuple[bytes, ...]] = {}
    numbers, sums, faulty = array("q"), bytearray(), []
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            faulty.append(number)
            continue
        name, digest = match[2].decode(), bytes.fromhex(match[1].decode())
        unit = _UNIT.fullmatch(name)
        if unit is not None and name == unit_name(int(unit[1])):
            numbers.append(int(unit[1]))
            sums += digest
        else:
            files[name] = (*files.get(name, ()), digest)
    return Digests(files, *_latest(numbers, sums), tuple(faulty))


def record(folder: Path, name: str, content: bytes) -> None:
    """Add the line of a file that is about to be written; on the disk when this returns. Raises StorageError."""
    path = folder / RECORD
    try:
        with open(path, "ab") as file:
            file.write(_line(name, hashlib.sha256(content).digest()))
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise storage_error(fault, path) from None


def rewrite(folder: Path, files: Mapping[str, bytes], digests: Digests) -> None:
    """Write the record anew where it says something else: one line for each of ``files`` (name -> digest), then one for
    each unit. Raises StorageError.
    """
    units = zip(map(unit_name, digests.units.tolist()), (row.tobytes() for row in digests.sums), strict=True)
    content = b"".join(_line(name, digest) for name, digest in chain(sorted(files.items()), units))
    try:
        same = (folder / RECORD).read_bytes() == content
    except OSError:
        same = False
    if not same:
        write_whole(folder / RECORD, content)


def cut_torn_line(folder: Path) -> None:
    """Take a last line that a kill left half-written off the record, so that the next one begins a line."""
    path = folder / RECORD
    try:
        content = path.read_bytes()
        if not content.endswith(b"\n"):
            os.truncate(path, content.rfind(b"\n") + 1)
    except FileNotFoundError:
        return
    except OSError as fault:
        raise storage_error(fault, path) from None


def _latest(numbers: array[int], sums: bytearray) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The last digest of each unit, by unit."""
    units = np.frombuffer(numbers, np.int64) if numbers else np.empty(0, np.int64)
    table = np.frombuffer(bytes(sums), np.uint8).reshape(-1, hashlib.sha256().digest_size)
    distinct, from_the_end = np.unique(units[::-1], return_index=True)
    return distinct, table[::-1][from_the_end]


def _line(name: str, digest: bytes) -> bytes:
    return f"{digest.hex()}  {name}\n".encode()
