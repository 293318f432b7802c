"""Error messages in Chinese, looked up by the English template in the code that raises them."""

import re
from functools import cache
from typing import Any

from sim.errors import LibraryText, Text
from sim.language.terms import chinese


def translated(words: Any, lang: str) -> Any:
    """A ``Text`` in ``lang`` with the Texts among its values; other values, and texts without Chinese, unchanged."""
    if lang != "zh" or not isinstance(words, Text):
        return words
    if isinstance(words, LibraryText):
        return _of_library(words)
    template = chinese("refusals")["refusal"].get(words.template, words.template)
    values = {name: translated(value, lang) for name, value in words.values.items()}
    return template.format(**values) if values else template


def _of_library(english: str) -> str:
    for pattern, template in _library():
        if match := pattern.fullmatch(english):
            return template.format(**{name: _of_library(part) for name, part in match.groupdict().items()})
    return english


@cache
def _library() -> list[tuple[re.Pattern[str], str]]:
    """The templates of ``library``, in their order, as patterns of what fills them."""
    templates = chinese("refusals")["library"].items()
    patterns = (re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(english)) for english, _ in templates)
    return [(re.compile(pattern, re.DOTALL), words) for pattern, (_, words) in zip(patterns, templates, strict=True)]
