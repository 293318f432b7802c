"""The kind of the result in a folder, and its opening, whichever command wrote it."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from sim.errors import InputError, Text
from sim.results.result import CLASSES, Result
from sim.shipped import PACKAGE

_HOMES = ("result", "results", "price_list", "response_table", "read")  # files of an analysis that define a result
_PICTURES = (".png", ".svg", ".pdf")


def class_of(folder: str | Path) -> type[Result]:
    """The type of the result that ``folder`` holds; a forecast where no document says otherwise.

    Raises InputError where it holds results of more than one command: each would be taken for the other.
    """
    found = _kinds_in(folder)
    if len(found) > 1:
        commands = ", ".join(f"xiandao {kind.COMMAND}" for kind in found)
        raise InputError("holds results of more than one command: move one of them to a folder of its own",
                         file=folder, value=commands)  # fmt: skip
    return found[0] if found else CLASSES["forecast.json"]


def refuse_another_kind(folder: str | Path, command: str) -> None:
    """Raises InputError where ``folder`` holds a result of another command than ``command``, which is to save there."""
    if not Path(folder).is_dir():
        return
    for kind in _kinds_in(folder):
        if command != kind.COMMAND:
            raise InputError(Text("holds a result of xiandao {command}, and a folder holds one result",
                                  command=kind.COMMAND), file=folder, allowed=Text("another --out"))  # fmt: skip


def _kinds_in(folder: str | Path) -> list[type[Result]]:
    """The types whose documents are in ``folder``."""
    for module in _modules():
        import_module(module)
    return [kind for document, kind in sorted(CLASSES.items()) if (Path(folder) / document).is_file()]


def _modules() -> Iterator[str]:
    """Modules of the results of every analysis."""
    for room in sorted((PACKAGE / "analyses").iterdir()):
        yield from (f"sim.analyses.{room.name}.{name}" for name in _HOMES if (room / f"{name}.py").is_file())


def opened(folder: str | Path) -> Result:
    """The result in ``folder``: every number as it was saved.

    Raises NothingSavedError where only its tables and pictures were, InputError for a damaged folder and for none.
    """
    return class_of(folder).opened(Path(folder))


def pictures_in(folder: Path) -> list[Path]:
    """The pictures that are in ``folder`` already, in alphabetical order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _PICTURES)
