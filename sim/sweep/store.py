"""The folder of a sweep: one array file a unit, written whole; a manifest that says what they belong to; one writer."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.results.files import storage_error, write_whole
from sim.sweep.layout import Layout

Floats = NDArray[np.float64]

MANIFEST, COMPLETE, UNITS, INPUTS = "manifest.json", "complete.json", "units", "inputs"
SCHEMA_VERSION = 1
LOCK = ".lock"
_A_FOLDER = 1000  # unit files


class SweepFolder:
    """Units under ``folder``. A unit that is there is whole: files are renamed into place when they are complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for one sweep. Raises InputError when another holds it, or it cannot be written."""
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / LOCK)
            lock.acquire(timeout=0)
        except Timeout:
            raise InputError("another sweep is writing into this folder", key="--out", value=str(self.folder)) from None
        except OSError as fault:
            raise storage_error(fault, self.folder) from None
        try:
            yield
        finally:
            lock.release()

    def begin(self, manifest: Mapping[str, Any], inputs: Mapping[str, bytes], *, new: bool) -> None:
        """Write manifest and inputs, or check that those there are the same. Raises InputError naming what differs.

        ``new``: what other inputs or code left is set aside in ``superseded-N`` instead, and never deleted.
        """
        if (self.folder / MANIFEST).exists():
            there = self.manifest()
            differing = differences(there, manifest)
            if not differing:
                return
            if not new:
                raise InputError(
                    f"holds another sweep; what differs: {', '.join(differing)}",
                    file=self.folder,
                    allowed="another --out, or --new to set the old results aside",
                )
            self._set_aside()
        elif any(self.folder.glob(f"{UNITS}/*/*.npy")):
            raise InputError("holds units without a manifest: not a sweep of this program", file=self.folder)
        for name, content in inputs.items():
            write_whole(self.folder / INPUTS / name, content)
        write_whole(self.folder / MANIFEST, _json(manifest))

    def manifest(self) -> dict[str, Any]:
        """The manifest. Raises InputError when it is missing or damaged."""
        path = self.folder / MANIFEST
        try:
            document = json.loads(path.read_bytes())
        except OSError:
            raise InputError("no sweep: the folder has no manifest.json", file=self.folder) from None
        except ValueError:
            raise InputError("damaged: not the manifest of a sweep", file=path) from None
        if not isinstance(document, dict) or document.get("schema") != SCHEMA_VERSION:
            raise InputError("not the manifest of a sweep of this version", file=path)
        return document

    def note_platform(self, fingerprint: str) -> None:
        """Add the numeric platform of a worker to the manifest: a mixed sweep says so. Raises StorageError."""
        manifest = self.manifest()
        manifest["fingerprints"] = [*manifest["fingerprints"], fingerprint]
        write_whole(self.folder / MANIFEST, _json(manifest))

    def path(self, unit: int) -> Path:
        """File of a unit."""
        return self.folder / UNITS / f"{unit // _A_FOLDER:05d}" / f"{unit:08d}.npy"

    def put(self, unit: int, array: Floats) -> None:
        """Keep a unit, whole or not at all. Raises StorageError."""
        write_whole(self.path(unit), _npy(array))

    def finished(self, layout: Layout) -> list[int]:
        """Units that are there with the size they must have, in order."""
        sizes = {layout.shape_of(unit): _size(layout.shape_of(unit)) for unit in {0, layout.units - 1}}
        found = []
        for path in self.folder.glob(f"{UNITS}/*/*.npy"):
            if path.stem.isdecimal() and int(path.stem) < layout.units:
                unit = int(path.stem)
                if path == self.path(unit) and path.stat().st_size == sizes[layout.shape_of(unit)]:
                    found.append(unit)
        return sorted(found)

    def read(self, unit: int, layout: Layout) -> Floats:
        """A unit's array, mapped and not loaded. Raises InputError when it is damaged."""
        path = self.path(unit)
        try:
            array = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError):
            raise InputError("damaged, delete it and run the sweep again", file=path) from None
        if array.shape != layout.shape_of(unit) or array.dtype != np.float64:
            raise InputError("damaged, delete it and run the sweep again", file=path)
        return array

    def complete(self, layout: Layout) -> str:
        """Write complete.json with one digest over all units, and return it. Raises StorageError."""
        whole = hashlib.sha256()
        for unit in range(layout.units):
            whole.update(hashlib.sha256(self.path(unit).read_bytes()).digest())
        write_whole(self.folder / COMPLETE, _json({"units": layout.units, "sha256": whole.hexdigest()}))
        return whole.hexdigest()

    def _set_aside(self) -> None:
        number = 1
        while (self.folder / f"superseded-{number}").exists():
            number += 1
        aside = self.folder / f"superseded-{number}"
        try:
            aside.mkdir()
            for name in (COMPLETE, UNITS, INPUTS, MANIFEST):
                if (self.folder / name).exists():
                    (self.folder / name).replace(aside / name)
        except OSError as fault:
            raise storage_error(fault, aside) from None


def differences(there: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """Names of what two manifests do not share."""
    found = []
    for part in ("inputs", "versions"):
        old, new = there.get(part, {}), wanted[part]
        found += [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    found += [name for name in ("layout", "code") if there.get(name) != wanted[name]]
    if wanted["fingerprint"] not in there.get("fingerprints", ()) and not there.get("mixed"):
        found.append("numeric platform")
    return found


def _npy(array: Floats) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _size(shape: tuple[int, int]) -> int:
    """Bytes of a unit's file: its header depends on the shape alone."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return len(buffer.getvalue()) + 8 * shape[0] * shape[1]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
