"""What every refusal of the page's server must be, and answers read from a bare socket."""

from __future__ import annotations

import http.client
import json
import socket
from pathlib import Path

HEAD = b"Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
#: What would tell of the program or of the file system, whatever was sent.
_SECRETS = ("Traceback", 'File "', "site-packages", "Errno", str(Path.home()), str(Path.cwd()), "root:")


def assert_refused(status: int, body: bytes, *allowed: int, posted: str = "") -> str:
    """The sentence of a clear refusal: one of ``allowed`` (400 where none is given), JSON of one sentence, which says
    nothing of files or of the program; it may repeat the name that was ``posted``."""
    assert status in (allowed or (400,)), body
    told = json.loads(body)
    assert set(told) == {"kind", "sentence"}
    sentence = told["sentence"]
    assert sentence
    assert "\n" not in sentence
    own = sentence.replace(repr(posted), "") if posted else sentence
    assert [secret for secret in (*_SECRETS, ".py", "/etc/") if secret in own] == []
    return sentence


def answered(raw: bytes) -> tuple[int, bytes]:
    """Status and body of a raw answer."""
    head, _, body = raw.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def answer_on(line: socket.socket) -> tuple[int, bytes]:
    """Status and body of the answer that comes on a socket."""
    answer = http.client.HTTPResponse(line)
    answer.begin()
    return answer.status, answer.read()
