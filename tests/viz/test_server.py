"""What the page is opened with survives the way to it; what cannot be served is one sentence."""

from __future__ import annotations

import pytest

import sim.app.viz.server
from sim.app.viz.server import Opening, SameOrigin, require_extra
from sim.errors import InputError


def test_the_page_is_opened_with_what_the_command_said() -> None:
    environment: dict[str, str] = {"XIANDAO_VIZ_FITTED": "left over"}
    said = Opening("even", "zh", None)
    said.to_environment(environment)
    assert Opening.from_environment(environment) == said


def test_without_a_word_it_is_the_reference() -> None:
    assert Opening.from_environment({"LANG": "en_US.UTF-8"}) == Opening("reference", "en", None)


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        (None, True),
        ("http://127.0.0.1:8020", True),
        ("http://127.0.0.1:8021", False),
        ("https://127.0.0.1:8020", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_a_page_of_another_address_is_not_answered(origin: str | None, own: bool) -> None:
    starlette = pytest.importorskip("starlette.testclient", reason="the extra 'page' is not installed")
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route, WebSocketRoute
    from starlette.websockets import WebSocketDisconnect

    async def greeted(line) -> None:
        await line.accept()
        await line.close()

    routes = [Route("/", lambda _: PlainTextResponse("a run")), WebSocketRoute("/kernel", greeted)]
    client = starlette.TestClient(SameOrigin(Starlette(routes=routes)), base_url="http://127.0.0.1:8020")
    headers = {} if origin is None else {"Origin": origin}
    assert client.get("/", headers=headers).status_code == (200 if own else 403)
    if own:
        with client.websocket_connect("ws://127.0.0.1:8020/kernel", headers=headers):
            pass
    else:
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/kernel", headers=headers):
            pass


@pytest.mark.parametrize("opening", [Opening("evn"), Opening("reference", "en", "no-such-set")])
def test_what_cannot_be_opened_is_told_before_anything_is_served(opening: Opening) -> None:
    with pytest.raises(InputError, match=opening.fitted or opening.scenario):
        opening.check()


def test_a_missing_extra_names_the_packages_and_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.app.viz.server.importlib.util, "find_spec", lambda name: None if name == "solara" else name)
    with pytest.raises(InputError, match=r"solara.*xiandao\[viz\]"):
        require_extra()
