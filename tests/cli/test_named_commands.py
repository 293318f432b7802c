"""Every command that a user is told to type exists, with the options that it is told with."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

import sim
from sim.app.cli.commands import COMMANDS
from sim.errors import InputError
from sim.language import LANGUAGES, texts
from sim.report import report
from sim.results.folder import class_of
from sim.results.result import CLASSES

PACKAGE = Path(sim.__file__).parent
ROOT = PACKAGE.parent
DECLARED = {str(command.name): command for command in COMMANDS}
#: What follows the program's name in prose and stands for no command.
PROSE = {"COMMAND", "NAME"}
_NAMED = re.compile(r"(?<![\w./-])xiandao ([A-Za-z{][A-Za-z0-9{}-]*)((?: [^\n]*)?)")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]+)")
_END = re.compile(r"[`;|#。；，,)）]| and | und |\.(?:\s|$)")


def texts_of_sources() -> Iterator[tuple[str, str]]:
    """Place and text of every string in the package's sources, of every wording, and of every page of description."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value
    for lang in LANGUAGES:
        for key, words in texts(lang).items():
            yield f"{lang}.toml:{key}", words
    for path in (*ROOT.glob("README*.md"), *PACKAGE.rglob("README.md"), *(ROOT / "results").glob("README*.md"),
                 *(ROOT / "scenarios").rglob("README.md"), *(ROOT / "calibration").glob("README*.md")):  # fmt: skip
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


@cache
def named() -> list[tuple[str, str, str]]:
    """(place, command, what is typed behind it), without the commands that are filled in when they are said."""
    found = []
    for place, text in texts_of_sources():
        for match in _NAMED.finditer(text):
            if "{" not in match[1] and match[1] not in PROSE:
                found.append((place, match[1], _END.split(match[2])[0]))
    return found


def test_the_texts_are_read() -> None:
    commands = {command for _, command, _ in named()}
    assert set(DECLARED) <= commands, "every command is told of somewhere"
    assert len(named()) > 100


def test_every_command_that_is_named_exists() -> None:
    """Program text in prose is `xiandao` and a verb; a sentence about the program says "the command"."""
    unknown = [(place, command) for place, command, _ in named() if command not in DECLARED]
    assert unknown == []


def test_every_option_that_is_named_exists() -> None:
    wrong = []
    for place, command, line in named():
        if command in DECLARED:
            known = {name for one in DECLARED[command].params for name in one.opts} | {"--help"}
            wrong += [(place, command, option) for option in _OPTION.findall(line) if option not in known]
    assert wrong == []


def lines_of_readmes() -> list[tuple[str, str]]:
    """Every command line inside the fences of the READMEs for users."""
    lines = []
    for path in ROOT.glob("README*.md"):
        for block in re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL):
            for line in re.findall(r"xiandao ([a-z][^\n|]*)", block):
                lines.append((path.name, re.split(r"\s+#", line)[0].strip()))
    return lines


@pytest.mark.parametrize(("readme", "line"), lines_of_readmes())
def test_every_line_of_the_readmes_can_be_read(readme: str, line: str, monkeypatch, tmp_path) -> None:
    """Values are read as well: numbers in range, scenarios that are shipped."""
    from sim.app.cli.session import Session

    monkeypatch.chdir(tmp_path)
    name, *words = shlex.split(line)
    context = DECLARED[name].make_context(name, words, obj=Session("en", False, ()))
    assert isinstance(context, click.Context)


@pytest.mark.parametrize(
    "document",
    ["comparison.json", "value.json", "prices.json", "responses.json", "search.json", "sensitivity.json",
     "discovery.json", "backtest.json", "fit.json", "vintage.json", "inputs/sweep.json"],
)  # fmt: skip
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_without_report_names_a_command_that_exists(xiandao, document: str, lang: str) -> None:
    path = Path("saved") / document
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")
    for asked in (["report", "saved", "--to", "html"], ["chart", "saved"]):
        told = xiandao(*asked, "--lang", lang).err
        commands = re.findall(r"xiandao ([a-z]+)", told)
        assert [command for command in commands if command not in DECLARED] == []


def test_every_result_names_the_command_that_writes_it(tmp_path: Path) -> None:
    class_of(tmp_path)  # looks at all of them
    assert len(CLASSES) >= 11
    for result in CLASSES.values():
        command, *options = result.COMMAND.split()
        assert {name for one in DECLARED[command].params for name in one.opts} >= set(options), result


@pytest.mark.parametrize("document", ["vintage.json", "value.json", "inputs/sweep.json"])
def test_a_report_that_is_not_made_names_a_command_that_is(document: str, tmp_path: Path) -> None:
    (tmp_path / document).parent.mkdir(exist_ok=True)
    (tmp_path / document).write_text("{}", encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        report(tmp_path, "html")
    assert refusal.value.value == f"xiandao {class_of(tmp_path).COMMAND}"
    made = "xiandao forecast, xiandao compare, xiandao value --prices, xiandao value --responses"
    assert refusal.value.allowed == made
