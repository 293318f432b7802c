"""``xiandao page`` is ended with Ctrl-C while pages are open: one sentence, soon, whatever the pages were doing."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra 'page' is not installed")

from .refusals import HEAD
from .served import JSON, Served

COMMAND = (sys.executable, str(Path(__file__).with_name("toy_command.py")), "0.02", "page", "--prior", "--no-browser")


@pytest.fixture
def served(lang: str) -> Iterator[tuple[Served, str]]:
    with Served([*COMMAND, "--port", "0", "--lang", lang]) as made:
        yield made, lang


def a_run(served: Served) -> http.client.HTTPConnection:
    """A run in the middle, whose stages are read."""
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    line.request("POST", "/api/run", json.dumps(served.posted(scenarios=60.0)).encode(), JSON)
    line.getresponse().readline()
    return line


def half_a_body(served: Served) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", served.port))
    line.sendall(b"POST /api/run HTTP/1.1\r\n" + HEAD + b"Content-Length: 500\r\n\r\n{")
    return line


def half_a_head(served: Served) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", served.port))
    line.sendall(b"GET / HTTP/1.1\r\nHost")
    return line


def a_reader_that_stopped_reading(served: Served) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", served.port))
    body = json.dumps(served.posted(scenarios=61.0)).encode()
    line.sendall(b"POST /api/run HTTP/1.1\r\n" + HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return line


LINES = (a_run, half_a_body, half_a_head, a_reader_that_stopped_reading)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal for one process alone")
@pytest.mark.parametrize(
    ("lang", "open_lines"),
    [
        ("en", ()),
        ("zh", LINES),
        *(pytest.param("zh", lines, marks=pytest.mark.slow) for lines in ((), *((one,) for one in LINES))),
    ],
)
def test_ctrl_c_is_one_sentence(served: tuple[Served, str], open_lines: Sequence[Callable]) -> None:
    """With nothing open, with every kind of line open together, and (slow) with each of them alone."""
    own, lang = served
    lines = [open_line(own) for open_line in open_lines]
    before = own.said
    began = time.monotonic()
    own.process.send_signal(signal.SIGINT)
    assert own.ended(15.0) == 130
    assert time.monotonic() - began < 8.0
    assert own.said.removeprefix(before).strip() == {"zh": "已停止。", "en": "Stopped."}[lang]
    for line in lines:
        line.close()
