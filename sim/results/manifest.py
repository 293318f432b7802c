"""The manifest of a folder: the digest of every file that its result is read from, and the check of each against it."""

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import InputError, unreadable
from sim.language import language, text
from sim.results.files import json_bytes, sha256

MANIFEST = "manifest.json"


class UncheckedWarning(UserWarning):
    """A folder from before digests were kept is read: nothing tells whether its files are as they were written."""


def manifest_bytes(contents: Mapping[str, bytes]) -> bytes:
    """The manifest of files with these contents, by name in the folder."""
    return json_bytes({"files": {name: sha256(content) for name, content in contents.items()}})


def verified(folder: Path, needed: set[str]) -> dict[str, bytes]:
    """File name -> content of all that the manifest of ``folder`` names, each with the digest that stands there.

    Raises InputError naming the first file that is missing or differs, and where the manifest names not all ``needed``.
    """
    contents = {}
    for name, digest in _digests(folder, needed).items():
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as fault:
            raise unreadable(fault, folder / name) from None
        if sha256(contents[name]) != digest:
            raise InputError("damaged or changed since it was saved", file=folder / name)
    return contents


def check_kept(folder: Path, needed: set[str]) -> None:
    """As ``verified``; a folder without a manifest was written before digests were kept, which is said
    (UncheckedWarning) and not refused."""
    if (folder / MANIFEST).is_file():
        verified(folder, needed)
    else:
        warnings.warn(text("kinds.unchecked", language(None), folder=folder), UncheckedWarning, stacklevel=3)


def _digests(folder: Path, needed: set[str]) -> Mapping[str, str]:
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError("no saved forecast: the folder has no manifest.json", file=folder)
    try:
        files: dict[Any, Any] = json.loads(path.read_bytes())["files"]
        if not all(isinstance(name, str) and isinstance(digest, str) for name, digest in files.items()):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError("damaged: not the manifest of a result", file=path) from None
    if not needed <= files.keys():
        raise InputError("incomplete: it does not name the results", file=path)
    return files
