"""What ``xiandao explain`` can say of where a number comes from has Chinese, and none is left over."""

from __future__ import annotations

import re

import pytest

from sim.inputs.evidence import load_evidence
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.language import evidence_unit, evidence_words
from sim.language.terms import SENTENCES, chinese

PLAN, PARAMETERS, EVIDENCE = load_plan("hangzhou"), load_parameters(), load_evidence()
REASONS = [part.strip() for row in PARAMETERS for part in row.source.split(";")]
CITED_ROWS = {ref for one in (*PLAN.actions, *PLAN.named) for ref in one.evidence}
REFERENCES = CITED_ROWS | {one for one in REASONS if EVIDENCE.has(one)}
ROWS = [EVIDENCE.find(ref) for ref in sorted(REFERENCES)]
CJK = re.compile(r"[\u3400-\u9fff]")
#: A publication as it is cited: authors and year, a named publisher and date, or an address.
CITED = re.compile(r"\(\d{4}|^https?://|^AUTM |^China Daily |^City Evolution ")


def bare(reason: str) -> str:
    return reason.removeprefix("judgement: ")


def said_of_the_plan() -> set[str]:
    """Outside views, weights without their references, and notes of parameters."""
    weights = [record.weight_source for record in (*PLAN.fields, *PLAN.districts)]
    parts = {bare(part) for source in weights if not source.startswith("series:") for part in source.split("; ")}
    targets = {target.outside_view_source for target in PLAN.targets}
    return parts | targets | {row.note for row in PARAMETERS if row.note}


EXPECTED = {
    "evidence": {rows[0].text for rows in ROWS},
    "plan": said_of_the_plan(),
    "judgement": {bare(one) for one in REASONS if not EVIDENCE.has(one)},
}


@pytest.mark.parametrize("table", sorted(EXPECTED))
def test_every_sentence_has_chinese_and_none_is_left_over(table: str) -> None:
    assert set(chinese("evidence")[table]) == EXPECTED[table]


def test_a_source_is_chinese_or_a_publication_as_it_is_cited() -> None:
    sources = {rows[0].source for rows in ROWS}
    assert set(chinese("evidence")["source"]) <= sources
    left = {one for one in sources if not CJK.search(evidence_words(one, "zh"))}
    assert sorted(one for one in left if not CITED.search(one)) == []


def test_every_unit_has_chinese_once() -> None:
    units = {rows[0].unit for rows in ROWS if len(rows) == 1 and rows[0].value is not None}
    own, general = set(chinese("evidence")["unit"]), set(chinese("terms")["unit"])
    assert units - general - own == set()
    assert own - units == set()
    assert {unit for unit in units if evidence_unit(unit, "en") != unit} == set()


def test_all_of_it_is_chinese_that_a_gbk_terminal_can_show() -> None:
    for table in SENTENCES:
        for english, words in chinese("evidence")[table].items():
            assert CJK.search(words), english
            assert words.encode("gbk", "replace").decode("gbk") == words, english


def test_reasons_are_translated_one_by_one_and_what_is_unknown_stays() -> None:
    assert evidence_words("judgement: no count; of my own table", "zh") == "判断：没有统计数；of my own table"
    assert evidence_words("judgement: no count", "en") == "judgement: no count"
