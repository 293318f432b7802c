"""``xiandao page``: what it refuses before it serves, and what it says when it does."""

from __future__ import annotations

import importlib.util
import re
import socket

import pytest

from sim.app.cli.streams import SUCCESS, USAGE

#: What a resolver takes for every interface of the machine.
EVERY_INTERFACE = ("0", "0x0", "00.0", "0.0.0.0", "000.000.000.000", "::", "::0", "::ffff:0.0.0.0")


def test_help_stays_light_and_names_the_options(xiandao) -> None:
    answer = xiandao("page", "--help", "--lang", "en")
    assert answer.code == SUCCESS
    assert all(option in answer.out for option in ("--port", "--host", "--network", "--no-browser"))


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
        *((("--host", host), "other machines") for host in (*EVERY_INTERFACE, "192.0.2.1")),
        (("--host", "192.0.2.1", "--network"), "cannot be served"),
        (("--host", ""), "cannot be served"),
        (("--network",), "only this machine"),
        (("--prior", "--fitted", "x"), "exclude"),
    ],
)
def test_what_cannot_be_used_is_refused(xiandao, arguments, words) -> None:
    pytest.importorskip("uvicorn")
    answer = xiandao("page", "--no-browser", *arguments, "--lang", "en")
    assert answer.code == USAGE
    assert words in answer.err
    assert len(answer.err.strip().splitlines()) == 1


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
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    assert answer.code == USAGE
    assert "already" in answer.err
    assert address in answer.err


def test_it_says_its_address_and_serves(xiandao, monkeypatch: pytest.MonkeyPatch) -> None:
    uvicorn = pytest.importorskip("uvicorn")
    served = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: served.append(sockets[0].getsockname()[1]))
    answer = xiandao("page", "--no-browser", "--port", "0", "--lang", "en")
    assert answer.code == SUCCESS
    assert f"http://127.0.0.1:{served[0]}/" in answer.err


def test_a_network_is_served_when_asked_for_and_its_token_shown(xiandao, monkeypatch: pytest.MonkeyPatch) -> None:
    uvicorn = pytest.importorskip("uvicorn")
    served = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: served.append(sockets[0].getsockname()[:2]))
    answer = xiandao("page", "--no-browser", "--host", "0", "--network", "--port", "0", "--lang", "en")
    assert answer.code == SUCCESS
    assert served[0][0] == "0.0.0.0"
    assert re.search(rf"http://[^:/ ]+:{served[0][1]}/\?token=[\w-]{{32,}}", answer.err)
    assert "not encrypted" in answer.err


@pytest.mark.parametrize(("options", "lang"), [((), None), (("--lang", "en"), "en"), (("--lang=zh",), "zh")])
def test_the_page_opens_in_the_language_of_the_option_alone(xiandao, monkeypatch, options, lang) -> None:
    """Without it the reader's browser decides, whatever the terminal speaks."""
    pytest.importorskip("uvicorn")
    asked = {}
    monkeypatch.setattr("sim.app.page.server.serve", lambda *_, **options: asked.update(options))
    monkeypatch.setenv("XIANDAO_LANG", "en")
    assert xiandao("page", "--no-browser", *options).code == SUCCESS
    assert asked["lang"] == lang
