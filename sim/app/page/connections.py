"""HTTP connections of the page: time and number limits on incomplete requests, and an orderly shutdown."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from anyio import to_thread
from uvicorn.protocols.http.h11_impl import H11Protocol

from sim.app.page import guards

#: Connections at a time. Above the first number the one that has waited longest for its sender makes room for a new
#: one. Above the second, which is then reached by whole requests alone, who asks is told that the server is busy; what
#: has just been given up counts until its task has ended.
ROOM, MOST = 256, 512


class BoundedConnection(H11Protocol):
    """A connection that is closed when the head of a request does not come within ``guards.LONGEST_WAIT``, drop by drop
    or not at all, or when newer ones need its place: nobody locks the others out by keeping lines open."""

    _since = 0.0
    _giving_up: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> bool:
        """Whether the server waits for the sender: for the head of a request, or for the rest of its body."""
        return self._between_requests or bool(self.cycle.more_body)

    @property
    def _between_requests(self) -> bool:
        cycle: Any = self.cycle  # None before the first request
        return cycle is None or bool(cycle.response_complete)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._since = self.loop.time()
        self._giving_up = self.loop.call_later(guards.LONGEST_WAIT, transport.abort)
        waiting = [line for line in self.connections if isinstance(line, BoundedConnection) and line.waiting]
        if len(self.connections) > ROOM and waiting:
            oldest = min(waiting, key=lambda line: line._since)
            self.connections.discard(oldest)  # at once: many lines may open before this one is told
            oldest.transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._between_requests:
            self._stop_waiting()
        elif self._giving_up is None:  # a later request has begun: uvicorn's own patience ended with its first byte
            self._giving_up = self.loop.call_later(guards.LONGEST_WAIT, self.transport.abort)

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None


class PageServer(uvicorn.Server):
    """A server that ends what it streams before it ends itself; ``end_runs`` may take a moment."""

    def __init__(self, app: Any, end_runs: Callable[[], None]) -> None:
        options: dict[str, Any] = {"log_level": "warning", "access_log": False, "timeout_graceful_shutdown": 2}
        options |= {"http": BoundedConnection, "ws": "none", "server_header": False}
        super().__init__(
            uvicorn.Config(app, limit_concurrency=MOST, h11_max_incomplete_event_size=32 * 1024, **options)
        )
        self._end_runs = end_runs

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the runs, so that their streams end by themselves, then everything else."""
        await to_thread.run_sync(self._end_runs)
        await super().shutdown(sockets)
