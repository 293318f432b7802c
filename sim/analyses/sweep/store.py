"""The folder of a sweep: one array file a work unit, written atomically, digests of all files, one writer at a time."""

import hashlib
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.damage import ANY_SWEEP, damaged_file, faulty_record, other_digest, sweep_command
from sim.analyses.sweep.digests import NOTHING, UNITS, Digests, read_digests, record, rewrite, unit_name
from sim.analyses.sweep.layout import Layout
from sim.errors import InputError
from sim.results.files import json_bytes, storage_error, write_whole
from sim.study.design import Floats

MANIFEST, COMPLETE, INPUTS = "manifest.json", "complete.json", "inputs"
SCHEMA_VERSION = 1
LOCK = ".lock"


class SweepFolder:
    """Units under ``folder``. A unit that is there is whole: files are renamed into place when they are complete.

    ``source``: the sweep as it was named, for the command that mends a damaged file.
    """

    def __init__(self, folder: Path, source: str = ANY_SWEEP) -> None:
        self.folder = Path(folder)
        self.source = source

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

    def command(self, option: str = "--repair") -> str:
        """The command line that mends what is damaged."""
        return sweep_command(self.folder, option, self.source)

    def manifest(self) -> dict[str, Any]:
        """The content of manifest.json. Raises InputError when it is missing or not that of a sweep."""
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

    def write_inputs(self, manifest: Mapping[str, Any], inputs: Mapping[str, bytes]) -> None:
        """Write the inputs, then the manifest, with which the sweep has begun. Raises StorageError."""
        files = kept_files(manifest, inputs)
        rewrite(self.folder, {name: digest_of(content) for name, content in files.items()}, NOTHING)
        for name, content in reversed(files.items()):
            write_whole(self.folder / name, content)

    def note_platform(self, fingerprint: str) -> None:
        """Add the numeric platform of a worker to the manifest: a mixed sweep says so. Raises StorageError."""
        manifest = self.manifest()
        manifest["fingerprints"] = [*manifest["fingerprints"], fingerprint]
        self._put(MANIFEST, json_bytes(manifest))

    def path(self, unit: int) -> Path:
        """File of a unit."""
        return self.folder / unit_name(unit)

    def put(self, unit: int, array: Floats) -> None:
        """Keep a unit, whole or not at all, and its digest. Raises StorageError."""
        self._put(unit_name(unit), _npy(array))

    def present(self) -> list[int]:
        """Numbers of the units that have a file, in order. Beside a sweep that runs, to be read before ``digests``."""
        files = [path for path in self.folder.glob(f"{UNITS}/*/*.npy") if path.stem.isdecimal()]
        return sorted(int(path.stem) for path in files if path == self.path(int(path.stem)))

    def finished(self, present: Iterable[int], layout: Layout, digests: Digests | None) -> list[int]:
        """Units of ``layout`` that are ``present``; without ``digests`` those with the size that they must have."""
        units = [unit for unit in present if unit < layout.units]
        if digests is not None:
            return units
        sizes = {layout.shape_of(unit): _size(layout.shape_of(unit)) for unit in {0, layout.units - 1}}
        return [unit for unit in units if self.path(unit).stat().st_size == sizes[layout.shape_of(unit)]]

    def digests(self, *, lenient: bool = False) -> Digests | None:
        """The recorded digests, None in a folder from before digests were kept.

        Raises InputError for a line that says nothing, except where ``lenient``.
        """
        recorded = read_digests(self.folder)
        if recorded is not None and recorded.faulty and not lenient:
            raise faulty_record(self.folder, recorded.faulty[0], self.command())
        return recorded

    def altered(self, digests: Digests, besides: Collection[str] = ()) -> list[str]:
        """Kept files, units apart, that are missing or not as recorded, those named ``besides`` among them."""
        names = dict.fromkeys([MANIFEST, COMPLETE, *digests.files, *besides])
        return [name for name in names if not self._as_recorded(name, digests)]

    def sound(self, unit: int, digests: Digests) -> bool:
        """Whether the bytes of a unit are those recorded."""
        return digest_of(self.path(unit).read_bytes()) == digests.of_unit(unit)

    def read(self, unit: int, layout: Layout, digests: Digests | None) -> Floats:
        """A unit's array, not writeable. Raises InputError when its bytes are not those recorded."""
        content = self._read(unit_name(unit), None if digests is None else (digests.of_unit(unit),))
        try:
            array = _array(content)
        except ValueError:
            array = np.empty(0)
        if array.shape != layout.shape_of(unit) or array.dtype != np.float64 or not _whole(array[:, 0]):
            raise InputError("damaged, delete it and run the sweep again", file=self.path(unit))
        return array

    def read_kept(self, name: str, digests: Digests | None) -> bytes:
        """Content of a file beside the units. Raises InputError when it is missing or not as recorded."""
        return self._read(name, None if digests is None else digests.files.get(name, ()))

    def whole_digest(self, digests: Digests | None) -> str | None:
        """The digest over all units in complete.json, None for an unfinished sweep. Raises InputError."""
        if not (self.folder / COMPLETE).is_file():
            return None
        try:
            return str(json.loads(self.read_kept(COMPLETE, digests))["sha256"])
        except (ValueError, KeyError, TypeError):
            raise damaged_file(self.folder / COMPLETE, self.command()) from None

    def check_complete(self, layout: Layout, digests: Digests, option: str) -> None:
        """Raises InputError, naming the command under ``option``, where complete.json is not that of the digests."""
        expected, path = complete_bytes(layout, digests), self.folder / COMPLETE
        if expected is not None and path.is_file() and path.read_bytes() != expected:
            raise other_digest(path, self.command(option))

    def complete(self, layout: Layout) -> str:
        """Write complete.json with one digest over all units, all of them recorded, and return it; tidy the record.

        Raises InputError where it is not the one that the sweep was finished with before, StorageError.
        """
        digests = self.digests(lenient=True)
        content = None if digests is None else complete_bytes(layout, digests)
        if digests is None or content is None:
            raise RuntimeError("a unit has no digest")
        path, recorded = self.folder / COMPLETE, digests.files.get(COMPLETE)
        if recorded is not None and digest_of(content) not in recorded:
            raise other_digest(path, self.command("--new"))
        if not path.is_file():
            self._put(COMPLETE, content)
        self.tidy()
        return str(digests.whole(layout.units))

    def tidy(self) -> None:
        """Leave one line of the record for each file, and none that says nothing. Raises StorageError."""
        digests = self.digests(lenient=True) or NOTHING
        latest = {name: recorded[-1] for name, recorded in digests.files.items()}
        existing = [name for name in latest if (self.folder / name).is_file()]
        actual = {name: digest_of((self.folder / name).read_bytes()) for name in existing}
        valid = {name: digest for name, digest in actual.items() if digest in digests.files[name]}
        rewrite(self.folder, latest | valid, digests)

    def _read(self, name: str, recorded: Collection[bytes | None] | None) -> bytes:
        """A file whose digest is among those ``recorded``; unchecked where None. Raises InputError."""
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError:
            raise damaged_file(path, self.command()) from None
        if recorded is not None and digest_of(content) not in recorded:
            raise damaged_file(path, self.command())
        return content

    def _put(self, name: str, content: bytes) -> None:
        """The digest first: a file that is there has one, whenever the process is killed."""
        record(self.folder, name, content)
        write_whole(self.folder / name, content)

    def _as_recorded(self, name: str, digests: Digests) -> bool:
        path = self.folder / name
        if not path.is_file():
            return name == COMPLETE
        return digest_of(path.read_bytes()) in digests.files.get(name, ())


