"""Refusals in Chinese: found by the English template that stands where they are raised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sim.errors import LibraryText, Text


def translated(words: Any, lang: str) -> Any:
    """A ``Text`` in ``lang``, and so the Texts among its values; any other value, and what has no Chinese, as it is."""
    if lang != "zh" or not isinstance(words, Text):
        return words
    if isinstance(words, LibraryText):
        return _of_library(words)
    template = chinese_refusals()["refusal"].get(words.template, words.template)
    values = {name: translated(value, lang) for name, value in words.values.items()}
    return template.format(**values) if values else template


@cache
def chinese_refusals() -> Mapping[str, Mapping[str, str]]:
    """``refusal``: English template -> Chinese; ``library``: the same of what the system and libraries say."""
    path = Path(__file__).with_name("refusals_zh.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _of_library(english: str) -> str:
    for pattern, chinese in _library():
        if match := pattern.fullmatch(english):
            return chinese.format(**{name: _of_library(part) for name, part in match.groupdict().items()})
    return english


@cache
def _library() -> list[tuple[re.Pattern[str], str]]:
    """The templates of ``library``, in their order, as patterns of what fills them."""
    return [
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(english)), re.DOTALL), chinese)
        for english, chinese in chinese_refusals()["library"].items()
    ]
