"""The file ``result.json`` of a folder of results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from sim.errors import InputError
from sim.kept.codec import Own, decoded, encoded

RESULT = "result.json"
SCHEMA_VERSION = "1"

Kept = TypeVar("Kept")


def kept(result: Any, own: Own | None = None) -> bytes:
    """The content of ``result.json``; the same result gives the same bytes."""
    document = {"schema_version": SCHEMA_VERSION, "kind": type(result).__name__, "result": encoded(result, own)}
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()


def reopened(folder: str | Path, kind: type[Kept], own: Own | None = None) -> Kept:
    """The ``kind`` of result that is kept in ``folder``, every number as it was.

    Raises InputError where there is none, for a damaged file, and for one of another version of the program.
    """
    path = Path(folder) / RESULT
    try:
        document = json.loads(path.read_bytes())
        found = document["schema_version"], document["kind"]
        body = document["result"]
    except FileNotFoundError:
        raise InputError("keeps no result to draw", file=path.parent, key=RESULT) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("damaged: not a kept result", file=path) from None
    if found != (SCHEMA_VERSION, kind.__name__):
        raise InputError("of another version or command", file=path, value=" ".join(map(str, found)),
                         allowed=f"{SCHEMA_VERSION} {kind.__name__}")  # fmt: skip
    try:
        made: Kept = decoded(body, kind, own)
    except InputError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("damaged, or written by another version of the program", file=path) from None
    return made
