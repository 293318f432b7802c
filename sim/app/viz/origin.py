"""Refusal of WebSocket connections from pages of other addresses."""

from __future__ import annotations

from typing import Any


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
