"""``xiandao page``: what it refuses before it serves, and what it says when it does."""

from __future__ import annotations

import importlib.util
import socket

import pytest

from sim.cli.guard import DONE, USAGE


def test_help_stays_light_and_names_the_options(xiandao) -> None:
    answer = xiandao("page", "--help", "--lang", "en")
    assert answer.code == DONE
    assert all(option in answer.out for option in ("--port", "--host", "--no-browser"))


def test_a_missing_extra_is_one_sentence(xiandao, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "uvicorn" else found(name))
    answer = xiandao("page", "--lang", "en")
    assert answer.code == USAGE
    assert 'pip install "xiandao[page]"' in answer.err
    assert len(answer.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "70000"), "--port"),
        (("--port", "http"), "--port"),
        (("--runs", "101"), "--runs"),
        (("--runs", "10"), "--runs"),
        (("--host", "0.0.0.0"), "one address"),
        (("--host", "192.0.2.1"), "cannot be served"),
        (("--prior", "--fitted", "x"), "exclude"),
    ],
)
def test_what_cannot_be_used_is_refused(xiandao, arguments, words) -> None:
    pytest.importorskip("uvicorn")
    answer = xiandao("page", "--no-browser", *arguments, "--lang", "en")
    assert answer.code == USAGE
    assert words in answer.err


def test_an_unknown_scenario_ends_before_serving(xiandao) -> None:
    pytest.importorskip("uvicorn")
    answer = xiandao("page", "referense", "--no-browser", "--port", "0", "--lang", "en")
    assert answer.code == USAGE
    assert "reference" in answer.err


def test_a_port_in_use_is_refused(xiandao) -> None:
    pytest.importorskip("uvicorn")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = xiandao("page", "--no-browser", "--port", str(taken.getsockname()[1]), "--lang", "en")
    assert answer.code == USAGE
    assert "cannot be served" in answer.err


def test_it_says_its_address_and_serves(xiandao, monkeypatch: pytest.MonkeyPatch) -> None:
    uvicorn = pytest.importorskip("uvicorn")
    served = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: served.append(sockets[0].getsockname()[1]))
    answer = xiandao("page", "--no-browser", "--port", "0", "--lang", "en")
    assert answer.code == DONE
    assert f"http://127.0.0.1:{served[0]}/" in answer.err
