"""Chinese for the English words of evidence, plan and parameter table about the source of a number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sim.language.terms import chinese, unit_name

#: Tables of ``evidence_zh.toml`` whose keys are whole English sentences.
SENTENCES = ("evidence", "source", "plan", "judgement")
_JUDGEMENT = "judgement: "


def evidence_words(english: str, lang: str) -> str:
    """What stands in English in the evidence or beside a number, in the words of ``lang``.

    Several reasons behind semicolons are translated one by one. What has no Chinese stays as it is: authors, titles of
    papers, addresses, and the words of somebody's own plan or parameter table.
    """
    if lang != "zh":
        return english
    whole = _sentences().get(english)
    return whole or "；".join(_reason(part.strip()) for part in english.split("; "))


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
