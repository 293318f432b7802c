"""What is measured of the what-if page: the real command on the full city, in headless Chromium. Rows as in
``measures.py``."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np

Row = tuple[str, float, str, str, float | None]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "page"))

from page_looks import DESK, FINISHED, glyphs, looks, opened  # noqa: E402
from served import JSON, Served  # noqa: E402  the folder of the page's tests is no package

COMMAND = (str(Path(sys.executable).with_name("xiandao")), "page", "--port", "0", "--no-browser")
RELEASES = 50
COMMITS = 20
STARTS = 3
PAUSE = 1.0  # seconds that somebody looks at a first estimate: its run goes on, and the next release has to end it


def page() -> list[Row]:
    """All rows of the page, each start with a cache that holds the compiled model and no run of the baseline."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("the page is measured in Chromium: apt-get install chromium")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=chromium, args=arguments)
        rows = _start(browser, Path(folder))
        with Served(COMMAND, _cache(Path(folder) / "served")) as served:
            rows += _weight(browser, served)
            rows += _releases(browser, served)
            rows += _refined(browser, served)
            rows += _cancelled(served)
            rows += _arrows(browser, served, Path(folder))
            rows += looks(browser, served)
        browser.close()
    return [*rows, *glyphs()]


def _cache(folder: Path) -> Path:
    """A cache folder with this version's compiled model alone."""
    from sim.app.page.server import cache_folder
    from sim.engine.compiled.cache import digest, rulebook

    name = digest(rulebook())
    own = cache_folder().parent
    if not (own / name).is_dir():
        import sim

        sim.forecast("template", runs=4)
    shutil.copytree(own / name, folder / name)
    return folder


def _start(browser: Any, folder: Path) -> list[Row]:
    """From the command to a page that shows the baseline and whose slider follows the mouse; median."""
    spent, answered = [], []
    for number in range(STARTS):
        cache = _cache(folder / f"start-{number}")
        began = time.perf_counter()
        with Served(COMMAND, cache) as served:
            served.ask("/")
            answered.append(time.perf_counter() - began)
            with opened(browser, served.url) as page:
                action = _movable(page)[0]
                before = page.input_value(f"#box-{action}")
                _grab(page, action, 0.5)
                page.wait_for_function("([id, old]) => document.getElementById(id).value !== old",
                                       arg=[f"box-{action}", before], polling=5)  # fmt: skip
                spent.append(time.perf_counter() - began)
    return [
        (f"page, command to usable, nothing but the compiled model kept, median of {STARTS}", float(np.median(spent)),
         "s", "at most", 4),
        ("  command to first answer of the server", float(np.median(answered)), "s", "", None),
    ]  # fmt: skip


def _movable(page: Any) -> list[str]:
    """Actions whose money can be lessened by a twentieth of their slider."""
    return page.evaluate("""async () => {
        const start = await (await fetch("api/start")).json(), own = start.presets[start.baseline];
        return start.actions.map((one) => one.id).filter((id) => {
            const slider = document.getElementById("slide-" + id);
            return own.money[id] - (own.floors[id] || 0) > slider.max / 20;
        });
    }""")


def _grab(page: Any, action: str, share: float) -> None:
    """Take the slider of an action with the mouse and draw it to ``share`` of what may be taken away from it."""
    slider = page.locator(f"#slide-{action}")
    slider.scroll_into_view_if_needed()
    low, now, high, top = page.evaluate("""async (id) => {
        window.opening = window.opening || await (await fetch("api/start")).json();
        const own = window.opening.presets[window.opening.baseline], one = document.getElementById("slide-" + id);
        return [own.floors[id] || 0, Number(one.value), own.money[id], Number(one.max)];
    }""", action)  # fmt: skip
    box = slider.bounding_box()

    def place(value: float) -> float:
        return box["x"] + 7 + value / top * (box["width"] - 14)

    y = box["y"] + box["height"] / 2
    page.mouse.move(place(now), y)
    page.mouse.down()
    page.mouse.move(place(low + share * (high - low)), y, steps=6)


