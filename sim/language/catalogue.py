"""Wording by key, and the choice of language."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sim.errors import InputError

LANGUAGES = ("zh", "en")
FALLBACK = "en"


def text(key: str, lang: str, **values: Any) -> str:
    """The wording of ``key`` in ``lang`` with ``{name}`` places filled from ``values``.

    Raises KeyError naming the key when the catalogue lacks it or a place has no value, so that a forgotten
    sentence is seen and never printed as a bare key.
    """
    try:
        template = texts(lang)[key]
    except KeyError:
        raise KeyError(f"no wording {key!r} in sim/language/{lang}.toml") from None
    if not values:
        return template
    try:
        return template.format(**values)
    except (KeyError, IndexError) as gap:
        raise KeyError(f"wording {key!r} ({lang}) needs a value for {gap}") from None


@cache
def texts(lang: str) -> Mapping[str, str]:
    """All wording of one language as dotted keys (``cli.saved``). Raises InputError for an unknown language."""
    if lang not in LANGUAGES:
        raise InputError("unknown language", key="lang", value=lang, allowed=", ".join(LANGUAGES))
    path = Path(__file__).with_name(f"{lang}.toml")
    entries = dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    terms = {f"{{{key}}}": word for key, word in entries.items() if key.startswith("term.")}
    return {key: _with_terms(value, terms) for key, value in entries.items()}


def _with_terms(value: str, terms: Mapping[str, str]) -> str:
    """``value`` with the words of the section ``[term]``, where each is stated once, in the places ``{term.NAME}``."""
    for placeholder, word in terms.items():
        value = value.replace(placeholder, word)
    return value


def language(choice: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """The language to speak: ``choice`` (from --lang), else XIANDAO_LANG, else the locale, else English.

    The locale is read as POSIX does (LC_ALL, LC_MESSAGES, LANG); on a machine that sets none of them, such as
    Windows, the system's own setting decides. A name outside zh and en is an InputError, never replaced.
    """
    environment = os.environ if environment is None else environment
    for wish, origin in ((choice, "--lang"), (environment.get("XIANDAO_LANG"), "XIANDAO_LANG")):
        if wish:
            if wish not in LANGUAGES:
                raise InputError("unknown language", key=origin, value=wish, allowed=", ".join(LANGUAGES))
            return wish
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return _of_locale(environment[variable])
    return _of_locale(_system_locale())


def _of_locale(name: str) -> str:
    return "zh" if name.lower().startswith(("zh", "chinese")) else FALLBACK


def _system_locale() -> str:
    import locale

    return locale.getlocale()[0] or ""


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{key}.")
        else:
            yield key, str(value)
