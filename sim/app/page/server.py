"""The page's server: start, stop, and the cache folder of baseline runs."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.app.local_server import access_of, listening_socket, serve_page
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.app.page.app import Sentence
    from sim.app.page.service import Service


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
    from sim.app.page.app import create_app
    from sim.app.page.connections import PageServer

    bound = listening_socket(host, port, network=network)
    with bound:
        access = access_of(bound, host)
        pages = service()
        server = PageServer(create_app(pages, sentence, access.hosts, access.token, lang), pages.close)
        serve_page(server, bound, access.url, browser=browser, ready=ready)


def cache_folder() -> Path | None:
    """Where the baseline's runs are kept between starts, None where this user has no home; ``XIANDAO_CACHE`` moves it
    together with the compiled model."""
    chosen = os.environ.get("XIANDAO_CACHE")
    try:
        return (Path(chosen) if chosen else Path.home() / ".cache" / "xiandao") / "page"
    except RuntimeError:
        return None
