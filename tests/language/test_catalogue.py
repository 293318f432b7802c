"""Both catalogues say the same things, and everything that the program says stands in them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import sim
from sim.errors import InputError
from sim.language import LANGUAGES, language, text, texts

SOURCES = sorted(path for path in Path(sim.__file__).parent.rglob("*.py") if "_data" not in path.parts)
CJK = r"[\u3400-\u9fff]"


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_languages_have_the_same_keys() -> None:
    assert set(texts("zh")) == set(texts("en"))


def test_no_wording_is_empty() -> None:
    assert [key for lang in LANGUAGES for key, value in texts(lang).items() if not value.strip()] == []


def test_both_languages_fill_the_same_places() -> None:
    """Money apart: Chinese counts it by the hundred million, English by the million."""
    unequal = [key for key in texts("en") if places(texts("en")[key]) != places(texts("zh").get(key, ""))]
    assert unequal == ["unit.money"]


def test_chinese_uses_chinese_punctuation() -> None:
    """A half-width mark next to a Chinese character is a slip of the keyboard."""
    slips = {key: value for key, value in texts("zh").items() if re.search(rf"{CJK}[,;:?!]|[,;:?!]{CJK}", value)}
    assert slips == {}


def test_a_gbk_terminal_can_show_everything() -> None:
    """Government desktops still have them; a question mark inside a number would be misread."""
    for lang in LANGUAGES:
        for key, value in texts(lang).items():
            assert value.encode("gbk", errors="replace").decode("gbk") == value, (lang, key)


def test_english_has_no_chinese() -> None:
    assert [key for key, value in texts("en").items() if re.search(CJK, value)] == []


def test_every_key_is_used() -> None:
    """Each key stands in the source as a string, or begins like an f-string or a string that ends in a dot."""
    exact: set[str] = set()
    prefixes: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                prefixes.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                (prefixes if node.value.endswith(".") else exact).add(node.value)
    prefixes = {prefix for prefix in prefixes if re.fullmatch(r"[a-z]+\.[a-z_.-]*", prefix)}
    unused = [key for key in texts("en") if key not in exact and not key.startswith(tuple(prefixes))]
    assert unused == []


def test_every_key_that_is_said_exists() -> None:
    """Literal first arguments of say(...) and text(...) anywhere in the program."""
    missing = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("say", "text") and node.args[0].value not in texts("en"):
                    missing.append((path.name, node.args[0].value))
    assert missing == []


def test_a_missing_key_names_itself() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        text("no.such.key", "zh")


def test_a_missing_value_names_the_key_and_the_place() -> None:
    with pytest.raises(KeyError, match=r"forecast\.resume.*command"):
        text("forecast.resume", "en", other=1)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="zh, en"):
        text("cli.usage", "fr")


@pytest.mark.parametrize(
    ("choice", "environment", "expected"),
    [
        ("zh", {"XIANDAO_LANG": "en", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"XIANDAO_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.GBK"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"XIANDAO_LANG": "", "LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_chosen(choice: str | None, environment: dict[str, str], expected: str) -> None:
    assert language(choice, environment) == expected


@pytest.mark.parametrize(("choice", "environment"), [("fr", {}), (None, {"XIANDAO_LANG": "ZH"})])
def test_a_language_that_is_not_spoken_is_refused(choice: str | None, environment: dict[str, str]) -> None:
    with pytest.raises(InputError, match="unknown language"):
        language(choice, environment)
