"""A page's server as a process of its own, and the plain requests that tests and benchmarks send to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

TOY = (sys.executable, str(Path(__file__).with_name("toy_server.py")))
JSON = {"Content-Type": "application/json"}
_ADDRESS = re.compile(r"http://[^:/\s]+:(\d+)/(?:\?token=[\w-]+)?(?=\s)")


class Served:
    """The process of ``command`` (which prints its address), with the cache ``cache`` or an empty one of its own.

    ``port`` and ``said`` (its whole stderr so far) are known once it is there; raises AssertionError when it is not
    within ``seconds``. A context manager that ends the process.
    """

    def __init__(self, command: Sequence[str], cache: Path | None = None, seconds: float = 60.0) -> None:
        self._folder = tempfile.TemporaryDirectory()
        environment = {**os.environ, "XIANDAO_CACHE": str(cache or self._folder.name), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8"
        )
        self._lines: list[str] = []
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        deadline = time.monotonic() + seconds
        while not (found := _ADDRESS.search(self.said)):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.005)
        self.port = int(found[1])
        self.url = found[0]

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self._lines.extend(iter(self.process.stderr.readline, ""))

    @property
    def said(self) -> str:
        """What the process has said so far."""
        return "".join(self._lines)

    def ended(self, seconds: float) -> int:
        """The exit code, once the process has ended and all that it said is known."""
        code = self.process.wait(seconds)
        self._listener.join(seconds)
        return code

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10.0)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._folder.cleanup()

    def memory(self) -> float:
        """Resident memory, MB (Linux)."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def ask(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, method: str | None = None
    ) -> tuple[int, bytes]:
        """Status and body of one request on a connection of its own; POST of JSON where there is a body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            own = {**(JSON if body is not None else {}), **(headers or {})}
            connection.request(method or ("GET" if body is None else "POST"), path, body, own)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def raw(self, sent: bytes, seconds: float = 10.0) -> bytes:
        """All that comes back for some bytes on a socket, until the server closes it or ``seconds`` are over."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as line:
            line.sendall(sent)
            parts = []
            try:
                while part := line.recv(65536):
                    parts.append(part)
            except (TimeoutError, ConnectionResetError):
                pass
            return b"".join(parts)

    def posted(self, page: str = "page-of-a-test", preset: str = "reference", **money: float) -> dict:
        """What an untouched page posts, some amounts (million CNY) changed: ``posted(scenarios=60.0)``."""
        if not hasattr(self, "_start"):
            self._start = json.loads(self.ask("/api/start")[1])
        presets = self._start["presets"]
        own = {**presets[self._start["baseline"]], **presets[preset]}
        amounts = {**own["money"], **{name.replace("_", "-"): value for name, value in money.items()}}
        pots = {"expenditure": own["expenditure"], "capital": own["capital"]}
        return {"page": page, "preset": preset, **pots, "money": amounts, "switches": {}, "readings": {}}
