"""Chinese for the English words of the parameter table: meanings, and units that are words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def parameter_meaning(name: str, english: str, lang: str) -> str:
    """What a parameter is, in words: ``english`` from its table, its Chinese in Chinese.

    A parameter of somebody's own table has no Chinese here and keeps the words of that table; without words, its name.
    """
    return _term("parameter", name, english or name, lang)


def unit_name(unit: str, lang: str) -> str:
    """A unit of the parameter table as it stands behind a number; in English as the table has it."""
    return _term("unit", unit, unit, lang)


@cache
def chinese(name: str) -> Mapping[str, Mapping[str, str]]:
    """The tables English -> Chinese of ``NAME_zh.toml`` (terms, evidence, refusals), read when first needed."""
    path = Path(__file__).with_name(f"{name}_zh.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _term(table: str, name: str, english: str, lang: str) -> str:
    return chinese("terms")[table].get(name, english) if lang == "zh" else english
