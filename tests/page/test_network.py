"""A page that other machines can reach: nothing without the token, no name of this machine alone, the token but once
in the address."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.app.page.app import FILES, create_app
from sim.language import LANGUAGES, text

from .browsing import CHROMIUM, NO_CHROMIUM, finished
from .served import TOY, Served

TOKEN = "a-token-of-thirty-two-characters-"
HOST = "192.0.2.7:8010"
ROUTES = ["/", *(f"/{name}" for name in FILES if name != "index.html"), "/api/start", "/nothing", "/api/run"]
POSTED = ["/api/run", "/api/open", "/api/picture"]


@pytest.fixture
def client(service) -> Iterator:
    from starlette.testclient import TestClient

    app = create_app(service, lambda fault, lang: f"{lang}: {fault}", ("192.0.2.7",), TOKEN)
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("path", ROUTES)
def test_no_route_answers_without_the_token(client, path: str) -> None:
    for query in ("", "?token=", f"?token={TOKEN[:-1]}", f"?token={TOKEN}x", "?token=%E4%BB%A4", f"?Token={TOKEN}"):
        answer = client.get(path + query)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        assert all(text("cli.page-token-needed", lang) in answer.json()["sentence"] for lang in LANGUAGES)


@pytest.mark.parametrize("path", POSTED)
def test_nothing_is_posted_without_the_token(client, service, post_of, path: str) -> None:
    body = json.dumps(post_of(service))
    headers = {"Content-Type": "application/json"}
    assert client.post(path, content=body, headers=headers).status_code == 403
    assert client.post(f"{path}?token={TOKEN}", content=body, headers=headers).status_code == 403
    assert client.post(path, content=body, headers={**headers, "Cookie": "xiandao-80=wrong"}).status_code == 403


def test_the_token_is_brought_once_and_then_shown_by_the_browser(client, service, post_of) -> None:
    entered = client.get(f"/?token={TOKEN}")
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    for path in ("/", "/main.js", "/api/start"):
        assert client.get(path).status_code == 200
    body = json.dumps(post_of(service))
    assert client.post("/api/run", content=body, headers={"Content-Type": "application/json"}).status_code == 200


@pytest.mark.parametrize(("asked", "place"), [("/?a=1&token={}&b=2", "/?a=1&b=2"), ("//evil.example/?token={}", "/")])
def test_the_way_on_leads_to_this_page_alone(client, asked: str, place: str) -> None:
    answer = client.get(f"http://{HOST}{asked.format(TOKEN)}")
    assert answer.headers["location"].startswith(place)
    assert not answer.headers["location"].startswith("//")
    assert TOKEN not in answer.headers["location"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8010", "localhost", "[::1]:8010", "0.0.0.0", "192.0.2.8"])
def test_a_loopback_name_opens_no_other_address(client, host: str) -> None:
    """A page elsewhere whose name was bound to this machine would call it so."""
    answer = client.get(f"/?token={TOKEN}", headers={"Host": host})
    assert (answer.status_code, answer.json()["sentence"]) == (400, "unknown host")


def test_a_foreign_page_cannot_post_with_the_readers_cookie(client, service, post_of) -> None:
    client.get(f"/?token={TOKEN}")
    headers = {"Content-Type": "application/json", "Origin": "http://evil.example"}
    assert client.post("/api/run", content=json.dumps(post_of(service)), headers=headers).status_code == 403


def test_tokens_are_compared_in_constant_time(client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    right = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: seen.append(a) or right(a, b))
    client.get("/?token=from-the-address", headers={"Cookie": "xiandao-8010=from-the-cookie; xiandao-80=other-port"})
    assert b"from-the-address" in seen
    assert b"from-the-cookie" in seen
    assert b"other-port" not in seen


def test_nothing_is_asked_for_on_this_machine(service) -> None:
    from starlette.testclient import TestClient

    app = create_app(service, lambda fault, lang: str(fault), ("127.0.0.1",))
    with TestClient(app, base_url="http://127.0.0.1:8010") as made:
        assert made.get("/").status_code == 200


@pytest.fixture(scope="module")
def networked() -> Iterator[Served]:
    """A page on every interface of this machine, a process of its own."""
    with Served([*TOY, "0.0005", "--runs", "100", "--host", "0", "--network"]) as made:
        yield made


def test_the_shown_address_opens_and_this_machines_names_do_not(networked: Served) -> None:
    token = networked.url.partition("token=")[2]
    assert len(token) >= 32
    name = networked.url.split("/")[2]
    assert networked.ask("/api/start", headers={"Host": name})[0] == 403
    assert networked.ask(f"/?token={token}", headers={"Host": name})[0] == 303
    cookie = {"Cookie": f"xiandao-{networked.port}={token}"}
    assert networked.ask("/api/start", headers={"Host": name, **cookie})[0] == 200
    for loopback in ("127.0.0.1", f"localhost:{networked.port}", "[::1]", "0.0.0.0"):
        assert networked.ask("/api/start", headers={"Host": loopback, **cookie})[0] == 400


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
def test_the_page_works_in_a_browser(browser, networked: Served, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(networked.url + "#kept")
    page.wait_for_selector(".target")
    finished(page)
    assert "token" not in page.url
    assert "#" in page.url
    page.reload()
    finished(page)
    context.close()