def _releases(browser: Any, served: Served) -> list[Row]:
    """Sliders drawn and released while the run of the last release goes on; the baseline's runs are made before."""
    with opened(browser, served.url) as page:
        page.wait_for_selector(FINISHED)
        actions, seen = _movable(page), []
        for number in range(RELEASES):
            # 11 places that differ from release to release on every slider, never above the baseline's money
            _grab(page, actions[number % len(actions)], (1 + 5 * (number // len(actions) + number) % 11) / 12)
            page.mouse.up()
            seen.append(page.evaluate("window.probe.armed.promise"))
            time.sleep(PAUSE)
    made = {key: np.array([one[key] for one in seen]) for key in seen[0]}
    rest = made["total"] - made["engine"]
    lacking = made["total"] - made["read"]
    name = f"page, slider release to first estimate on screen, {RELEASES} releases"
    return [
        (f"{name}, p95", float(np.quantile(made["total"], 0.95)), "ms", "at most", 300),
        ("  median of them", float(np.median(made["total"])), "ms", "", None),
        ("  longest of them", float(made["total"].max()), "ms", "at most", 500),
        (f"  the engine's {made['runs'].max():g} runs, p95", float(np.quantile(made["engine"], 0.95)), "ms", "", None),
        ("  transport and drawing: all but the engine, median", float(np.median(rest)), "ms", "at most", 60),
        ("    p95 of it", float(np.quantile(rest, 0.95)), "ms", "", None),
        ("    of it the end of the older run, p95", float(np.quantile(made["waited"], 0.95)), "ms", "", None),
        ("    of it from the estimate read to drawn, p95", float(np.quantile(lacking, 0.95)), "ms", "", None),
    ]  # fmt: skip


def _refined(browser: Any, served: Served) -> list[Row]:
    """One release, left alone until all of its runs are there."""
    with opened(browser, served.url) as page:
        page.wait_for_selector(FINISHED)
        _grab(page, _movable(page)[-1], 0.31)
        page.evaluate("window.probe.statuses = []")
        page.mouse.up()
        began = time.perf_counter()
        page.wait_for_selector("#keep[disabled]")
        page.wait_for_selector(FINISHED)
        seconds = time.perf_counter() - began
        shown = len(set(page.evaluate("window.probe.statuses")))
    return [
        ("page, release to all 1,000 runs", seconds, "s", "at most", 20),
        ("  states of progress painted on the way", shown, "", "at least", 5),
    ]


def _cancelled(served: Served) -> list[Row]:
    """From the second post of a page to the end of the older run, told when the engine has left it; the longest."""
    spent = []
    for number in range(COMMITS):
        ended: list[float] = []
        older = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        older.request("POST", "/api/run", json.dumps(served.posted(scenarios=60.0 + number)), JSON)
        answer = older.getresponse()
        answer.readline()  # its first estimate: the engine is in its next runs
        time.sleep(0.05 * (number % 10))
        reader = Thread(target=lambda answer=answer, ended=ended: (answer.read(), ended.append(time.perf_counter())))
        reader.start()
        began = time.perf_counter()
        newer = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        newer.request("POST", "/api/run", json.dumps(served.posted(scenarios=30.0 + number)), JSON)
        reader.join()
        spent.append(1000.0 * (ended[0] - began))
        older.close()
        newer.close()
    return [(f"page, a new commit ends the older run, longest of {COMMITS}", max(spent), "ms", "at most", 200)]


def _weight(browser: Any, served: Served) -> list[Row]:
    """All that comes over the line at the first opening, but the stream of results; what is asked for elsewhere."""
    asked: list[str] = []
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.url)
    page.wait_for_selector(".target .chance")  # until then no button of the page is disabled yet
    page.wait_for_selector(FINISHED, timeout=120_000)
    # the browser's own account, headers included; an entry stands there once its last byte has come
    sizes = page.evaluate("""["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
        .map((one) => [one.name, one.transferSize])""")
    context.close()
    stream = sum(size for name, size in sizes if name.endswith("/api/run"))
    outside = [url for url in asked if not url.startswith((served.url, "data:", "blob:"))]
    return [
        ("page, weight of all files at the first opening", (sum(s for _, s in sizes) - stream) / 1000.0, "kB",
         "at most", 150),
        ("  results of one scenario, first estimate to last", stream / 1000.0, "kB", "", None),
        ("  requests that leave the machine", len(outside), "", "at most", 0),
    ]  # fmt: skip


def _arrows(browser: Any, served: Served, folder: Path) -> list[Row]:
    """Most arrows at any stage where another scenario with the baseline's allocation, run anew, is on the screen."""
    from sim.inputs.policy import load_scenario, scenario_toml

    path = folder / "same.toml"
    path.write_text(scenario_toml(load_scenario("reference")).replace('"reference"', '"same-money"', 1), "utf-8")
    with opened(browser, served.url) as page:
        page.wait_for_selector(FINISHED)
        page.evaluate("window.probe.arrows = 0")
        page.set_input_files("#file", path)
        page.wait_for_selector("#keep[disabled]")
        page.wait_for_selector(FINISHED)
        most = page.evaluate("window.probe.arrows")
    return [("page, false arrows where the allocation is the baseline's, of 12", most, "", "at most", 0)]
