"""``--lang`` is obeyed by every command: help, settings and refusals speak the language that was asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.app.cli.app import program
from sim.app.cli.commands import COMMANDS
from sim.app.cli.streams import SUCCESS, USAGE
from sim.language import texts
from tests.cli.declared import WITH_SETTINGS, arguments_of

ROOT = Path(__file__).parents[2]
NAMES = [str(command.name) for command in COMMANDS]
CJK = re.compile(r"[\u3400-\u9fff]")
FIRST = {"zh": "错误：", "en": "Error: "}


def spoken(words: str, lang: str) -> bool:
    return bool(CJK.search(words)) == (lang == "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_help_is_in_the_language(xiandao, monkeypatch, name: str, lang: str) -> None:
    monkeypatch.setenv("XIANDAO_LANG", {"zh": "en", "en": "zh"}[lang])
    done = xiandao(name, "--help", "--lang", lang)
    assert (done.code, done.err) == (SUCCESS, "")
    said = [re.split(r"  +", line.strip(), maxsplit=1)[-1] for line in done.out.splitlines() if line.strip()]
    assert [line for line in said if not spoken(line, lang)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_of_the_program_lists_every_command_and_what_it_is_for(xiandao, lang: str) -> None:
    """The one list of all commands: the READMEs name those to begin with, and send on to it."""
    listed = dict(re.findall(r"^  ([a-z]+) +(\S.*)$", xiandao("--help", "--lang", lang).out, flags=re.MULTILINE))
    said = texts(lang)
    assert {name: listed.get(name) for name in NAMES} == {name: said[f"help.{name}"] for name in NAMES}
    for readme in ROOT.glob("README*.md"):
        assert "`xiandao --help`" in readme.read_text(encoding="utf-8"), readme.name


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_is_in_the_language(xiandao, name: str, lang: str) -> None:
    done = xiandao(name, "--lang", lang, "--no-such-option")
    assert (done.code, done.out) == (USAGE, "")
    assert done.err.startswith(FIRST[lang])
    assert spoken(done.err, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", WITH_SETTINGS, ids=lambda command: command.name)
def test_settings_are_told_in_the_language(xiandao, command, lang: str) -> None:
    done = xiandao(str(command.name), *arguments_of(command), "--print-config", "--lang", lang)
    lines = [line for line in done.out.splitlines() if "(" in line or "（" in line]
    assert lines
    assert [line for line in lines if not spoken(line, lang)] == []
    assert re.search(rf"^lang +{lang} ", done.out, flags=re.MULTILINE)


def test_every_wording_of_help_is_shown_somewhere() -> None:
    said = {str(command.help) for command in COMMANDS}
    parameters = [one for command in COMMANDS for one in command.params] + list(program().params)
    said |= {str(getattr(one, "help", "")) for one in parameters}
    assert {key for key in texts("en") if key.startswith("help.")} == (said | {"help.help"}) - {""}
