"""Compare the result folders that ``write.py`` wrote with two versions of the program, file by file.

    python tests/result_bytes/compare.py BEFORE AFTER

Digests of code, versions and the machine are left out of JSON; of arrays, names and values are compared, of pictures
the pixels, of Word files and workbooks the members. Exit code 1 where a number or a file differs.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

# Keys whose values are digests of the program's own text, or follow from one.
DIGESTS = frozenset(
    {"code", "model", "versions", "machine", "sha256", "setting", "set", "name", "digest", "unit_sha256"}
)
DIGEST = re.compile(r"\b[0-9a-f]{8,64}\b")
#: Arrays that may be added: names of what the columns are.
NEW_ARRAYS = frozenset({"columns"})


def main(before: Path, after: Path) -> int:
    """Print one line a file that differs, and the totals."""
    names = sorted(_names(before) | _names(after))
    differing = 0
    for name in names:
        found = [_path(folder, name) for folder in (before, after)]
        if found[0] is None or found[1] is None:
            print(f"{name}: only {'after' if found[0] is None else 'before'}")
            differing += 1
            continue
        faults = list(_differences(found[0], found[1]))
        differing += bool(faults)
        for fault in faults[:6]:
            print(f"{name}: {fault}")
        if len(faults) > 6:
            print(f"{name}: and {len(faults) - 6} more")
    print(f"{len(names)} files, {len(names) - differing} equal, {differing} differ")
    return 1 if differing else 0


def _names(folder: Path) -> set[str]:
    """Relative names with digests blotted out, so that folders named by one are the same folder."""
    return {DIGEST.sub("#", path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()}


def _path(folder: Path, name: str) -> Path | None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and DIGEST.sub("#", path.relative_to(folder).as_posix()) == name:
            return path
    return None


def _differences(before: Path, after: Path) -> Iterator[str]:
    old, new = before.read_bytes(), after.read_bytes()
    if old == new:
        return
    kind = before.suffix
    if kind == ".json":
        yield from _json(_loaded(old), _loaded(new), "")
    elif kind in (".npz", ".npy"):
        yield from _arrays(old, new)
    elif kind == ".png":
        yield from _pixels(old, new)
    elif kind in (".docx", ".xlsx"):
        yield from _members(old, new)
    else:
        yield from _lines(old.decode(errors="replace"), new.decode(errors="replace"))


def _loaded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")


def _json(old: Any, new: Any, where: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            if key in DIGESTS and _is_digest(old.get(key)) and _is_digest(new.get(key)):
                continue
            if key not in old or key not in new:
                yield f"{where}.{key} only {'after' if key not in old else 'before'}"
            else:
                yield from _json(old[key], new[key], f"{where}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{where} has {len(old)} items, then {len(new)}"
        for number, (first, second) in enumerate(zip(old, new, strict=False)):
            yield from _json(first, second, f"{where}[{number}]")
    elif old != new and not (isinstance(old, str) and isinstance(new, str) and _blotted(old) == _blotted(new)):
        yield f"{where}: {str(old)[:160]!r} then {str(new)[:160]!r}"


def _is_digest(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, str) and bool(DIGEST.search(value)))


def _blotted(text: str) -> str:
    """Without digests and without the folder that the test wrote to."""
    return re.sub(r"/[^\s'\"]*/(?=[a-z-]+)", "/", DIGEST.sub("#", text))


def _arrays(old: bytes, new: bytes) -> Iterator[str]:
    first, second = _content(old), _content(new)
    for name in sorted((first.keys() | second.keys()) - NEW_ARRAYS):
        if name not in first or name not in second:
            yield f"array {name} only {'after' if name not in first else 'before'}"
        elif first[name].dtype != second[name].dtype or first[name].tobytes() != second[name].tobytes():
            yield f"array {name} differs"


def _content(content: bytes) -> dict[str, np.ndarray]:
    found = np.load(io.BytesIO(content), allow_pickle=False)
    return dict(found) if isinstance(found, np.lib.npyio.NpzFile) else {"": found}


def _pixels(old: bytes, new: bytes) -> Iterator[str]:
    from matplotlib.image import imread

    first, second = (imread(io.BytesIO(content), format="png") for content in (old, new))
    if first.shape != second.shape:
        yield f"picture of {first.shape}, then {second.shape}"
    elif not np.array_equal(first, second):
        # the caption block carries the digest of the code in its last line
        rows = np.flatnonzero((first != second).any(axis=(1, 2)))
        if rows[0] < 0.9 * first.shape[0]:
            yield f"pixels differ from row {rows[0]} of {first.shape[0]}"


def _members(old: bytes, new: bytes) -> Iterator[str]:
    first, second = (zipfile.ZipFile(io.BytesIO(content)) for content in (old, new))
    for name in sorted(set(first.namelist()) | set(second.namelist())):
        if name not in first.namelist() or name not in second.namelist():
            yield f"{name} only {'after' if name not in first.namelist() else 'before'}"
        elif name.endswith((".xml", ".rels")) and _text(first, name) != _text(second, name):
            yield f"{name} differs"


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return _blotted(archive.read(name).decode())


def _lines(old: str, new: str) -> Iterator[str]:
    first, second = _blotted(old).splitlines(), _blotted(new).splitlines()
    if len(first) != len(second):
        yield f"{len(first)} lines, then {len(second)}"
    for number, (before, after) in enumerate(zip(first, second, strict=False), start=1):
        if before != after:
            yield f"line {number}: {before[:120]!r} then {after[:120]!r}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
