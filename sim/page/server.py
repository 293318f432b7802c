"""The server of the page: its address, its life, and the browser that it opens."""

from __future__ import annotations

import importlib.util
import os
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from sim.errors import InputError

if TYPE_CHECKING:
    from sim.page.app import Sentence
    from sim.page.service import Service

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_BROWSER_AFTER = 0.5  # seconds


def require_extra() -> None:
    """Raises InputError where the libraries of the extra ``page`` are not installed."""
    missing = [name for name in ("starlette", "uvicorn") if importlib.util.find_spec(name) is None]
    if missing:
        raise InputError("the page needs libraries that are not installed", value=", ".join(missing),
                         allowed='python -m pip install "xiandao[page]"')  # fmt: skip


def free_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 takes any free one. Raises InputError where it cannot be had.

    "Every address" is refused: the page answers only to the name that it was started with.
    """
    if host in ("", "0.0.0.0", "::"):
        raise InputError(
            "name one address of this machine", key="--host", value=host, allowed="127.0.0.1, localhost, ..."
        )
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, number)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()  # who is early waits instead of being refused; a second server on the address is told at once
    except OSError as fault:
        problem = "this address cannot be served"
        raise InputError(f"{problem}: {fault.strerror}", key="--port", value=f"{host}:{port}") from None
    return bound


def serve(
    service: Callable[[], Service],
    sentence: Sentence,
    host: str,
    port: int,
    *,
    browser: bool,
    ready: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C. ``service`` is made once the address is had; ``ready(url)`` is called before the first
    request. Raises InputError for an address that cannot be served."""
    import uvicorn

    from sim.page.app import create_app

    bound = free_socket(host, port)
    with bound:
        number = bound.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{number}/"
        app = create_app(service(), sentence, (*LOOPBACK, shown))
        ready(url)
        opener = Timer(_BROWSER_AFTER, webbrowser.open, (url,)) if browser else None
        if opener is not None:
            opener.daemon = True
            opener.start()
        options: dict[str, Any] = {"log_level": "warning", "access_log": False, "timeout_graceful_shutdown": 2}
        options |= {"http": "h11", "ws": "none", "server_header": False}  # the bound on headers is h11's
        config = uvicorn.Config(app, limit_concurrency=256, h11_max_incomplete_event_size=32 * 1024, **options)
        uvicorn.Server(config).run(sockets=[bound])


def cache_folder() -> Path | None:
    """Where the baseline's runs are kept between starts, None where this user has no home; ``XIANDAO_CACHE`` moves it
    together with the compiled model."""
    chosen = os.environ.get("XIANDAO_CACHE")
    try:
        return (Path(chosen) if chosen else Path.home() / ".cache" / "xiandao") / "page"
    except RuntimeError:
        return None
