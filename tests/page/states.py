"""Every state of the page that a check of its looks should see: languages, tabs, what opens, what complains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def states(page: Any) -> Iterator[str]:
    """Bring an opened page (Playwright) into one state after another; yields what each is. Ends as it began, with one
    scenario kept for comparison."""
    for _ in range(2):
        lang = page.evaluate("document.documentElement.lang")
        for state in _tabs(page):
            yield f"{lang} {state}"
        for state in _opened(page):
            yield f"{lang} {state}"
        for state in _codes(page):
            yield f"{lang} {state}"
        for state in _refused(page):
            yield f"{lang} {state}"
        page.click("#language")


def _tabs(page: Any) -> Iterator[str]:
    """All tabs of the left column, then of the chart, twice: with nothing kept and with one scenario kept."""
    for group in ("left-tabs", "chart-tabs"):
        chosen = page.locator(f"#{group} [aria-selected=true]").get_attribute("id")
        for id in page.eval_on_selector_all(f"#{group} [role=tab]", "tabs => tabs.map(tab => tab.id)"):
            page.click(f"#{id}")
            yield id
        page.click(f"#{chosen}")
    if page.is_enabled("#keep"):
        page.click("#keep")
        yield "one kept"


def _opened(page: Any) -> Iterator[str]:
    """Menus and dialogs, one after another."""
    openers = "button:is([aria-expanded=false], [aria-haspopup]):not([disabled])"
    for id in page.eval_on_selector_all(openers, "all => all.filter(one => one.offsetParent).map(one => one.id)"):
        page.click(f"#{id}")
        yield f"{id} opened"
        page.keyboard.press("Escape")


def _codes(page: Any) -> Iterator[str]:
    """A code that was copied, and one that is none."""
    page.click("#copy")
    page.wait_for_selector("#notice:not([hidden])")
    yield "code copied"
    page.click("#dismiss")
    page.click("#paste")
    page.fill("#code", "no code")
    page.press("#code", "Enter")
    yield "bad code"
    page.keyboard.press("Escape")


def _refused(page: Any) -> Iterator[str]:
    """A number that is none, and more than the pot holds, with what offers to mend it."""
    box = page.locator("[id^=box-]").first
    before = box.input_value()
    box.fill("abc")
    box.press("Enter")
    yield "no number"
    box.press("Escape")
    box.fill(str(2 * float(before) + 10))
    box.press("Enter")
    yield "more than there is"
    page.click("#undo")
