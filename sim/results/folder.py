"""Opening of the result in a folder, whichever command wrote it, and the check of its files against its manifest."""

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.errors import InputError, unreadable
from sim.results.files import sha256
from sim.results.result import CLASSES, Result
from sim.shipped import PACKAGE

MANIFEST = "manifest.json"
_HOMES = ("result", "results", "price_list", "read")  # files of an analysis that define a result
_USUAL = "forecast"
_PICTURES = (".png", ".svg", ".pdf")


def class_of(folder: str | Path) -> type[Result]:
    """The type of the result that ``folder`` holds; a forecast where no document says otherwise."""
    for module in _modules():
        import_module(module)
        for document, result in CLASSES.items():
            if result.__module__ == module and (Path(folder) / document).is_file():
                return result
    return CLASSES["forecast.json"]


def _modules() -> Iterator[str]:
    """Modules of the results of every analysis, the usual one last: each is imported only if no earlier one fits."""
    rooms = sorted(
        (room for room in (PACKAGE / "analyses").iterdir()), key=lambda room: (room.name == _USUAL, room.name)
    )
    for room in rooms:
        yield from (f"sim.analyses.{room.name}.{name}" for name in _HOMES if (room / f"{name}.py").is_file())


def opened(folder: str | Path) -> Result:
    """The result in ``folder``: every number as it was saved.

    Raises NothingSavedError where only its tables and pictures were, InputError for a damaged folder and for none.
    """
    return class_of(folder).opened(Path(folder))


def pictures_in(folder: Path) -> list[Path]:
    """The pictures that are in ``folder`` already, in alphabetical order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _PICTURES)


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


def _digests(folder: Path, needed: set[str]) -> Mapping[str, str]:
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError("no saved forecast: the folder has no manifest.json", file=folder)
    try:
        files: dict[Any, Any] = json.loads(path.read_bytes())["files"]
        if not all(isinstance(name, str) and isinstance(digest, str) for name, digest in files.items()):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError("damaged: not the manifest of a forecast", file=path) from None
    if not needed <= files.keys():
        raise InputError("incomplete: it does not name the results", file=path)
    return files
