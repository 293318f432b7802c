"""Finding and reading the TOML documents a user may write: plans and scenarios."""

from __future__ import annotations

import copy
import functools
import sys
import tomllib
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.evidence.text_file import utf8_text
from sim.plan.names import Wording, id_of
from sim.resources import data_path

_LARGEST_FILE = 1_000_000  # bytes; the largest shipped plan has about 30,000


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
    shipped, own = data_path(folder) / f"{name}.toml", Path(folder) / f"{name}.toml"
    if own.is_file() and not own.samefile(shipped) and own.read_bytes() != shipped.read_bytes():
        print(f"note: {text!r} is the shipped {what}; for the differing ./{own} write ./{own}", file=sys.stderr)
    return shipped


def shipped_name(
    name_or_path: str | Path, folder: str, what: str, *, key: str | None = None, file: object = None
) -> str | None:
    """The file name, without its ending, of the shipped document that NAME means; None for a PATH. See ``locate``."""
    text = str(name_or_path)
    if not text.strip() or not text.isprintable():
        raise InputError(f"a {what} needs a name or a path", file=file, key=key, value=text)
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
        raise InputError(f"this is a folder, not a {what} file", file=path)
    if not path.exists():
        raise InputError(f"there is no such {what} file", file=path)
    if not path.is_file():
        raise InputError(f"this is not a regular file, so not a {what}", file=path)
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST_FILE:
            raise InputError(f"too large for a {what}", file=path, value=len(content), allowed="1,000,000 bytes")
        document = copy.deepcopy(_parsed(utf8_text(content, path)))  # the caller's own
    except OSError as fault:
        raise InputError(f"cannot be read: {fault.strerror}", file=path) from None
    except (ValueError, RecursionError) as fault:
        # tomllib also reports impossible dates and endless digits or nesting through these
        raise InputError(f"not valid TOML: {str(fault).rstrip('.')}", file=path) from None
    if not document:
        raise InputError(f"empty: nothing of a {what} is in it", file=path)
    return document


@functools.lru_cache(maxsize=32)
def _parsed(text: str) -> dict[str, Any]:
    """A document is read several times in one command, by its name and by those that are based on it."""
    return tomllib.loads(text)
