"""The words of a command: in order, quoted for a shell, and nothing that was not asked."""

from __future__ import annotations

import shlex
from pathlib import Path

import numpy as np
import pytest

from sim.study.command_line import Code, command_line, plain, python_line


def test_options_stand_in_their_order_and_what_is_unknown_is_left_out() -> None:
    options = {"step": 7.5, "runs": 4, "level": None, "no-curves": True, "prior": False, "q": True}
    assert command_line("value", ["reference"], options) == "xiandao value reference --step 7.5 --runs 4 --no-curves -q"
    assert command_line("evidence") == "xiandao evidence"


def test_an_option_is_said_once_for_each_of_its_values() -> None:
    assert command_line("compare", ["a", "b"], {"move": ["a:b:1", "b:c:2"], "by": ()}) == (
        "xiandao compare a b --move a:b:1 --move b:c:2"
    )


@pytest.mark.parametrize("typed", ["my city/a.toml", "it's", "$HOME", "a;rm", "方案.toml", ""])
def test_a_shell_reads_every_word_as_it_was(typed: str) -> None:
    assert shlex.split(command_line("forecast", [Path("x") / typed if typed else typed], {"out": typed})) == [
        "xiandao",
        "forecast",
        str(Path("x") / typed) if typed else "",
        "--out",
        typed,
    ]


@pytest.mark.parametrize("value", ["it's", 'say "x"', "$HOME", "`date`", "back\\slash", "wow!", "方案"])
def test_a_call_in_python_reads_every_value_as_it_was(value: str) -> None:
    line = python_line("value", [value], {"step": 0.1, "level": None, "plan": Code("loaded")}, ["loaded = 1"])
    program, option, code = shlex.split(line)
    assert (program, option) == ("python", "-c")
    *before, call = code.split("; sim.value")
    assert before == ["import sim; loaded = 1"]
    assert eval(f"dict{call.replace(repr(value), f'name={value!r}')}", {"loaded": 1}) == {
        "name": value,
        "step": 0.1,
        "plan": 1,
    }


def test_values_are_written_in_types_that_python_reads_again() -> None:
    given = {"a": (np.float64(0.1), np.int64(2)), "b": {"x": Path("y.toml")}, "c": True, "d": None}
    assert repr(plain(given)) == "{'a': [0.1, 2], 'b': {'x': 'y.toml'}, 'c': True, 'd': None}"
