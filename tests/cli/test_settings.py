"""Option over environment over file over default, for every setting of every command, and --print-config says which."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.app.cli.command import Command
from sim.app.cli.long_command import LongCommand
from sim.app.cli.options import Setting
from sim.app.cli.settings import FILE, OTHER_VARIABLES, from_file
from sim.app.cli.streams import INTERRUPTED, SUCCESS, USAGE
from sim.errors import InputError
from sim.shipped import PACKAGE
from tests.cli.declared import EVERY_SETTING, WITH_SETTINGS, arguments_of, read, values_of

Xiandao = Callable[..., Any]
IDS = [f"{command.name}-{setting.name}" for command, setting in EVERY_SETTING]
LONG = [pair for pair in EVERY_SETTING if isinstance(pair[0], LongCommand)]


def shown(xiandao: Xiandao, command: Command, *options: str) -> dict[str, str]:
    """Name -> line of --print-config."""
    done = xiandao(str(command.name), *arguments_of(command), *options, "--print-config", "--lang", "en")
    assert (done.code, done.err) == (SUCCESS, "")
    return {line.split()[0]: " ".join(line.split()[1:]) for line in done.out.splitlines()}


@pytest.mark.parametrize(("command", "setting"), EVERY_SETTING, ids=IDS)
def test_option_over_environment_over_file_over_default(
    xiandao: Xiandao, monkeypatch: pytest.MonkeyPatch, command: Command, setting: Setting
) -> None:
    name, option, variable = str(setting.name), setting.opts[0], f"XIANDAO_{str(setting.name).upper()}"
    typed, set_, written = values_of(setting)
    assert "(default)" in shown(xiandao, command)[name]
    Path(FILE).write_text(f"{name} = {json.dumps(written)}", encoding="utf-8")
    assert shown(xiandao, command)[name] == f"{written} (file xiandao.toml)"
    monkeypatch.setenv(variable, set_)
    assert shown(xiandao, command)[name] == f"{set_} (environment variable {variable})"
    assert shown(xiandao, command, option, typed)[name] == f"{typed} (option {option})"
    monkeypatch.setenv(variable, "")
    assert shown(xiandao, command)[name] == f"{written} (file xiandao.toml)"
    assert sorted(Path().iterdir()) == [Path(FILE)], "nothing is run and no folder is made"


@pytest.mark.parametrize("place", ["environment", "file", "table"])
@pytest.mark.parametrize(("command", "setting"), LONG, ids=[f"{c.name}-{s.name}" for c, s in LONG])
def test_a_setting_reaches_the_library_and_the_line_that_goes_on(
    xiandao: Xiandao, monkeypatch: pytest.MonkeyPatch, command: LongCommand, setting: Setting, place: str
) -> None:
    """The library's function is replaced by one that is interrupted at once; what it was given is what was set."""
    calls: list[dict[str, Any]] = []

    def interrupted(*_: Any, **given: Any) -> None:
        calls.append({name: value for name, value in given.items() if name not in ("progress", "report")})
        raise SweepInterrupted(1, 2)

    from sim.analyses.sweep.run import SweepInterrupted

    module, _, function = command.call.partition(":")
    monkeypatch.setattr(importlib.import_module(module), function, interrupted)
    typed = values_of(setting)[0]
    if place == "environment":
        monkeypatch.setenv(f"XIANDAO_{str(setting.name).upper()}", typed)
    else:
        table = f"[{command.name}]\n" if place == "table" else ""
        Path(FILE).write_text(f"{table}{setting.name} = {json.dumps(typed)}", encoding="utf-8")
    done = xiandao(str(command.name), *arguments_of(command), "-q", "--lang", "en")
    assert done.code == INTERRUPTED
    line = shlex.split(done.err.strip().splitlines()[-1].removeprefix("Resume with: "))
    assert line[line.index(setting.opts[0]) + 1] == typed
    if setting.argument is not None:
        assert calls[0][setting.argument] == read(setting, typed)
    monkeypatch.delenv(f"XIANDAO_{str(setting.name).upper()}", raising=False)
    Path(FILE).unlink(missing_ok=True)
    assert xiandao(*line[1:]).code == INTERRUPTED
    assert calls[1] == calls[0], "the line asks for the same"


@pytest.mark.parametrize("command", WITH_SETTINGS, ids=lambda command: command.name)
def test_an_unknown_key_of_the_file_is_refused_by_every_command(xiandao: Xiandao, command: Command) -> None:
    for content, place in (("sed = 2", ""), (f"[{command.name}]\nsed = 2", f"{command.name}: ")):
        Path(FILE).write_text(content, encoding="utf-8")
        done = xiandao(str(command.name), *arguments_of(command), "--lang", "en")
        assert (done.code, done.out, done.err.count("\n")) == (USAGE, "", 1)
        assert f"xiandao.toml: {place}unknown setting (found 'sed')" in done.err
        if "seed" in command.settings:
            assert "did you mean 'seed'?" in done.err


SETTINGS = {"forecast": {"runs": False, "seed": False}, "backtest": {"runs": False}, "search": {"by": True}}


def said(command: str, content: str, folder: Path) -> dict[str, Any]:
    (folder / FILE).write_text(content, encoding="utf-8")
    return from_file(command, SETTINGS, folder)


