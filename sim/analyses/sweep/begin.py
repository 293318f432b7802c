"""Start of a sweep in its folder: new, resumed after a check of every file, or with the files of another set aside."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.analyses.sweep.damage import damaged_file, damaged_units, no_record, not_restorable, other_digest
from sim.analyses.sweep.digests import NOTHING, RECORD, UNITS, Digests, cut_torn_line, read_digests, record, rewrite
from sim.analyses.sweep.layout import Layout
from sim.analyses.sweep.store import COMPLETE, INPUTS, MANIFEST, SweepFolder, complete_bytes, digest_of, kept_files
from sim.errors import InputError, Text
from sim.results.files import StorageError, storage_error, write_whole


def begin(
    folder: SweepFolder, manifest: Mapping[str, Any], inputs: Mapping[str, bytes], *, new: bool, repair: bool = False
) -> list[int]:
    """Write manifest and inputs, or check that those there are the same and every file is as recorded.

    Returns the units that need not be run. ``new``: what other inputs or code left, or what is damaged, is set aside in
    ``superseded-N`` instead, and never deleted. ``repair``: damaged units are left out, and damaged files that this
    sweep writes are written again. Raises InputError naming what differs or is damaged.
    """
    if not (folder.folder / MANIFEST).exists() and not folder.present():
        folder.write_inputs(manifest, inputs)
        return []
    try:
        return _taken_up(folder, manifest, kept_files(manifest, inputs), repair=repair)
    except StorageError:
        raise
    except InputError:
        if not new or not _of_a_sweep(folder):
            raise
        _set_aside(folder)
        folder.write_inputs(manifest, inputs)
        return []


def intact(folder: SweepFolder, layout: Layout, *, repair: bool = False) -> list[int]:
    """Numbers of the finished units whose bytes match their digests, in order; reads all of them.

    Raises InputError that names those which are not, unless they are to be run again (``repair``).
    """
    present = folder.present()
    digests = folder.digests(lenient=repair)
    units = folder.finished(present, layout, digests)
    if digests is None:
        return units
    sound = [unit for unit in units if folder.sound(unit, digests)]
    if len(sound) < len(units) and not repair:
        raise damaged_units(folder.folder, sorted(set(units) - set(sound)), folder.command())
    return sound


def verify(folder: SweepFolder, layout: Layout) -> None:
    """Check every file of a sweep against its digest, reading all. Raises InputError that names what differs."""
    digests = folder.digests()
    for name in folder.altered(digests) if digests is not None else ():
        raise damaged_file(folder.folder / name, folder.command())
    intact(folder, layout)


def holds(folder: SweepFolder, manifest: Mapping[str, Any]) -> bool:
    """Whether the folder holds units of this sweep, by its manifest."""
    try:
        return not differences(folder.manifest(), manifest)
    except InputError:
        return False


def differences(recorded: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    """Names of what two manifests do not share."""
    differing = []
    for part in ("inputs", "versions"):
        old, new = recorded.get(part, {}), expected[part]
        differing += [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    differing += [name for name in ("layout", "code") if recorded.get(name) != expected[name]]
    if expected["fingerprint"] not in recorded.get("fingerprints", ()) and not recorded.get("mixed"):
        differing.append("numeric platform")
    return differing


def _taken_up(
    folder: SweepFolder, manifest: Mapping[str, Any], files: Mapping[str, bytes], *, repair: bool
) -> list[int]:
    """Check that the folder holds this sweep, every file as it was written; return its units. Raises InputError."""
    if not _of_a_sweep(folder) and not (folder.folder / MANIFEST).exists():
        raise InputError("holds units without a manifest: not a sweep of this program", file=folder.folder)
    cut_torn_line(folder.folder)
    digests = folder.digests(lenient=repair)
    if digests is not None and digests.faulty:
        folder.tidy()
    altered = [] if digests is None else folder.altered(digests, files)
    if altered and not repair:
        raise damaged_file(folder.folder / altered[0], folder.command())
    if digests is not None and MANIFEST in altered:
        _restore(folder, MANIFEST, files, digests)
    differing = differences(folder.manifest(), manifest)
    if differing:
        problem = Text("holds another sweep; what differs: {names}", names=", ".join(differing))
        allowed = Text("another --out, or --new to set the old results aside")
        raise InputError(problem, file=folder.folder, allowed=allowed)
    layout = Layout.read(manifest["layout"])
    if digests is None:
        _adopt(folder, files, layout, repair=repair)
        return intact(folder, layout, repair=repair)
    for name in altered:
        if name not in (MANIFEST, COMPLETE):
            _restore(folder, name, files, digests)
    if COMPLETE in altered:
        _restore_complete(folder, layout, digests)
    units = intact(folder, layout, repair=repair)
    if len(units) == layout.units:
        folder.check_complete(layout, digests, "--new")
    return units


def _restore(folder: SweepFolder, name: str, files: Mapping[str, bytes], digests: Digests) -> None:
    """Write a damaged file again where it is known to be this sweep's, or its line where that is what was damaged.

    A manifest is known by its digest, an input without one by the manifest.
    """
    path, expected, recorded = folder.folder / name, files.get(name), digests.files.get(name, ())
    current = path.read_bytes() if path.is_file() else None
    unknown = not recorded and name != MANIFEST
    if expected is None or not (expected == current or digest_of(expected) in recorded[-1:] or unknown):
        raise not_restorable(path)
    record(folder.folder, name, expected)
    write_whole(path, expected)


def _restore_complete(folder: SweepFolder, layout: Layout, digests: Digests) -> None:
    """Record complete.json where it agrees with the units, else leave it to be written at the end, by its digest."""
    path = folder.folder / COMPLETE
    content = path.read_bytes()
    if content == complete_bytes(layout, digests):
        record(folder.folder, COMPLETE, content)
    elif COMPLETE in digests.files:
        path.unlink()
    else:
        raise other_digest(path, folder.command("--new"))


def _adopt(folder: SweepFolder, files: Mapping[str, bytes], layout: Layout, *, repair: bool) -> None:
    """Record the digests of a folder that has none: those of its units only where complete.json confirms them."""
    units, path = folder.finished(folder.present(), layout, None), folder.folder / COMPLETE
    actual = _as_they_are(folder, units)
    confirmed = path.is_file() and path.read_bytes() == complete_bytes(layout, actual)
    if units and not confirmed and not repair:
        raise no_record(folder.folder, folder.command())
    if path.is_file() and not confirmed:
        path.unlink()
    names = [MANIFEST, *files, *[COMPLETE] * confirmed]
    for name, content in files.items():
        if name != MANIFEST:
            write_whole(folder.folder / name, content)
    recorded = {name: digest_of((folder.folder / name).read_bytes()) for name in names}
    rewrite(folder.folder, recorded, actual if confirmed else NOTHING)


def check_unrecorded(folder: SweepFolder, layout: Layout, units: Sequence[int]) -> None:
    """Raises InputError where the units of a folder without recorded digests are not those that it was finished with.

    An unfinished sweep has nothing to hold them against.
    """
    path = folder.folder / COMPLETE
    if len(units) < layout.units or not path.is_file():
        return
    if path.read_bytes() != complete_bytes(layout, _as_they_are(folder, units)):
        raise no_record(folder.folder, folder.command())


def _as_they_are(folder: SweepFolder, units: Sequence[int]) -> Digests:
    """The digests that units have now; reads all of them."""
    sums = b"".join(digest_of(folder.path(unit).read_bytes()) for unit in units)
    return Digests({}, np.array(units, np.int64), np.frombuffer(sums, np.uint8).reshape(len(units), -1))


def _of_a_sweep(folder: SweepFolder) -> bool:
    """Whether the folder's record or manifest is that of a sweep, so that it may be set aside."""
    digests = read_digests(folder.folder)
    if digests is not None and MANIFEST in digests.files:
        return True
    try:
        return bool(folder.manifest())
    except InputError:
        return False


def _set_aside(folder: SweepFolder) -> None:
    root = folder.folder
    number = 1
    while (root / f"superseded-{number}").exists():
        number += 1
    aside = root / f"superseded-{number}"
    try:
        aside.mkdir()
        for name in (COMPLETE, UNITS, INPUTS, RECORD, MANIFEST):
            if (root / name).exists():
                (root / name).replace(aside / name)
    except OSError as fault:
        raise storage_error(fault, aside) from None
