"""The line that repeats a command: quoted for a shell, in the order given, nothing that was not asked."""

from __future__ import annotations

import shlex

from sim.study.command_line import command_line


def test_values_are_quoted_and_stand_in_order() -> None:
    line = command_line("forecast", ["my plan.toml"], {"runs": 20, "out": "a b", "fitted": "it's"})
    assert line == "xiandao forecast 'my plan.toml' --runs 20 --out 'a b' --fitted 'it'\"'\"'s'"
    assert shlex.split(line)[-1] == "it's"


def test_what_was_not_given_is_left_out_and_what_was_given_twice_stands_twice() -> None:
    options = {"level": None, "json": False, "q": True, "move": ("a:b:1", "b:c:2"), "by": ()}
    assert command_line("compare", ["x", "y"], options) == "xiandao compare x y -q --move a:b:1 --move b:c:2"


def test_no_options_at_all() -> None:
    assert command_line("page") == "xiandao page"
