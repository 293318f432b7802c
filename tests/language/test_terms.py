"""Every parameter, metric and unit of the model has its own Chinese, and none is left over."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from sim.inputs.parameters import load_parameters
from sim.language import LANGUAGES, parameter_meaning, unit_name
from sim.language.terms import chinese
from sim.model.tables.metrics import FIRMS, METRICS

KNOWN = {
    "parameter": {row.name for row in load_parameters()},
    "unit": {row.unit for row in load_parameters()} | {one.unit for one in METRICS},
}
CHINESE = {**chinese("terms"), "metric": {one.id: one.meaning_zh for one in METRICS}}
ABBREVIATIONS = {"GDP", "IPO", "TRL", "VC"}


def wording() -> list[tuple[str, str, str]]:
    return [(table, name, words) for table, own in CHINESE.items() for name, words in own.items()]


@pytest.mark.parametrize("table", ["parameter", "unit"])
def test_every_one_has_chinese_and_none_is_left_over(table: str) -> None:
    assert set(CHINESE[table]) == KNOWN[table]
    assert all(CHINESE[table].values())


def test_every_metric_has_chinese_words() -> None:
    assert [one.id for one in METRICS if not re.search(r"[\u4e00-\u9fff]", one.words("zh"))] == []


@pytest.mark.parametrize("table", ["parameter", "metric"])
def test_no_two_mean_the_same(table: str) -> None:
    """A planner who reads the words only must know which of two parameters is meant."""
    assert [words for words, count in Counter(CHINESE[table].values()).items() if count > 1] == []


def test_a_parameter_and_a_metric_never_share_their_words() -> None:
    assert set(CHINESE["parameter"].values()) & set(CHINESE["metric"].values()) == set()


def test_a_gbk_terminal_can_show_everything() -> None:
    assert [name for _, name, words in wording() if words.encode("gbk", "replace").decode("gbk") != words] == []


def test_no_english_word_is_left() -> None:
    """Letters of rounds (A轮) and classes stay; a word of more than one letter must be a known abbreviation."""
    left = {(name, word) for _, name, words in wording() for word in re.findall(r"[A-Za-z]{2,}", words)
            if word not in ABBREVIATIONS and not set(word) <= {"I"}}  # fmt: skip
    assert left == set()


def test_the_words_are_short() -> None:
    """Tables and pictures give a name some 24 characters."""
    assert [name for table, name, words in wording() if table != "unit" and len(words) > 24] == []


def test_punctuation_is_chinese() -> None:
    assert [name for table, name, words in wording() if table != "unit" and re.search(r"[,;:?!()\"']", words)] == []


def test_english_keeps_the_words_of_the_table() -> None:
    row = load_parameters()["concept_spin_outs"]
    assert parameter_meaning(row.name, row.meaning, "en") == row.meaning
    assert parameter_meaning(row.name, row.meaning, "zh") == "每项概念验证的衍生企业"
    assert METRICS[FIRMS].words("zh") == "存续的领域企业"
    assert METRICS[FIRMS].words("en") == "field firms alive"
    assert unit_name("months", "zh") == "个月"
    assert unit_name("months", "en") == "months"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_parameter_of_another_table_keeps_its_own_words(lang: str) -> None:
    assert parameter_meaning("harbour_cranes", "cranes of the harbour", lang) == "cranes of the harbour"
    assert parameter_meaning("harbour_cranes", "", lang) == "harbour_cranes"
