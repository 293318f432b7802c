"""An address of this machine is had whole, or refused in one sentence."""

from __future__ import annotations

import socket

import pytest

from sim.errors import InputError
from sim.local_server import listening_socket


def test_a_free_port_listens_at_once() -> None:
    with listening_socket("127.0.0.1", 0) as own:
        address = own.getsockname()
        assert address[0] == "127.0.0.1"
        with socket.create_connection(address, timeout=5.0):
            pass


def test_an_address_in_use_and_every_address_are_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="cannot be served"):
            listening_socket("127.0.0.1", taken.getsockname()[1])
    with listening_socket("127.0.0.1", 0) as own, pytest.raises(InputError, match="cannot be served"):
        listening_socket("127.0.0.1", own.getsockname()[1])
    with pytest.raises(InputError, match="one address"):
        listening_socket("0.0.0.0", 0)
