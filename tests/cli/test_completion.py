"""What a shell is told when it asks which words may follow, and the scripts by which it asks."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.app.cli.app import COMPLETION, SHELLS
from sim.app.cli.commands import COMMANDS
from sim.app.cli.streams import SUCCESS, USAGE
from sim.inputs.plan import load_plan
from sim.inputs.plan.document import shipped_names

Xiandao = Callable[..., Any]
PLAN = load_plan("hangzhou")
DECLARED = {str(command.name): command for command in COMMANDS}


def arguments(name: str) -> list[str]:
    return [str(one.name) for one in DECLARED[name].params if one.param_type_name == "argument"]


@pytest.fixture
def words(xiandao: Xiandao, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, str]]:
    """``words("forecast", "ref")``: each word that may stand for the last one, and what is said beside it."""

    def asked(*line: str, lang: str = "en") -> dict[str, str]:
        monkeypatch.setenv("XIANDAO_LANG", lang)
        monkeypatch.setenv(COMPLETION, "powershell_complete")
        monkeypatch.setenv("COMP_WORDS", shlex.join(["xiandao", *(word for word in line if word)]))
        monkeypatch.setenv("COMP_CWORD", str(len(line)))
        done = xiandao()
        assert (done.code, done.err) == (SUCCESS, "")
        lines = done.out.splitlines()
        return {lines[k + 1]: lines[k + 2] for k in range(0, len(lines) - 2, 3) if lines[k] == "plain"}

    return asked


def test_commands_and_options(words) -> None:
    assert list(words("fore")) == ["forecast"]
    assert {"--runs", "--seed", "--structure-runs", "--json"} <= set(words("forecast", "--"))
    assert set(words("forecast", "--str")) == {"--structure-runs"}


@pytest.mark.parametrize("command", [one for one in DECLARED if "scenario" in " ".join(arguments(one))])
def test_scenarios_by_id_with_their_names_beside(words, command: str) -> None:
    assert set(words(command, "")) == set(shipped_names("scenarios"))
    assert words(command, "refe") == {"reference": "Reference"}
    assert words(command, "refe", lang="zh") == {"reference": "参考方案"}


def test_the_next_scenario_of_a_comparison(words) -> None:
    assert "adaptive" in words("compare", "reference", "ad")


def test_sweeps(words) -> None:
    assert set(words("sweep", "")) == {"funding-grid", "tiny"}


@pytest.mark.parametrize("command", ["sensitivity", "discover", "chart"])
def test_targets(words, command: str) -> None:
    assert list(words(command, "--target", "")) == [target.id for target in PLAN.targets]


def test_targets_of_a_picture(words) -> None:
    assert "scenarios" in words("chart", "results/forecast-reference-1000-1", "fan", "--target", "sce")


def test_targets_are_those_of_the_plan_of_the_scenario(words) -> None:
    template = [target.id for target in load_plan("template").targets]
    assert list(words("discover", "template", "--target", "")) == template


def test_an_unknown_scenario_is_no_noise(words) -> None:
    assert words("discover", "none-such", "--target", "") == {}


def test_a_name_that_was_begun_goes_on_as_a_name(words) -> None:
    assert words("discover", "--target", "典型", lang="zh") == {"典型应用场景": "scenarios"}
    assert words("forecast", "参考方案（", lang="zh") == {"参考方案（高）": "high", "参考方案（低）": "low"}


def test_actions_of_a_move(words) -> None:
    actions = [action.id for action in PLAN.actions]
    assert list(words("compare", "reference", "--move", "")) == [f"{id}:" for id in actions]
    assert list(words("compare", "reference", "--move", "talent:sce")) == ["talent:scenarios:"]
    assert words("compare", "reference", "--move", "talent:scenarios:") == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("forecast", "--level", ""), {"low", "middle", "high"}),
        (("discover", "--outcome", ""), {"missed", "met"}),
        (("search", "--by", ""), {"field", "year"}),
        (("search", "--robust", "m"), {"maximin"}),
        (("export", "x", "--to", ""), {"parquet", "netcdf", "csv"}),
        (("report", "x", "--to", ""), {"docx", "xlsx", "html", "pdf"}),
        (("forecast", "--lang", ""), {"zh", "en"}),
        (("explain", "yu"), {"yuhang"}),
    ],
)
def test_words_that_an_option_knows(words, line: tuple[str, ...], expected: set[str]) -> None:
    assert set(words(*line)) == expected


def test_a_spoilt_settings_file_does_not_disturb(words) -> None:
    Path("xiandao.toml").write_text("runs = ", encoding="utf-8")
    assert words("forecast", "--level", "l") == {"low": "_"}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script_that_asks_this_program(xiandao: Xiandao, shell: str) -> None:
    done = xiandao("--completion", shell)
    assert (done.code, done.err) == (SUCCESS, "")
    assert f"{COMPLETION}" in done.out
    assert f"{shell}_complete" in done.out


def test_another_shell_is_refused(xiandao: Xiandao) -> None:
    done = xiandao("--completion", "bsh", "--lang", "en")
    assert (done.code, done.out) == (USAGE, "")
    assert "allowed: bash, zsh, fish, powershell; did you mean 'bash'?" in done.err


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_itself_completes(tmp_path: Path) -> None:
    """The script is read by bash, whose completion function is called as bash calls it."""
    program = tmp_path / "xiandao"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m sim "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = """
        eval "$(xiandao --completion bash)"
        COMP_WORDS=(xiandao forecast refe); COMP_CWORD=2
        _xiandao_completion xiandao refe forecast
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    root = str(Path(sim.__file__).parent.parent)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": root}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.split() == ["reference"], done.stderr
