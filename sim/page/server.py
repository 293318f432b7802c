"""The server of the page and its life."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError
from sim.local_server import access_of, browse_soon, listening_socket

if TYPE_CHECKING:
    from sim.page.app import Sentence
    from sim.page.service import Service


def require_extra() -> None:
    """Raises InputError where the libraries of the extra ``page`` are not installed."""
    missing = [name for name in ("starlette", "uvicorn") if importlib.util.find_spec(name) is None]
    if missing:
        raise InputError("the page needs libraries that are not installed", value=", ".join(missing),
                         allowed='python -m pip install "xiandao[page]"')  # fmt: skip


def serve(
    service: Callable[[], Service],
    sentence: Sentence,
    host: str,
    port: int,
    *,
    network: bool = False,
    lang: str | None = None,
    browser: bool,
    ready: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C. ``network``: on an address that other machines can reach, to who has the token in the url;
    ``lang``: in which the page opens, None for its reader's. ``service`` is made once the address is had;
    ``ready(url)`` is called before the first request. Raises InputError for an address that cannot be served."""
    import uvicorn

    from sim.page.app import create_app

    bound = listening_socket(host, port, network=network)
    with bound:
        access = access_of(bound, host)
        app = create_app(service(), sentence, access.hosts, access.token, lang)
        ready(access.url)
        if browser:
            browse_soon(access.url)
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
