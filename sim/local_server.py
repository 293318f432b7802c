"""What every server for the reader's own browser needs: an address of this machine, and the browser that opens it."""

from __future__ import annotations

import socket
import webbrowser
from threading import Timer

from sim.errors import InputError

_BROWSER_AFTER = 0.5  # seconds


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes any free one. Raises InputError where it cannot be had.

    Who is early waits instead of being refused, and a second server on the address is told at once. "Every address"
    is refused: a page answers only to the name that it was started with.
    """
    if host in ("", "0.0.0.0", "::"):
        raise InputError(
            "name one address of this machine", key="--host", value=host, allowed="127.0.0.1, localhost, ..."
        )
    bound = None
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, number)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as fault:
        if bound is not None:
            bound.close()
        problem = "this address cannot be served"
        raise InputError(f"{problem}: {fault.strerror}", key="--port", value=f"{host}:{port}") from None
    return bound


def browse_soon(url: str) -> None:
    """Open the reader's browser when the server has had a moment to start."""
    opener = Timer(_BROWSER_AFTER, webbrowser.open, (url,))
    opener.daemon = True
    opener.start()
