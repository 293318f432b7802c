"""Ids of records from the id, or from the name in Chinese or English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Protocol

from sim.errors import InputError, Text, nearest_name
from sim.language import FALLBACK, LANGUAGES, text


class Wording(Protocol):
    """A name that is read by language."""

    def __getitem__(self, lang: str, /) -> str: ...


class NamedRecord(Protocol):
    """A record of a plan: an action, a target, a field, a district."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> Wording: ...


#: What is asked for -> what is said of a name that no such thing has.
_UNKNOWN = {"action": Text("unknown action"), "field": Text("unknown field"),
            "measure": Text("unknown measure"), "plan": Text("unknown plan"),
            "programme or action": Text("unknown programme or action"), "reading": Text("unknown reading"),
            "scenario": Text("unknown scenario"), "target or metric": Text("unknown target or metric"),
            "sweep": Text("unknown sweep"), "target": Text("unknown target")}  # fmt: skip


def names_of(records: Iterable[NamedRecord]) -> dict[str, Wording]:
    """Id -> name of the records, in their order."""
    return {record.id: record.name for record in records}


def id_of(what: str, written: str, names: Mapping[str, Wording], *, file: object = None, key: str | None = None) -> str:
    """The id in ``names`` (id -> name by language) that ``written`` means: an id, or a name in any language.

    Case, full-width forms and blanks around a name do not matter. Raises InputError where nothing or more than one
    thing is called so; ``what``, ``file`` and ``key`` say what was written and where.
    """
    if written in names:
        return written
    typed = _plain(written)
    meant = [id for id, name in names.items() if typed and typed in {_plain(name[lang]) for lang in LANGUAGES}]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise InputError("more than one thing has this name", file=file, key=key, value=written,
                         allowed=", ".join(sorted(meant)))  # fmt: skip
    others = [lang for lang in LANGUAGES if lang != FALLBACK]
    raise InputError(
        _UNKNOWN[what],
        file=file,
        key=key,
        value=written,
        allowed=", ".join(sorted(names)),
        listed={lang: text("fault.name-join", lang).join(name[lang] for name in names.values()) for lang in others},
        nearest=nearest_name(written, [*names, *(name[lang] for name in names.values() for lang in LANGUAGES)]),
    )


def ids_of(
    what: str, table: Mapping[str, object], names: Mapping[str, Wording], *, file: object, key: str
) -> dict[str, str]:
    """Id -> how a key of ``table`` was written, for a table of a file whose keys are ids or names.

    ``key``: the name of the table. Raises InputError for an unknown key and for two keys that mean the same.
    """
    spelling: dict[str, str] = {}
    for written in table:
        id = id_of(what, written, names, file=file, key=f"{key}.{written}")
        if id in spelling:
            raise InputError("stands twice, under two names", file=file, key=f"{key}.{written}", value=spelling[id])
        spelling[id] = written
    return spelling


def _plain(words: str) -> str:
    """Words as they are compared: compatibility forms folded, so that （ is (, and letters in one case."""
    return unicodedata.normalize("NFKC", words).casefold().strip()
