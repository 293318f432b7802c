"""A server for the reader's own browser: checked address, access rules, opening the browser."""

import contextlib
import errno
import logging
import secrets
import signal
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from types import FrameType
from typing import Any

from sim.errors import InputError, LibraryText, Text

#: What may stand in a Host header of a server that only this machine can reach.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_BROWSER_AFTER = 0.5  # seconds
_TOKEN_BYTES = 24
_ELSEWHERE = ("192.0.2.1", 9)  # reserved for documentation: routed like any address abroad, never answered


@dataclass(frozen=True)
class Access:
    """Who may ask a server. ``url``: what to open; ``hosts``: what may stand in a Host header, without the port;
    ``token``: what every request must show, empty where only this machine can ask."""

    url: str
    hosts: frozenset[str]
    token: str = ""


def listening_socket(host: str, port: int, *, network: bool = False) -> socket.socket:
    """A socket that listens on the address; port 0 takes any free one. Raises InputError where it cannot be had.

    The name is resolved once, and what it resolves to is judged and then listened on: an address that other machines
    can reach only with ``network``, and with it no other. Who is early waits instead of being refused, and a second
    server on the address is told at once.
    """
    bound = None
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        _check_reach(str(address[0]), host, network)
        bound = socket.socket(family, kind, number)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as fault:
        if bound is not None:
            bound.close()
        if fault.errno == errno.EADDRINUSE:
            problem = Text("another program listens here already, perhaps this one with its page open: {address}",
                           address=_url(host, port))  # fmt: skip
            raise InputError(problem, key="--port", value=str(port)) from None
        problem = Text("this address cannot be served: {reason}", reason=LibraryText(fault.strerror))
        raise InputError(problem, key="--host", value=f"{host}:{port}") from None
    except ValueError:  # a name too long, empty between its dots, or with a zero byte
        raise InputError("this address cannot be served", key="--host", value=host) from None
    return bound


def _check_reach(address: str, host: str, network: bool) -> None:
    """Raises InputError where who can reach the resolved address is not who was asked for."""
    if _judged(address).is_loopback:
        if network:
            raise InputError("only this machine can reach the address that was given with it", key="--network",
                             value=host, allowed=Text("an address of the network in --host"))  # fmt: skip
    elif not network:
        allowed = Text("127.0.0.1, localhost, or with --network any address of this machine")
        raise InputError("other machines can reach this address", key="--host", value=host, allowed=allowed)


def access_of(bound: socket.socket, host: str) -> Access:
    """Who may ask the server of a listening socket, whose address was given as ``host``.

    Off loopback a fresh token is needed, and no loopback name is a name of the server.
    """
    address, number = str(bound.getsockname()[0]), int(bound.getsockname()[1])
    if _judged(address).is_loopback:
        return Access(_url(host, number), LOOPBACK | {_written(host), _written(address)})
    names = {host, address}
    shown = host
    if _judged(address).is_unspecified:
        shown = _address_abroad()
        names = {shown, socket.gethostname()}
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    hosts = frozenset(_written(name) for name in names if not _is_loopback_name(name))
    return Access(f"{_url(shown, number)}?token={token}", hosts, token)


def _judged(address: str) -> IPv4Address | IPv6Address:
    """The address, without its interface; an IPv4 address inside an IPv6 one as what it is."""
    parsed = ip_address(address.partition("%")[0])
    inner = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return inner or parsed


def _is_loopback_name(name: str) -> bool:
    with contextlib.suppress(ValueError):
        return _judged(name).is_loopback
    return name.lower().rstrip(".").endswith("localhost")


def _address_abroad() -> str:
    """The address by which the network knows this machine, its name where it has none; nothing is sent."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_ELSEWHERE)
        return str(probe.getsockname()[0])
    return socket.gethostname()


def _written(host: str) -> str:
    """As a Host header has it: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def _url(host: str, port: int) -> str:
    return f"http://{_written(host)}:{port}/"


def run_quietly(server: Any, bound: socket.socket, begun: Callable[[], None]) -> None:
    """Serve until Ctrl-C, then raise KeyboardInterrupt; ``begun`` is called when Ctrl-C is already understood.

    From Ctrl-C on the server (uvicorn's) says nothing more: that its tasks are cut off is meant.
    """
    leave, interrupted = server.handle_exit, []

    def leave_quietly(number: int, frame: FrameType | None) -> None:
        interrupted.append(number)
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        leave(number, frame)

    server.handle_exit = leave_quietly
    before = signal.signal(signal.SIGINT, leave_quietly)  # the server hears it only when it runs
    try:
        begun()
        server.run(sockets=[bound])
    finally:
        signal.signal(signal.SIGINT, before)
    if signal.SIGINT in interrupted:
        raise KeyboardInterrupt


def serve_page(server: Any, bound: socket.socket, url: str, *, browser: bool, ready: Callable[[str], None]) -> None:
    """``run_quietly`` that calls ``ready(url)`` first and, with ``browser``, opens the reader's browser on it."""

    def begun() -> None:
        ready(url)
        if browser:
            opener = Timer(_BROWSER_AFTER, webbrowser.open, (url,))  # the server has a moment to start
            opener.daemon = True
            opener.start()

    run_quietly(server, bound, begun)
