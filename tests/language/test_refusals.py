"""Every refusal of the program, and every phrase of what it allows, has Chinese; values, names and paths stay."""

from __future__ import annotations

import re

import pytest

from sim.language import texts
from sim.language.refusals import slug, translated, translated_place
from sim.plan.faults import SENTENCES
from sim.policy import amounts, moves
from tests.language.refusal_texts import alloweds, outside, problems

#: Words that stay in Chinese sentences: options, commands and names of things of the program.
_LATIN = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")
_LITERAL = re.compile(r"xiandao [a-z]+|pip install \S+|CSV UTF-8|sample")


LIMITS = ("gt", "ge", "lt", "le", "max_length", "min_length")


def named(section: str) -> dict[str, str]:
    """English wording of a section by key without the section."""
    return {key.partition(".")[2]: words for key, words in texts("en").items() if key.partition(".")[0] == section}


def exact(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def parts(words: str) -> list[str]:
    """A sentence whole, and what stands before and behind its colon and its bracket."""
    cut = [part for mark in (": ", " (") for part in words.split(mark, 1)]
    return [words, *(part.removesuffix(")") for part in cut)]


def left_in_english(section: str, english: str) -> bool:
    chinese = translated(section, english, "zh")
    return chinese == english or bool(_LATIN.search(_LITERAL.sub("", chinese)))


def test_the_source_is_read() -> None:
    """Known answers: a constant, a name in a variable, and an f-string of another module stand in the list."""
    found = set(problems())
    assert ("sweep/design.py", "an empty cell") in found
    assert ("search/space.py", "the lower bounds ask for more than there is to move") in found
    assert ("plan/document.py", "there is no such plan file") in found
    assert len(found) > 350


def test_every_problem_has_chinese() -> None:
    assert sorted({one for one in problems() if left_in_english("problem", one[1])}) == []


def test_every_allowed_phrase_has_chinese() -> None:
    assert sorted({one for one in alloweds() if left_in_english("allowed", one[1])}) == []


@pytest.mark.parametrize("kind", sorted(set(SENTENCES) - {"value_error"}))
def test_every_sentence_of_the_schema_has_chinese(kind: str) -> None:
    """Limits are numbers of any kind: whole, a fraction, below zero."""
    for limit in (3, 0.5, -0.25):
        context = dict.fromkeys(LIMITS, limit)
        assert not left_in_english("problem", SENTENCES[kind](context))


def test_the_forms_that_are_allowed_have_chinese() -> None:
    assert [form for form in (moves.FORM, amounts.FORM) if translated("allowed", form, "zh") == form] == []


def test_no_wording_is_left_over() -> None:
    """A sentence that nobody raises any more is taken out of both catalogues."""
    schema = [SENTENCES[kind](dict.fromkeys(LIMITS, 3)) for kind in set(SENTENCES) - {"value_error"}]
    raised = [*(words for _, words in problems()), *outside(), *schema]
    known = {"problem": raised, "allowed": [*(words for _, words in alloweds()), moves.FORM, amounts.FORM]}
    for section, said in known.items():
        used = {key for words in said for part in parts(words) for key in (slug(part), exact(part))}
        assert [name for name in named(section) if name not in used] == []


@pytest.mark.parametrize("section", ["problem", "allowed", "found"])
def test_english_wording_has_the_key_of_its_own_words(section: str) -> None:
    """The English of the catalogue is the sentence as it is raised, so its key is made from it."""
    for name, words in named(section).items():
        assert name in (exact(words), slug(re.sub(r"\{\d\}", "7", words))), name


def test_values_stay_as_they_are() -> None:
    assert translated("problem", "must not be above 1,000", "zh") == "不得大于 1,000"
    assert translated("problem", "must not be below -0.5", "zh") == "不得小于 -0.5"
    assert translated("problem", "made for another plan than 'hangzhou'", "zh") == "所属的计划不是 'hangzhou'"
    assert translated("problem", "contradicts reviews[1]: both can fire", "zh").startswith("与 reviews[1] 矛盾：")
    assert translated("allowed", "at most 12.5 million CNY (0.12 亿元), or all", "zh") == (
        "最多 12.5 百万元（0.12 亿元），或 all"
    )
    assert translated("found", "a list of 3", "zh") == "3 条的列表"


def test_a_fault_of_toml_is_told_in_chinese() -> None:
    english = "not valid TOML: Expected '=' after a key in a key/value pair (at line 3, column 5)"
    assert translated("problem", english, "zh") == "不是有效的 TOML：键之后须为 '='（第 3 行第 5 列）"
    english = "not valid TOML: Cannot declare ('shares', 'talent') twice (at end of document)"
    assert translated("problem", english, "zh") == "不是有效的 TOML：('shares', 'talent') 重复声明（文件末尾）"


def test_what_is_not_known_stays_whole() -> None:
    assert translated("problem", "cannot be read: /data/harbour", "zh") == "无法读取：/data/harbour"
    assert translated("allowed", "reference, low, high", "zh") == "reference, low, high"
    assert translated("problem", "a sentence that nobody wrote", "zh") == "a sentence that nobody wrote"


def test_english_stays_as_it_was_raised() -> None:
    assert translated("problem", "must not be above 1,000", "en") == "must not be above 1,000"
    assert translated_place("row 3, value", "en") == "row 3, value"


def test_a_place_is_counted_in_chinese() -> None:
    assert translated_place("row 3, value", "zh") == "第 3 行, value"
    assert translated_place("scenario 'reference'", "zh") == "方案 'reference'"
    assert translated_place("shares.talent", "zh") == "shares.talent"
