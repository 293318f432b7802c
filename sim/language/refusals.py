"""Refusals in another language than the one they are raised in: English words are the key, values stay as they are."""

from __future__ import annotations

import re

from sim.language.catalogue import FALLBACK, texts

#: What varies inside a fixed sentence: keys with an index, words in quotes, tuples of them, dates and months, numbers.
_VALUE = re.compile(
    r"""[\w.-]*\[[^\]]*\] | (?<!\w)'(?:\\|(?:[^'\\]|\\.)*)'(?!\w) | (?<!\w)"[^"]*"(?!\w) | \((?:'[^']*',?\s?)+\)
      | (?<![\w.])\d{4}-\d\d(?:-\d\d)?(?!\w) | (?<![\w.-])-?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?(?!\w)""",
    re.VERBOSE,
)
_BRACKET = re.compile(r"(.+) \((.+)\)")
_PLACE = re.compile(r"(row|line|column|point|scenario) (\d+|'[^']*'|\"[^\"]*\")(.*)", re.DOTALL)


def translated(section: str, english: str, lang: str) -> str:
    """``english`` in ``lang`` by the catalogue's ``section`` (``problem``, ``allowed``, ``found``).

    A sentence is found by its English words (see ``slug``), whole or in parts: before and behind a colon, before and
    inside brackets at its end. A part that the catalogue does not know (a name, a path) stays as it is.
    """
    if lang == FALLBACK:
        return english
    return _known(section, english, lang) or _in_parts(section, english, lang) or english


def translated_place(place: str, lang: str) -> str:
    """A key or file of a refusal: a name or path as it is, "row 3, value" with the word of ``lang``."""
    match = None if lang == FALLBACK else _PLACE.fullmatch(place)
    return place if match is None else texts(lang)[f"place.{match[1]}"].format(match[2]) + match[3]


def slug(english: str) -> str:
    """The key of a sentence: its words, each value that varies as ``n``."""
    return _words(_VALUE.sub(" n ", english))


def _known(section: str, english: str, lang: str) -> str | None:
    known = texts(lang)
    exact = known.get(f"{section}.{_words(english)}")
    if exact is not None:
        return exact
    template = known.get(f"{section}.{slug(english)}")
    return None if template is None else template.format(*_VALUE.findall(english))


def _in_parts(section: str, english: str, lang: str) -> str | None:
    head, colon, rest = english.partition(": ")
    if colon:
        first = _known(section, head, lang)
        return None if first is None else f"{first}{texts(lang)['cli.colon']}{translated(section, rest, lang)}"
    bracket = _BRACKET.fullmatch(english)
    first = None if bracket is None else _known(section, bracket[1], lang)
    if bracket is None or first is None:
        return None
    return texts(lang)["fault.bracket"].format(first=first, second=translated(section, bracket[2], lang))


def _words(english: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")
