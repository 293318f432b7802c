"""An address is judged by what it resolves to: this machine alone is served freely, a network only when it is asked
for and with a token; what cannot be served is refused in one sentence."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from sim.app.local_server import access_of, listening_socket
from sim.errors import InputError

#: Ways to write "every interface" that a resolver understands, with and without IPv6.
EVERY_INTERFACE = ("0", "0x0", "00.0", "0.0.0.0", "000.000.000.000", "0x00000000", "::", "::0", "0:0:0:0:0:0:0:0",
                   "::ffff:0.0.0.0", "::ffff:0:0")  # fmt: skip
LOOPBACK = ("127.0.0.1", "127.1", "0x7f000001", "2130706433", "127.0.0.2", "localhost")


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """A resolver that gives one address after the other, whatever the name; returns the names it was asked for."""
    asked: list[str] = []

    def stand_in(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        answer = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        family = socket.AF_INET6 if ":" in answer else socket.AF_INET
        address = (answer, port, 0, 0) if ":" in answer else (answer, port)
        return [(family, socket.SOCK_STREAM, 6, "", address)]

    monkeypatch.setattr(socket, "getaddrinfo", stand_in)
    return asked


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Addresses that a socket was bound to while the test ran."""
    seen: list[Any] = []

    class Watched(socket.socket):
        def bind(self, address: Any) -> None:
            seen.append(address)
            super().bind(address)

    monkeypatch.setattr(socket, "socket", Watched)
    return seen


def test_a_free_port_listens_at_once() -> None:
    with listening_socket("127.0.0.1", 0) as own:
        address = own.getsockname()
        assert address[0] == "127.0.0.1"
        with socket.create_connection(address, timeout=5.0):
            pass


@pytest.mark.parametrize("host", LOOPBACK)
def test_this_machine_is_served_however_it_is_written(host: str) -> None:
    with listening_socket(host, 0) as own:
        assert own.getsockname()[0].startswith(("127.", "::1"))
        assert access_of(own, host).token == ""


@pytest.mark.parametrize("host", EVERY_INTERFACE)
def test_every_interface_is_refused_however_it_is_written(host: str, bound: list[Any]) -> None:
    with pytest.raises(InputError, match="other machines") as caught:
        listening_socket(host, 0)
    assert bound == []
    assert caught.value.key == "--host"
    assert "--network" in str(caught.value)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "::ffff:0.0.0.0", "192.0.2.1", "::ffff:192.0.2.1", "fe80::1%2"])
def test_a_name_is_what_it_resolves_to(address: str, bound: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, address)
    with pytest.raises(InputError, match="other machines"):
        listening_socket("planning.example", 0)
    assert bound == []


def test_the_address_that_was_checked_is_the_one_that_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers otherwise the second time is not asked a second time."""
    asked = resolving(monkeypatch, "127.0.0.1", "0.0.0.0")
    with listening_socket("planning.example", 0) as own:
        assert own.getsockname()[0] == "127.0.0.1"
        hosts = access_of(own, "planning.example").hosts
    assert asked == ["planning.example"]
    assert {"planning.example", "127.0.0.1", "localhost", "[::1]"} <= hosts


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_network_gets_a_token_and_no_name_of_this_machine_alone(host: str) -> None:
    with listening_socket(host, 0, network=True) as own:
        access, other = access_of(own, host), access_of(own, host)
    assert len(access.token) >= 32
    assert access.token != other.token
    assert access.url.endswith(f"/?token={access.token}")
    assert access.hosts
    assert not any(name == "localhost" or name.startswith(("127.", "[::1", "0.0.0.0", "[::]")) for name in access.hosts)


def test_a_loopback_name_for_another_address_is_no_name_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hosts file that sends localhost to the network opens no door."""
    resolving(monkeypatch, "0.0.0.0")
    with listening_socket("localhost", 0, network=True) as own:
        assert "localhost" not in access_of(own, "localhost").hosts


def test_a_network_wish_for_this_machine_alone_is_a_contradiction() -> None:
    with pytest.raises(InputError, match="only this machine") as caught:
        listening_socket("127.0.0.1", 0, network=True)
    assert caught.value.key == "--network"


def test_an_address_in_use_hints_at_the_page_that_may_be_there() -> None:
    with listening_socket("127.0.0.1", 0) as own:
        port = own.getsockname()[1]
        with pytest.raises(InputError, match=f"already.*http://127.0.0.1:{port}/") as caught:
            listening_socket("127.0.0.1", port)
    assert caught.value.key == "--port"


@pytest.mark.parametrize("host", ["no-such-name.invalid", "..", "a" * 300, "\x00", "127.0.0.1\n", "[::1]", ""])
def test_what_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(InputError, match="cannot be served"):
        listening_socket(host, 0)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be served"):
        listening_socket("192.0.2.1", 0, network=True)
