"""The server as a process, against requests that no page sends; many or slow ones stand in ``test_load.py``."""

from __future__ import annotations

import base64
import json
import socket
import time
from collections.abc import Iterator

import pytest

pytest.importorskip("starlette", reason="the extra 'page' is not installed")

from sim.errors import InputError
from sim.inputs.evidence.text_file import utf8_text
from sim.inputs.policy import load_scenario, scenario_toml

from .refusals import HEAD, answer_on, answered, assert_refused
from .served import TOY, Served


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with Served([*TOY, "0.0005", "--runs", "100"]) as made:
        yield made
        assert "Traceback" not in made.said


@pytest.fixture(autouse=True)
def _still_answering(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every attack the page is served."""
    yield
    if "served" in request.fixturenames:
        assert request.getfixturevalue("served").ask("/")[0] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example:8010", "EVIL.EXAMPLE", "[::2]", "[::2]:80", "[::1", "::1", "127.0.0.1.evil.example",
     "0x7f000001", "localhost.", "localhost@evil.example", "evil.example#localhost", "", "127.0.0.1, a"],
)  # fmt: skip
def test_a_foreign_host_is_refused(served: Served, host: str) -> None:
    for line in (f"GET / HTTP/1.1\r\nHost: {host}\r\n", f"GET /api/start HTTP/1.1\r\nHost: {host}\r\n"):
        assert_refused(*answered(served.raw(f"{line}Connection: close\r\n\r\n".encode())))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "LocalHost", "LOCALHOST:8010", "[::1]", "[::1]:8010"])
def test_its_own_names_are_served_with_any_port_and_in_any_case(served: Served, host: str) -> None:
    assert answered(served.raw(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()))[0] == 200


def test_no_host_and_two_hosts_are_refused(served: Served) -> None:
    assert_refused(*answered(served.raw(b"GET / HTTP/1.0\r\n\r\n")))
    two = served.raw(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n")
    assert answered(two) == (400, b"Invalid HTTP request received.")


@pytest.mark.parametrize(
    "origin", ["null", "https://127.0.0.1", "http://evil.example", "http://127.0.0.1.evil.example", "file://", ""]
)
def test_a_foreign_origin_is_refused(served: Served, origin: str) -> None:
    body = json.dumps(served.posted()).encode()
    for path in ("/api/run", "/api/open", "/api/picture"):
        assert_refused(*served.ask(path, body, {"Origin": origin}), 403)
    own = f"http://127.0.0.1:{served.port}"
    assert served.ask("/api/run", body, {"Origin": own})[0] == 200
    assert_refused(*served.ask("/api/run", body, {"Origin": f"http://127.0.0.1:{served.port + 1}"}), 403)


@pytest.mark.parametrize("length", ["70000", "99999999999999"])
def test_a_large_body_is_refused_before_it_comes(served: Served, length: str) -> None:
    sent = b"POST /api/run HTTP/1.1\r\n" + HEAD + f"Content-Length: {length}\r\n\r\n".encode()
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", served.port), timeout=5.0) as line:
        line.sendall(sent)
        assert_refused(*answer_on(line), 413)
    assert time.monotonic() - began < 4.0  # it does not wait for the body, for which it would give ten seconds


def test_a_large_body_without_length_is_refused_before_its_end(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=5.0) as line:
        line.sendall(b"POST /api/run HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        line.sendall(b"11000\r\n" + b"x" * 0x11000 + b"\r\n")  # 69,632 bytes; no last chunk ever follows
        assert_refused(*answer_on(line), 413)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":' * 12_000,
        b"[" * 60_000,
        b'{"page": "one-page-1", "page": "other-page-1"}',
        b'{"money": {"scenarios": 1, "scenarios": 2}}',
        b'{"expenditure": 1e999}',
        b'{"expenditure": ' + b"9" * 5000 + b"}",
        b'{"expenditure": -Infinity}',
        b'{"expenditure": nan}',
        b"\xef\xbb\xbf{}",
        b'{"a": "\xc3\x28"}',
        b'{"a": "\xed\xa0\x80"}',
        '{"a": 1}'.encode("utf-16"),
        b"{}{}",
        b'{"a": "\n"}',
        b"{'a': 1}",
        b"9" * 60_000,
    ],
)
def test_what_is_no_json_object_is_refused(served: Served, body: bytes) -> None:
    for path in ("/api/run", "/api/open", "/api/picture"):
        assert_refused(*served.ask(path, body))


@pytest.mark.parametrize(
    "change",
    [
        {"\ud800": 1},
        {"preset": "\ud800"},
        {"preset": "a" * 60_000},
        {"preset": None},
        {"preset": {"id": "reference"}},
        {"page": "\ud800\ud800\ud800\ud800"},
        {"page": "../../../etc"},
        {"lang": ["en"]},
        {"lang": None},
        {"__proto__": {}},
        {"kind": "png"},
        {"switches": {"leniency": {"a": [1]}}},
        {"switches": {"leniency": 10**300}},
        {"switches": {"\ud800": True}},
        {"switches": {"": True}},
        {"readings": {"\ud800": "stock"}},
        {"readings": {"consortia": ["formed"]}},
        {"readings": {"consortia": "\u0000"}},
        {"money": []},
        {"money": {"scenarios": 1.0, "extra": {"deep": []}}},
        {"capital": "2000"},
        {"expenditure": -0.01},
        {"expenditure": 1e308},
        {"expenditure": 0},
        {"capital": 10**400},
    ],
)
def test_what_is_no_scenario_is_refused_at_every_level(served: Served, change: dict) -> None:
    posted = {**served.posted(), **change}
    for path, more in (("/api/run", {}), ("/api/picture", {"kind": "svg"})):
        if path == "/api/picture" and set(change) & {"kind", "page"}:
            continue  # a kind belongs to it, and it asks for no mark
        assert_refused(*served.ask(path, json.dumps({**posted, **more}).encode()))


def test_a_kind_of_picture_that_is_no_word_is_refused(served: Served) -> None:
    for kind in (["png"], {"png": 1}, 7, None, True, "gif", "\ud800"):
        assert_refused(*served.ask("/api/picture", json.dumps({**served.posted(), "kind": kind}).encode()))


@pytest.mark.parametrize(
    ("action", "amount", "words"),
    [
        ("scenarios", -1e-9, "0"),
        ("scenarios", 4501.0, "4,500.00"),
        ("funds", 2000.1, "2,000.00"),
        ("talent", 1181.0, "1,181.06"),
        ("scenarios", True, "0"),
        ("scenarios", None, "0"),
        ("scenarios", {"amount": 1}, "0"),
    ],
)
def test_impossible_money_is_refused_with_what_is_possible(served: Served, action: str, amount, words: str) -> None:
    body = json.dumps({**served.posted(**{action: amount}), "lang": "en"}).encode()
    assert words in assert_refused(*served.ask("/api/run", body))


def opened(served: Served, body: dict) -> tuple[int, bytes]:
    return served.ask("/api/open", json.dumps(body).encode())


@pytest.mark.parametrize(("encoding", "named"), [("gbk", "GBK"), ("utf-16", "UTF-16"), ("big5", "byte")])
def test_a_file_that_is_no_utf_8_is_refused_with_the_remedy(served: Served, encoding: str, named: str) -> None:
    """With the sentence of the command line; no scenario is ever opened under a garbled name."""
    text = scenario_toml(load_scenario("reference")).encode(encoding, "replace")
    sentence = assert_refused(*opened(served, {"base64": base64.b64encode(text).decode(), "lang": "en"}))
    with pytest.raises(InputError) as caught:
        utf8_text(text)
    assert sentence == str(caught.value)
    assert named in sentence
    assert "encoding UTF-8" in sentence


def test_a_file_with_a_byte_order_mark_is_opened(served: Served) -> None:
    text = scenario_toml(load_scenario("reference")).encode("utf-8-sig")
    status, body = opened(served, {"base64": base64.b64encode(text).decode()})
    assert (status, json.loads(body)["preset"]["name"]["zh"]) == (200, "参考方案")


@pytest.mark.parametrize("posted", [None, 3, ["QQ=="], "QQ", "Q=Q=", "\u53c2", "QQ==\n", ""])
def test_bytes_that_are_none_are_refused(served: Served, posted: object) -> None:
    assert_refused(*opened(served, {"base64": posted}))


PATHS = (
    "../reference", "/etc/passwd", "C:\\\\windows\\\\win.ini", "\\\\\\\\host\\\\share", "file:///etc/passwd",
    "%2e%2e%2freference", "reference\\u0000.toml", "reference.toml", "~/reference", "scenarios/reference", ".", "CON.",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("key", ["plan", "based_on"])
def test_a_file_that_names_a_path_is_refused(served: Served, key: str, path: str) -> None:
    text = scenario_toml(load_scenario("reference")).replace('plan = "hangzhou"', f'{key} = "{path}"')
    sentence = json.loads(served.ask("/api/open", json.dumps({"toml": text, "lang": "en"}).encode())[1])["sentence"]
    assert sentence.startswith(f"scenario.{key}: only a shipped name may stand here")


@pytest.mark.parametrize("path", PATHS)
def test_a_preset_or_a_name_that_is_a_path_is_refused(served: Served, path: str) -> None:
    name = json.loads(f'"{path}"')
    assert_refused(*served.ask("/api/run", json.dumps({**served.posted(), "preset": name}).encode()), posted=name)
    text = scenario_toml(load_scenario("reference")).replace('id = "reference"', f'id = "{path}"', 1)
    assert_refused(*served.ask("/api/open", json.dumps({"toml": text}).encode()), posted=name)


@pytest.mark.parametrize(
    "change",
    [
        ("expenditure = 4500.0", "expenditure = nan"),
        ("expenditure = 4500.0", "expenditure = -inf"),
        ("expenditure = 4500.0", "expenditure = -1"),
        ("capital = 2000.0", "capital = 1e999"),
        ("capital = 2000.0", "capital = 2000.0\nfile = '/etc/passwd'"),
        ("scenarios = 0.04", "scenarios = 0.9"),
        ("talent = 0.2916199163147392", "talent = 0.1"),
        ('plan = "hangzhou"', 'plan = "template"'),
        ("[fields]", "[fields]\ncity = 1e308"),
        ("[targets]", "[targets.consortia]\nreading = '../x'"),
        ("[budget]", "[reviews]\n[budget]"),
    ],
)
def test_a_file_of_impossible_numbers_is_refused(served: Served, change: tuple[str, str]) -> None:
    text = scenario_toml(load_scenario("reference"))
    assert change[0] in text
    told = served.ask("/api/open", json.dumps({"toml": text.replace(*change, 1), "lang": "en"}).encode())
    assert_refused(*told)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_other_methods_are_refused(served: Served, method: str) -> None:
    for path in ("/", "/api/start", "/api/run"):
        assert_refused(*served.ask(path, method=method), 405)
    assert_refused(*served.ask("/api/run", method="GET"), 405)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,  # somebody tries https
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/2.0 \r\nHost 127.0.0.1\r\n\r\n",
        b"GET /\xff\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"A" * 70_000,
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 70_000,
        b"POST /api/run HTTP/1.1\r\n" + HEAD + b"Content-Length: -5\r\n\r\n",
        b"POST /api/run HTTP/1.1\r\n" + HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /api/run HTTP/1.1\r\n" + HEAD + b"Content-Length: 0x10\r\n\r\n",
        b"POST /api/run HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
        b"POST /api/run HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused_and_its_line_closed(served: Served, sent: bytes) -> None:
    """By uvicorn, before the page's own code: 4xx or 501 and a plain sentence; the sender is not left waiting."""
    began = time.monotonic()
    got = served.raw(sent, seconds=5.0)
    assert time.monotonic() - began < 4.0
    if got:  # nothing where the line was closed before all had come
        status, body = answered(got)
        assert status in (400, 408, 413, 431, 501)
        assert b"Traceback" not in body
        assert len(body) < 300


def test_no_answer_tells_what_serves(served: Served) -> None:
    got = served.raw(b"GET /page.css HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").lower()
    assert b"uvicorn" not in got
    assert b"access-control" not in got