def kept_files(manifest: Mapping[str, Any], inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files saved beside the units, by name in the folder."""
    return {MANIFEST: json_bytes(manifest), **{f"{INPUTS}/{name}": content for name, content in inputs.items()}}


def digest_of(content: bytes) -> bytes:
    """SHA-256 of ``content``."""
    return hashlib.sha256(content).digest()


def complete_bytes(layout: Layout, digests: Digests) -> bytes | None:
    """complete.json of units with these digests, None where one of them has none."""
    whole = digests.whole(layout.units)
    return None if whole is None else json_bytes({"units": layout.units, "sha256": whole})


def _npy(array: Floats) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _array(content: bytes) -> NDArray[Any]:
    """What ``_npy`` wrote, over the same memory. Raises ValueError."""
    stream = io.BytesIO(content)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise ValueError("not a version that a sweep writes")
    shape, fortran, kind = np.lib.format.read_array_header_1_0(stream)
    if fortran or kind.hasobject:
        raise ValueError("not an order or a type that a sweep writes")
    return np.frombuffer(content, kind, offset=stream.tell()).reshape(shape)


def _whole(status: NDArray[Any]) -> bool:
    """Whether the first column may be that of the states of runs, whole numbers all."""
    return bool(np.isfinite(status).all() and (status == np.floor(status)).all())


def _size(shape: tuple[int, int]) -> int:
    """Bytes of a unit's file: its header depends on the shape alone."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return len(buffer.getvalue()) + 8 * shape[0] * shape[1]
