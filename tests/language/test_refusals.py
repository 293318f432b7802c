"""Every refusal is a literal where it is raised, and has Chinese under its own words; values, names and paths stay."""

from __future__ import annotations

import errno
import importlib
import inspect
import os
import pickle
import re
import tomllib

import pytest

from sim.errors import InputError, LibraryText, Text
from sim.language.refusals import translated
from sim.language.terms import chinese
from tests.language.refusal_texts import Sentences, places, read, sentences

FOUND = sentences()
REFUSALS, LIBRARY = chinese("refusals")["refusal"], chinese("refusals")["library"]
CHINESE = {**REFUSALS, **LIBRARY}
CJK = r"[\u3400-\u9fff]"
#: What stays in English in Chinese: options, commands and names of things of the program.
_LITERAL = re.compile(r"\{[^}]*\}|xiandao [a-z]+|pip install \S+|CSV UTF-8")
#: What the standard library puts together, says in C, or has from the system's resolver of names.
_SAID = (
    *("7 (at line 7, column 7)", "7 (at end of document)", "unexpected end of data", "line contains NUL"),
    *("field larger than field limit (7)", "Name or service not known"),
)


def test_every_sentence_is_a_literal_where_it_is_raised() -> None:
    assert FOUND.faults == []


def test_the_source_is_read() -> None:
    """Known answers: a literal, names set by one branch and by two, a Text, one in another, and one in a table."""
    for template, module in {
        "an empty cell": "analyses/sweep/design.py",
        "the lower bounds ask for more than there is to move": "analyses/search/space.py",
        "not UTF-8 text but UTF-16": "inputs/evidence/text_file.py",
        "must be above {limit}": "inputs/plan/faults.py",
        "a bounds": "inputs/plan/document.py",
        "unknown measure": "inputs/plan/names.py",
        "line {line}": "analyses/sweep/damage.py",
    }.items():
        assert FOUND.templates[template].startswith(module)
    assert len(FOUND.templates) > 500


@pytest.mark.parametrize(
    "spoiled",
    [
        'raise InputError(f"unknown {what}")',
        'raise InputError("unknown " + what)',
        'raise InputError("unknown {}".format(what))',
        'problem = f"unknown {what}"\nraise InputError(problem, file=file)',
        'raise InputError(Text(f"unknown {what}"))',
        'raise InputError(Text("unknown {what}", name=what))',
        'raise InputError("unknown", allowed="a year or a month")',
        'allowed = f"at most {most}"\nraise InputError("too many", allowed=allowed)',
        'yield FileFault(key, said(what), what, "none")',
        "unknown_name(what, name, known)",
    ],
)
def test_a_sentence_that_is_no_literal_is_told_with_its_line(spoiled: str) -> None:
    found = Sentences()
    read("some/module.py", f"from sim.errors import InputError, Text\n{spoiled}\n", found)
    assert [fault.rpartition("/")[2].split(": ")[0] for fault in found.faults] in (["module.py:2"], ["module.py:3"])


def test_every_sentence_has_chinese_and_no_chinese_is_left_over() -> None:
    assert {sentence: place for sentence, place in FOUND.templates.items() if sentence not in REFUSALS} == {}
    assert [sentence for sentence in REFUSALS if sentence not in FOUND.templates] == []


def test_chinese_fills_the_same_places() -> None:
    assert [english for english, chinese in CHINESE.items() if places(english) != places(chinese)] == []


def test_chinese_is_chinese() -> None:
    said = {english: _LITERAL.sub("", chinese) for english, chinese in CHINESE.items()}
    assert [english for english, words in said.items() if not re.search(CJK, words)] == []
    assert {english: words for english, words in said.items() if re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}", words)} == {}


def test_chinese_uses_chinese_punctuation_and_a_gbk_terminal_can_show_it() -> None:
    said = [words for words in CHINESE.values() if not words.startswith("第 {")]  # places: 第 3 行, value
    assert [words for words in said if re.search(rf"{CJK}[,;:?!]|[,;:?!]{CJK}", words)] == []
    assert [words for words in CHINESE.values() if words.encode("gbk", errors="replace").decode("gbk") != words] == []


def test_the_file_is_in_the_order_of_the_alphabet() -> None:
    assert list(REFUSALS) == sorted(REFUSALS, key=lambda english: (english.lower(), english))


def test_the_library_says_what_is_translated() -> None:
    modules = [importlib.import_module(name) for name in ("tomllib._parser", "json.decoder")]
    said = "\n".join([*map(inspect.getsource, modules), *map(os.strerror, errno.errorcode), *_SAID])
    said = said.replace(r"\\", "\\")
    pieces = {english: re.split(r"\{\w+\}", english) for english in LIBRARY}
    assert [english for english, parts in pieces.items() if not all(part in said for part in parts)] == []


def test_values_stay_as_they_are() -> None:
    assert translated(Text("must not be above {limit}", limit="1,000"), "zh") == "不得大于 1,000"
    assert translated(Text("made for another plan than {plan!r}", plan="a plan"), "zh") == "所属的计划不是 'a plan'"
    assert translated(Text("row {row}, {column}", row=3, column="value"), "zh") == "第 3 行, value"
    most = Text("at most {most:,.1f} million CNY ({yi:.2f} 亿元), or all", most=12.5, yi=0.125)
    assert most == "at most 12.5 million CNY (0.12 亿元), or all"
    assert translated(most, "zh") == "最多 12.5 百万元（0.12 亿元），或 all"


def test_words_inside_a_sentence_are_translated() -> None:
    sentence = Text("there is no such {what} file", what=Text("bounds"))
    assert (sentence, translated(sentence, "zh")) == ("there is no such bounds file", "没有这个上下限文件")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("a\n", "键之后须为 '='（第 1 行第 2 列）"),
        ("[shares.talent]\n[shares.talent]", "('shares', 'talent') 重复声明（第 2 行第 15 列）"),
        ("a = [1", "列表没有写完（文件末尾）"),
        ('a = """\\q"""', "字符串里的 '\\' 须转义（第 1 行第 10 列）"),
    ],
)
def test_a_fault_of_toml_is_told_in_chinese(document: str, said: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as fault:
        tomllib.loads(document)
    sentence = Text("not valid TOML: {reason}", reason=LibraryText(fault.value))
    assert sentence == f"not valid TOML: {fault.value}"
    assert translated(sentence, "zh") == f"不是有效的 TOML：{said}"


def test_what_is_not_known_stays_whole() -> None:
    assert translated(Text("cannot be written: {reason}", reason=LibraryText("Frost")), "zh") == "无法写入：Frost"
    assert translated(InputError("a sentence that nobody wrote").problem, "zh") == "a sentence that nobody wrote"
    for value in ("0 to 1", "a table", 3, None):  # written by a user: no Text
        assert translated(value, "zh") == value


def test_english_stays_as_it_was_raised() -> None:
    assert translated(Text("must not be above {limit}", limit=3), "en") == "must not be above 3"
    assert Text("{threshold}, {share}") == "{threshold}, {share}"


def test_a_refusal_of_a_worker_comes_home_whole() -> None:
    sent = InputError(Text("must be above {limit}", limit="{0}"), key=Text("row {row}", row=2))
    come = pickle.loads(pickle.dumps(sent))
    assert str(come) == str(sent) == "row 2: must be above {0}"
    assert (translated(come.problem, "zh"), translated(come.key, "zh")) == ("须大于 {0}", "第 2 行")
