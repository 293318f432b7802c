"""The real page in headless Chromium for a benchmark, and what is measured of its looks: access, width, glyphs."""

from __future__ import annotations

import contextlib
import io
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = tuple[str, float, str, str, float | None]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "page"))

from served import Served  # noqa: E402  the folder of the page's tests is no package
from states import states  # noqa: E402

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
FINISHED = "#keep:not([disabled])"


@contextlib.contextmanager
def opened(browser: Any, url: str, size: dict[str, int] = DESK) -> Iterator[Any]:
    context = browser.new_context(viewport=size, locale="zh-CN")
    context.add_init_script(path=HERE / "page_probe.js")
    try:
        made = context.new_page()
        made.set_default_timeout(120_000)
        made.goto(url)
        made.wait_for_selector(".target .chance")
        yield made
    finally:
        context.close()


def looks(browser: Any, served: Served) -> list[Row]:
    """Serious findings of axe, and sideways scroll at 390 px, over every state of the page in both languages."""
    from axe_playwright_python.sync_playwright import Axe

    found, widest, number = set(), 0, 0
    with opened(browser, served.url) as page:
        page.wait_for_selector(FINISHED)
        for state in states(page):
            number += 1
            for one in Axe().run(page).response["violations"]:
                if one["impact"] in ("serious", "critical"):
                    found |= {(one["id"], str(node["target"])) for node in one["nodes"]}
                    print(f"    axe, {state}: {one['id']}: {one['nodes'][0]['target']}")
    with opened(browser, served.url, PHONE) as page:
        page.wait_for_selector(FINISHED)
        for state in states(page):
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                print(f"    sideways, {state}: {over} px")
            widest = max(widest, over)
    return [
        ("page, serious or critical findings of axe", len(found), "", "at most", 0),
        ("  states looked at, two languages", number, "", "", None),
        ("page, sideways scroll at 390 px", widest, "px", "at most", 0),
    ]


class _Missing:
    """A plugin of pytest that keeps matplotlib's complaints of missing glyphs and the tests that failed over one."""

    def __init__(self) -> None:
        self.glyphs: set[str] = set()
        self.done = 0

    def pytest_warning_recorded(self, warning_message: Any) -> None:
        if "missing from" in str(warning_message.message):
            self.glyphs.add(str(warning_message.message))

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.done += report.when == "call"
        if report.failed and "glyph" in f"{report.nodeid} {report.longreprtext}".lower():
            self.glyphs.add(report.nodeid)


def glyphs() -> list[Row]:
    """Glyphs missing from any picture that the tests of the charts draw, every kind in both languages; not a number
    where the tests did not run."""
    import pytest

    seen = _Missing()
    words = ["-q", "-p", "no:cacheprovider", str(HERE.parent / "charts")]
    with contextlib.redirect_stdout(io.StringIO()):
        code = pytest.main(words, [seen])
    ran = code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and seen.done > 0
    number = len(seen.glyphs) if ran else math.nan
    return [
        ("charts, missing glyphs, all kinds, two languages", number, "", "at most", 0),
        ("  tests that draw them", seen.done, "", "", None),
    ]
