"""The watched run in a real browser, with the net cut off: it opens, steps, plays to the end, and starts anew."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sim.app.viz.watched import WatchedCity

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("solara") is None, reason="the extra 'viz' is not installed"),
    pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="playwright is not installed"),
    pytest.mark.skipif(
        shutil.which("chromium") is None, reason="no Chromium on this machine (apt-get install chromium)"
    ),
]
ROOT = Path(__file__).parents[2]
PATIENCE = 60_000  # milliseconds, for a machine that others use
WORDS = {
    "zh": ("一个月", "播放", "重置", "目标", "2025-01 之前", "月末（1/24）", "月末（24/24）"),
    "en": ("Step", "Play", "Reset", "Targets", "Before 2025-01", "(1/24)", "(24/24)"),
}
REFERENCE = {"zh": "参考方案", "en": "Reference"}
EVEN = {"zh": "平均分配", "en": "Even"}


@dataclass
class Watch:
    """An open page; ``outside``: requests that would have left this machine; ``failed``: answers that are no answer."""

    page: Any
    url: str
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(params=list(WORDS))
def watch(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Watch]]:
    from playwright.sync_api import sync_playwright

    port, lang = free_port(), request.param
    command = [sys.executable, "-m", "sim", "viz", "--no-browser", "--port", str(port), "--lang", lang]
    with open(tmp_path / "log", "wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        answered(port)
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        with sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox)
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            seen = Watch(context.new_page(), f"http://127.0.0.1:{port}/")
            context.route("**/*", lambda route: guarded(route, seen))
            seen.page.on("response", lambda answer: seen.failed.append(answer.url) if answer.status >= 400 else None)
            seen.page.set_default_timeout(PATIENCE)
            yield lang, seen
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


def answered(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def guarded(route: Any, seen: Watch) -> None:
    if route.request.url.startswith((seen.url, "data:", "blob:")):
        route.continue_()
    else:
        seen.outside.append(route.request.url)
        route.abort()


def test_a_run_is_watched_from_beginning_to_end(watch: tuple[str, Watch]) -> None:
    lang, seen = watch
    step, play, again, targets, before, first, last = WORDS[lang]
    page = seen.page
    page.goto(seen.url)
    visible(page, before).wait_for()
    start = shown_firms(page)
    assert start == sum(firm.alive for firm in WatchedCity("reference", 1, 0).firms)
    page.get_by_role("button", name=step, exact=True).click()
    visible(page, first).wait_for()
    page.get_by_role("button", name=play, exact=True).click()
    visible(page, last).wait_for()
    assert shown_firms(page) > start
    page.get_by_role("tab", name=targets, exact=True).click()
    page.locator("svg[role=img] circle").first.wait_for()
    assert page.locator("svg[role=img] circle").count() == 12, "one end of a line for every target"
    page.get_by_role("button", name=again, exact=True).click()
    visible(page, before).wait_for()
    page.get_by_text(REFERENCE[lang], exact=True).first.click()
    page.get_by_role("option", name=EVEN[lang], exact=True).click()
    page.get_by_role("button", name=again, exact=True).click()
    visible(page, f"{before} · {EVEN[lang]}").wait_for()
    assert (seen.outside, seen.failed) == ([], [])


def shown_firms(page: Any) -> int:
    """Squares on the tile map, one a firm."""
    paths = page.locator("svg[role=img] path").evaluate_all("all => all.map(one => one.getAttribute('d')).join('')")
    return len(re.findall("M", paths)) - 7  # the key has one square a stage


def visible(page: Any, words: str) -> Any:
    """The first place on the open tab that says so; a tab that was left keeps what it showed."""
    return page.locator(f"text={words} >> visible=true").first
