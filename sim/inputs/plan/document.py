"""Location and reading of TOML documents: plans, scenarios, sweeps, bounds, weights."""

from __future__ import annotations

import copy
import functools
import sys
import tomllib
from pathlib import Path
from typing import Any

from sim.errors import InputError, LibraryText, Text, unreadable
from sim.inputs.evidence.text_file import utf8_text
from sim.inputs.plan.names import Wording, id_of
from sim.shipped import data_path

_LARGEST_FILE = 1_000_000  # bytes; the largest shipped plan has about 100,000
#: A kind of document as a word, and as one such document.
_NOUNS = {"plan": (Text("plan"), Text("a plan")), "scenario": (Text("scenario"), Text("a scenario")),
          "scenario or plan": (Text("scenario or plan"), Text("a scenario or plan")),
          "sweep": (Text("sweep"), Text("a sweep")), "bounds": (Text("bounds"), Text("a bounds")),
          "weights": (Text("weights"), Text("a weights"))}  # fmt: skip


def is_path(name_or_path: str | Path) -> bool:
    """Whether a path is meant: it holds a separator or ends in ``.toml``; else the name of something shipped."""
    text = str(name_or_path)
    return isinstance(name_or_path, Path) or "/" in text or "\\" in text or text.endswith(".toml")


def locate(name_or_path: str | Path, folder: str, what: str, *, key: str | None = None, file: object = None) -> Path:
    """The file meant by NAME (a shipped document of ``folder``) or PATH (holds a separator or ends in ``.toml``).

    NAME is that of the file or, in Chinese or English, the one that stands in it. A differing ``./FOLDER/NAME.toml``
    beside the shipped one is mentioned on stderr, and not used. ``key`` and ``file`` say where the name was written,
    for the error. Raises InputError.
    """
    text = str(name_or_path)
    name = shipped_name(name_or_path, folder, what, key=key, file=file)
    if name is None:
        return Path(text)
    shipped, local = data_path(folder) / f"{name}.toml", Path(folder) / f"{name}.toml"
    if local.is_file() and not local.samefile(shipped) and local.read_bytes() != shipped.read_bytes():
        print(f"note: {text!r} is the shipped {what}; for the differing ./{local} write ./{local}", file=sys.stderr)
    return shipped


def shipped_name(
    name_or_path: str | Path, folder: str, what: str, *, key: str | None = None, file: object = None
) -> str | None:
    """The file name, without its ending, of the shipped document that NAME means; None for a PATH. See ``locate``."""
    text = str(name_or_path)
    if not text.strip() or not text.isprintable():
        raise InputError(Text("{one} needs a name or a path", one=_NOUNS[what][1]), file=file, key=key, value=text)
    if is_path(name_or_path):
        return None
    if text in shipped_names(folder):
        return text
    return id_of(what, text, shipped_titles(folder, what), file=file, key=key)


def shipped_names(folder: str) -> list[str]:
    """Names of the shipped documents of a folder, sorted."""
    return sorted(path.stem for path in data_path(folder).glob("*.toml"))


def shipped_titles(folder: str, what: str) -> dict[str, Wording]:
    """File name, without its ending -> the name in Chinese and English of the shipped documents of a folder."""
    return {name: read(data_path(folder) / f"{name}.toml", what)[what]["name"] for name in shipped_names(folder)}


def read(path: Path, what: str) -> dict[str, Any]:
    """The content of a TOML file. Raises InputError when it is missing, not a file, not text, not TOML or empty."""
    if path.is_dir():
        raise InputError(Text("this is a folder, not a {what} file", what=_NOUNS[what][0]), file=path)
    if not path.exists():
        raise InputError(Text("there is no such {what} file", what=_NOUNS[what][0]), file=path)
    if not path.is_file():
        raise InputError(Text("this is not a regular file, so not {one}", one=_NOUNS[what][1]), file=path)
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST_FILE:
            raise InputError(Text("too large for {one}", one=_NOUNS[what][1]), file=path, value=len(content),
                             allowed=Text("1,000,000 bytes"))  # fmt: skip
        document = copy.deepcopy(_parsed(utf8_text(content, path)))  # the caller's own
    except OSError as fault:
        raise unreadable(fault, path) from None
    except (ValueError, RecursionError) as fault:
        # tomllib also reports impossible dates and endless digits or nesting through these
        raise InputError(Text("not valid TOML: {reason}", reason=LibraryText(str(fault).rstrip("."))),
                         file=path) from None  # fmt: skip
    if not document:
        raise InputError(Text("empty: nothing of a {what} is in it", what=_NOUNS[what][0]), file=path)
    return document


@functools.lru_cache(maxsize=32)
def _parsed(text: str) -> dict[str, Any]:
    """A document is read several times in one command, by its name and by those that are based on it."""
    return tomllib.loads(text)
