"""``xiandao viz``: what it refuses before it serves anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import sim.app.viz.server

Command = Callable[..., Any]


def test_a_missing_extra_is_one_sentence(xiandao: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.app.viz.server.importlib.util, "find_spec", lambda name: None)
    done = xiandao("viz", "--no-browser", "--lang", "zh")
    assert done.code == 2
    assert "看一次模拟所需的程序库没有安装" in done.err
    assert 'pip install "xiandao[viz]"' in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--port", "70000"), "--port"),
        (("--port", "x"), "--port"),
        (("evn",), "evn"),
        (("--fitted", "none-such"), "none-such"),
    ],
)
def test_bad_input_is_one_sentence(
    xiandao: Command, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.setattr("sim.app.cli.viz.require_extra", lambda: None)
    done = xiandao("viz", "--no-browser", *arguments, "--lang", "en")
    assert done.code == 2
    assert says in done.err
