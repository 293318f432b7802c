"""Checks of a request before it is handled: host, origin, token, content type, size.

The access token of a page that other machines can reach is given once in the address, then carried as a cookie.
"""

import hmac
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from anyio import fail_after
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.language import LANGUAGES, text

NAME = "token"
LARGEST_BODY = 64 * 1024
LONGEST_WAIT = 10.0  # seconds in which a body must have come
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:[0-9]{1,5})?")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def shows(request: Request, token: str) -> bool:
    """Whether the request carries the token in the page's cookie."""
    return _same(request.cookies.get(_cookie(request), ""), token)


def cookie_for(request: Request, token: str) -> Response | None:
    """A redirect that sets the cookie, for a request with the token in its address; None for any other.

    The address is left without the token, so that it is not copied, bookmarked or shown over a shoulder.
    """
    query = request.query_params.multi_items()
    if request.method != "GET" or not any(name == NAME and _same(value, token) for name, value in query):
        return None
    rest = urlencode([(name, value) for name, value in query if name != NAME])
    path = "/" + request.url.path.lstrip("/")  # two slashes at the front would be another host
    answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
    # Lax: a link in a mail opens the page. What changes anything is posted, and a foreign Origin is refused.
    answer.set_cookie(_cookie(request), token, httponly=True, samesite="lax", path="/")
    return answer


def _cookie(request: Request) -> str:
    """A name for each port: cookies do not know ports, and two pages of one machine must not take each other's."""
    server = request.scope.get("server")
    return f"xiandao-{server[1]}" if server else "xiandao"


def _same(shown: str, token: str) -> bool:
    """In a time that says nothing of where the two differ."""
    return hmac.compare_digest(shown.encode(), token.encode())


class TooLargeError(Exception):
    """A body above ``LARGEST_BODY`` bytes."""


class TooSlowError(Exception):
    """A body that did not come within ``LONGEST_WAIT`` seconds, or whose sender left."""


def refusal(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A refusal as JSON: ``{"kind": "error", "sentence": ...}``."""
    return JSONResponse({"kind": "error", "sentence": sentence}, status, headers)


class Guard:
    """Refuses a foreign Host (a page elsewhere whose name was bound to this machine), a foreign Origin and whoever does
    not show the token, and sets the headers of every answer. ``hosts``: names that may stand in Host, without the port;
    ``token``: empty where none is asked for."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], token: str = "") -> None:
        self._app, self._token = app, token
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._refused(request) or self._at_the_door(request) or self._app
        await answer(scope, receive, _with_headers(send))

    def _at_the_door(self, request: Request) -> Response | None:
        """The entrance for who brings the token in the address, a refusal for who has none."""
        if not self._token:
            return None
        entering = cookie_for(request, self._token)
        if entering is None and not shows(request, self._token):
            sentence = "/".join(text("cli.page-token-needed", lang) for lang in LANGUAGES)
            return refusal(403, sentence)
        return entering

    def _refused(self, request: Request) -> JSONResponse | None:
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or _name(hosts[0]) not in self._hosts:
            return refusal(400, "unknown host")
        origin = request.headers.get("origin")
        if origin is not None and origin.lower() != f"{request.url.scheme}://{hosts[0].lower()}":
            return refusal(403, "unknown origin")
        if request.method == "POST":
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                return refusal(415, "a request carries application/json")
        return None


def _name(host: str) -> str:
    """The host without its port: ``[::1]:8000`` is ``[::1]``; nothing for what is no host."""
    match = _HOST.fullmatch(host.lower())
    return match[1] if match else ""


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: list[Any] = list(message.get("headers", ()))
            headers += [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": headers}
        await send(message)

    return sent


async def bounded_body(request: Request) -> bytes:
    """The whole body, read no further than ``LARGEST_BODY`` bytes and waited for no longer than ``LONGEST_WAIT``.

    Raises TooLargeError and TooSlowError.
    """
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdecimal() and int(declared[:12]) > LARGEST_BODY:
        raise TooLargeError
    body = bytearray()
    try:
        with fail_after(LONGEST_WAIT):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST_BODY:
                    raise TooLargeError
    except (TimeoutError, ClientDisconnect):
        raise TooSlowError from None
    return bytes(body)
