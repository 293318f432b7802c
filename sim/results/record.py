"""The file ``result.json`` of a folder: a frozen record, whole, that is read back as the same record."""

import json
from pathlib import Path
from typing import Any, TypeVar

from sim.errors import InputError
from sim.results.codec import Hooks, decoded, encoded

RESULT = "result.json"
SCHEMA_VERSION = "1"

Record = TypeVar("Record")


def record_bytes(record: Any, hooks: Hooks | None = None) -> bytes:
    """The content of ``result.json``; the same record gives the same bytes."""
    document = {"schema_version": SCHEMA_VERSION, "kind": type(record).__name__, "result": encoded(record, hooks)}
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()


def reopened(folder: str | Path, kind: type[Record], hooks: Hooks | None = None) -> Record:
    """The record of type ``kind`` in ``folder``, every number as it was.

    Raises InputError where there is none, for a damaged one, and for one of another version or type.
    """
    path = Path(folder) / RESULT
    try:
        document = json.loads(path.read_bytes())
        written = document["schema_version"], document["kind"]
        body = document["result"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("damaged: not a kept result", file=path) from None
    if written != (SCHEMA_VERSION, kind.__name__):
        raise InputError("of another version or command", file=path, value=" ".join(map(str, written)),
                         allowed=f"{SCHEMA_VERSION} {kind.__name__}")  # fmt: skip
    try:
        record: Record = decoded(body, kind, hooks)
    except InputError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("damaged, or written by another version of the program", file=path) from None
    return record
