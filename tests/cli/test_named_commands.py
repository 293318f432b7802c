"""Nobody is sent to a command that does not exist: every ``xiandao WORD`` of a text, a file or a sentence is one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.errors import InputError
from sim.report import report
from sim.results.folder import class_of
from sim.results.result import CLASSES

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"\bxiandao ([a-z][a-z-]*)\b")
PROSE = {"wrote"}  # "what xiandao wrote"


def strings(path: Path) -> Iterator[str]:
    """What a module says: its string constants, docstrings among them; of what is put together, the constant parts."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "sim").rglob("*.py")):
        yield from ((path.name, words) for words in strings(path))
    for pattern in ("sim/**/*.toml", "sim/**/*.md", "sim/**/*.js", "*/*.md", "*.md"):
        for path in sorted(ROOT.glob(pattern)):
            yield path.name, path.read_text(encoding="utf-8")


def test_every_command_that_a_text_names_is_one(xiandao: Callable[..., Any]) -> None:
    named: dict[str, str] = {}
    for file, words in texts():
        named |= {name: file for name in NAMED.findall(words) if name not in PROSE}
    assert {"forecast", "compare", "chart", "report", "calibrate"} <= named.keys()
    unknown = {name: file for name, file in named.items() if xiandao(name, "--help").code != 0}
    assert unknown == {}


def test_every_result_names_the_command_that_writes_it(xiandao: Callable[..., Any], tmp_path: Path) -> None:
    class_of(tmp_path)  # looks at all of them
    assert len(CLASSES) >= 11
    for result in CLASSES.values():
        command, *options = result.COMMAND.split()
        shown = xiandao(command, "--help")
        assert shown.code == 0, result
        assert all(option in shown.out for option in options), result


@pytest.mark.parametrize("document", ["vintage.json", "value.json", "inputs/sweep.json"])
def test_a_report_that_is_not_made_names_a_command_that_is(document: str, tmp_path: Path) -> None:
    (tmp_path / document).parent.mkdir(exist_ok=True)
    (tmp_path / document).write_text("{}", encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        report(tmp_path, "html")
    assert refusal.value.value == f"xiandao {class_of(tmp_path).COMMAND}"
    assert refusal.value.allowed == "xiandao forecast, xiandao compare"
