"""Session of one caller: language, arguments, and whether a traceback is wanted."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.errors import InputError
from sim.language import FALLBACK, language, text


@dataclass(frozen=True)
class Session:
    """``lang``: zh or en; ``lang_asked``: whether ``--lang`` said so.
    ``debug``: internal errors show their traceback. ``arguments``: the command line as typed."""

    lang: str
    debug: bool
    arguments: tuple[str, ...]
    lang_asked: bool = False

    def say(self, key: str, **values: Any) -> str:
        """The wording of ``key`` in the session's language."""
        return text(key, self.lang, **values)


def open_session(arguments: Sequence[str]) -> Session:
    """The session of a command line, read before it is parsed so that help and faults speak the asked language.

    Raises InputError for a language that does not exist.
    """
    return _session(language(_value_of("--lang", arguments)), arguments)


def fallback_session(arguments: Sequence[str]) -> Session:
    """The session for errors where ``--lang`` or XIANDAO_LANG is invalid, in the language of the other sources."""
    without = {name: value for name, value in os.environ.items() if name != "XIANDAO_LANG"}
    for environment in (os.environ, without):
        try:
            return _session(language(None, environment), arguments)
        except InputError:
            continue
    return _session(FALLBACK, arguments)


def _session(lang: str, arguments: Sequence[str]) -> Session:
    return Session(lang, "--debug" in arguments, tuple(arguments), _value_of("--lang", arguments) is not None)


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    for index, word in enumerate(arguments):
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
        if word == option and index + 1 < len(arguments):
            return arguments[index + 1]
    return None
