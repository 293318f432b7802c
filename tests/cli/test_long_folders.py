"""Folders of long commands: one that holds another kind of result is refused before anything runs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sim.app.cli.commands import COMMANDS
from sim.app.cli.long_command import LongCommand
from sim.app.cli.streams import SUCCESS, USAGE

ARGUMENTS = {"compare": ["template", "template-no-plan"], "sweep": ["tiny"]}
LONG = [str(command.name) for command in COMMANDS if isinstance(command, LongCommand)]


@pytest.mark.parametrize("name", LONG)
def test_a_folder_with_another_kind_of_result_is_refused(name: str, xiandao, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(LongCommand, "computed", lambda *_: pytest.fail("it ran"))
    (tmp_path / "search.json" if name != "search" else tmp_path / "value.json").write_bytes(b"{}")
    done = xiandao(name, *ARGUMENTS.get(name, []), "--out", str(tmp_path), "--lang", "en")
    assert done.code == USAGE
    assert "holds a result of xiandao" in done.err
    assert done.err.count("\n") == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_fault_of_the_program_leaves_no_empty_folder(xiandao, monkeypatch, tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise KeyError("high_tech_stock")

    monkeypatch.setattr(LongCommand, "computed", broken)
    xiandao("forecast", "template", "--out", str(tmp_path / "deep" / "folder"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("lang", "said"), [("en", "before digests were kept"), ("zh", "写于记录摘要之前")])
@pytest.mark.parametrize("command", [["chart", "{}", "money"], ["report", "{}", "--to", "html"]])
def test_an_older_folder_is_said_to_be_unchecked(command, lang: str, said: str, xiandao, tmp_path: Path) -> None:
    with zipfile.ZipFile(Path(__file__).parents[1] / "results" / "first_release" / "compare.zip") as archive:
        archive.extractall(tmp_path)
    done = xiandao(*(word.format(tmp_path) for word in command), "--quiet", "--lang", lang)
    assert done.code == SUCCESS
    assert said in done.err
    assert done.err.count("\n") == 1