def test_a_table_holds_for_its_command_alone(tmp_path: Path) -> None:
    content = "runs = 50\nseed = 3\n[backtest]\nruns = 4000"
    assert said("forecast", content, tmp_path) == {"runs": "50", "seed": "3"}
    assert said("backtest", content, tmp_path) == {"runs": "4000"}
    assert said("search", content, tmp_path) == {}
    assert said("backtest", content, tmp_path)["runs"].key == "backtest.runs"


def test_what_may_be_repeated_is_one_value_or_a_list(tmp_path: Path) -> None:
    assert said("search", 'by = "year"', tmp_path) == {"by": ("year",)}
    assert said("search", 'by = ["year", "field"]', tmp_path) == {"by": ("year", "field")}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("runs = [1, 2]", "runs: must be one value"),
        ("by = [[1]]", "by: must be one value"),
        ("backtest = 3", "backtest: must be a table"),
        ("[backtest]\nseed = 1", r"backtest: unknown setting \(found 'seed'\); allowed: runs"),
        ("[backtst]", "did you mean 'backtest'"),
        ("[runs]\nx = 1", "runs: must be one value"),
    ],
)
def test_what_the_file_may_not_say(tmp_path: Path, content: str, sentence: str) -> None:
    command = "search" if content.startswith("by") else "forecast"
    with pytest.raises(InputError, match=sentence):
        said(command, content, tmp_path)


def test_a_value_that_cannot_be_used_names_the_place_where_it_stands(xiandao: Xiandao, monkeypatch) -> None:
    Path(FILE).write_text("[value]\nstep = 0", encoding="utf-8")
    assert "xiandao.toml: value.step: not an amount of money" in xiandao("value", "--lang", "en").err
    monkeypatch.setenv("XIANDAO_STEP", "-1")
    assert "XIANDAO_STEP: not an amount of money" in xiandao("value", "--lang", "en").err
    assert "--step: not an amount of money" in xiandao("value", "--step", "0", "--lang", "en").err


def test_prior_is_an_option_like_the_set_that_it_stands_for(xiandao: Xiandao, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XIANDAO_FITTED", "a-set")
    for command in WITH_SETTINGS:
        if "fitted" in command.settings:
            assert shown(xiandao, command, "--prior")["fitted"] == "prior (option --prior)"


def test_help_does_not_read_the_file(xiandao: Xiandao) -> None:
    Path(FILE).write_text("runs = ", encoding="utf-8")
    assert xiandao("forecast", "--help").code == SUCCESS
    assert xiandao("explain").code == SUCCESS
    assert xiandao("forecast").code == USAGE


@pytest.mark.parametrize(("command", "setting"), LONG, ids=[f"{c.name}-{s.name}" for c, s in LONG])
def test_the_usual_value_is_that_of_the_library(command: LongCommand, setting: Setting) -> None:
    """A number that stands in the declaration and in the library's signature is the same in both."""
    module, _, function = command.call.partition(":")
    known = inspect.signature(getattr(importlib.import_module(module), function)).parameters
    if setting.argument is None or callable(setting.default):
        return  # the command's own, or what the machine and the day say
    usual = known[setting.argument].default
    nothing = (None, (), inspect.Parameter.empty)
    if usual in nothing:
        assert setting.default in nothing
    else:
        assert several(setting.default) == several(usual)


def several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_misspelt_variable_is_refused_with_the_nearest_name(xiandao: Xiandao, monkeypatch, lang: str) -> None:
    monkeypatch.setenv("XIANDAO_MONTHTS", "60")
    done = xiandao("forecast", "--lang", lang)
    assert done.code == USAGE
    assert done.err.count("\n") == 1
    assert "XIANDAO_MONTHTS" in done.err
    assert "'XIANDAO_MONTHS'" in done.err


def test_a_variable_of_another_command_or_use_is_no_fault(xiandao: Xiandao, monkeypatch) -> None:
    for variable in (*OTHER_VARIABLES, "XIANDAO_EFFECTS_RUNS"):
        monkeypatch.setenv(variable, "zh")
    assert xiandao("forecast", "--print-config").code == SUCCESS


def test_every_variable_that_the_program_reads_is_a_setting_or_is_listed() -> None:
    read = {
        name for path in PACKAGE.rglob("*.py") for name in re.findall(r'"(XIANDAO_[A-Z_]+)"', path.read_text("utf-8"))
    }
    assert read - {"XIANDAO_"} == set(OTHER_VARIABLES)


def test_a_folder_in_place_of_the_file_is_refused(xiandao: Xiandao) -> None:
    Path(FILE).mkdir()
    done = xiandao("forecast", "--lang", "en")
    assert (done.code, done.err) == (USAGE, "Error: xiandao.toml: must be a file, not a folder\n")


def test_a_folder_that_cannot_be_made_is_refused_where_it_was_named(xiandao: Xiandao, forecast, monkeypatch) -> None:
    assert "--out: cannot be written" in xiandao("forecast", "--out", "/proc/x", "--lang", "en").err
    Path(FILE).write_text('[forecast]\nout = "/proc/x"', encoding="utf-8")
    assert "xiandao.toml: forecast.out: cannot be written" in xiandao("forecast", "--lang", "en").err
    monkeypatch.setenv("XIANDAO_OUT", "/proc/x")
    assert "XIANDAO_OUT: cannot be written" in xiandao("forecast", "--lang", "en").err
