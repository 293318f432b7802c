"""Chinese for the English words of parameter table, evidence and plan: meanings, units, sources of a number."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: Tables of ``evidence_zh.toml`` whose keys are whole English sentences.
SENTENCES = ("evidence", "source", "plan", "judgement")
_JUDGEMENT = "judgement: "


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


def evidence_words(english: str, lang: str) -> str:
    """English words about a fact or the source of a number, in ``lang``.

    Several reasons behind semicolons are translated one by one. What has no Chinese stays as it is: authors, titles of
    papers, addresses, and the words of somebody's own plan or parameter table.
    """
    if lang != "zh":
        return english
    whole = _sentences().get(english)
    return whole or "；".join(_reason(part.strip()) for part in english.split("; "))


def band_words(counted: str, lang: str) -> str:
    """What a registered band of prices counts, in ``lang``; what has no Chinese stays as it is."""
    return chinese("evidence")["counted"].get(counted, counted) if lang == "zh" else counted


def evidence_unit(unit: str, lang: str) -> str:
    """The unit of an evidence row as it stands behind its figure; in English as the table has it."""
    return chinese("evidence")["unit"].get(unit) or unit_name(unit, lang) if lang == "zh" else unit


@cache
def _sentences() -> Mapping[str, str]:
    return {english: words for table in SENTENCES for english, words in chinese("evidence")[table].items()}


def _reason(english: str) -> str:
    bare = english.removeprefix(_JUDGEMENT)
    label = chinese("evidence")["label"]["judgement"] if bare != english else ""
    return label + _sentences().get(bare, bare)
