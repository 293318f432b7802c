"""The server of a watched run: what it opens with; loopback only, no network, no telemetry, no foreign origin."""

from __future__ import annotations

import importlib.util
import os
import warnings
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from sim.app.local_server import listening_socket, serve_page
from sim.errors import InputError
from sim.language import language
from sim.study.inputs import gather

_SCENARIO, _LANG, _FITTED = "XIANDAO_VIZ_SCENARIO", "XIANDAO_LANG", "XIANDAO_VIZ_FITTED"
HOST = "127.0.0.1"
#: Modules of the extra -> the package that brings them.
_NEEDED = {"solara": "solara", "altair": "altair", "starlette": "solara-server", "uvicorn": "solara-server"}
# Solara reads them when it is imported: no counting of users, no look for a newer version, no search, no look abroad.
_QUIET = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_MODE": "production",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",  # what is not installed is not to be had: nobody listens there
    "SOLARA_APP": "sim.app.viz.app:Page",
}


@dataclass(frozen=True)
class Opening:
    """``scenario``: name or path; ``lang``: zh or en; ``fitted``: see ``sim.study.inputs.gather``."""

    scenario: str = "reference"
    lang: str = "en"
    fitted: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Opening:
        """The opening that ``to_environment`` stored, else the reference scenario. Raises InputError."""
        scenario, fitted = environment.get(_SCENARIO) or "reference", environment.get(_FITTED) or None
        return cls(scenario, language(None, environment), fitted)

    def to_environment(self, environment: MutableMapping[str, str]) -> None:
        """Store the opening for the page."""
        environment.update({_SCENARIO: self.scenario, _LANG: self.lang, _FITTED: self.fitted or ""})

    def check(self) -> None:
        """Raises InputError for a scenario, a plan or a fitted set that cannot be used."""
        gather(self.scenario, fitted=self.fitted)


def require_extra() -> None:
    """Raises InputError where the libraries of the extra ``viz`` are not installed."""
    missing = sorted({package for name, package in _NEEDED.items() if importlib.util.find_spec(name) is None})
    if missing:
        raise InputError("watching a run needs libraries that are not installed", value=", ".join(missing),
                         allowed='python -m pip install "xiandao[viz]"')  # fmt: skip


def serve(opening: Opening, port: int, *, browser: bool, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; ``ready(url)`` is called once the address is had. Raises InputError."""
    bound = listening_socket(HOST, port)
    with bound:
        url = f"http://{HOST}:{bound.getsockname()[1]}/"
        serve_page(made_server(opening), bound, url, browser=browser, ready=ready)


def made_server(opening: Opening) -> Any:
    """The server of ``opening``, not yet running. Raises InputError for a scenario that cannot be used."""
    os.environ.update(_QUIET)
    opening.to_environment(os.environ)
    opening.check()
    # Solara warns of how Mesa wrote its page, and of cookies inside other pages: nothing that a reader could mend.
    warnings.filterwarnings("ignore", module=r"solara\.")
    import uvicorn
    from solara.server.starlette import app
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    guarded = TrustedHostMiddleware(SameOrigin(app), allowed_hosts=[HOST, "localhost"])
    return uvicorn.Server(uvicorn.Config(guarded, log_level="error", access_log=False, timeout_graceful_shutdown=2))


class SameOrigin:
    """An ASGI application that answers its own pages alone: a foreign ``Origin`` is refused, its absence is not, for
    what is no browser sends none."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket") or _same_origin(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"unknown origin"})


def _same_origin(scope: Any) -> bool:
    headers = {name.lower(): value.lower() for name, value in scope["headers"]}
    return headers.get(b"origin") in (None, b"http://" + headers.get(b"host", b""))
