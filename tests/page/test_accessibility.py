"""The page for people who see little, and for those who use no mouse: axe-core in every state, one path by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra 'page' is not installed")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

from .browsing import CHROMIUM, NO_CHROMIUM, SIZES  # noqa: E402
from .states import states  # noqa: E402

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
FINISHED = "#keep:not([disabled])"
MOST_STEPS = 120  # presses of Tab in which anything must be reached


@pytest.fixture
def settled(opened):
    """``settled("phone")``: a fresh page of that size whose first runs are made."""

    def open_page(size: str = "desk"):
        page = opened(size)
        page.wait_for_selector(".target .chance")  # until then no button of the page is disabled yet
        page.wait_for_selector(FINISHED)
        return page

    return open_page


def serious(page) -> list[str]:
    """Findings of axe that keep somebody out: rule, first place, what it says."""
    found = []
    for one in axe.Axe().run(page).response["violations"]:
        if one["impact"] in ("serious", "critical"):
            node = one["nodes"][0]
            found.append(f"{one['id']} at {node['target']}, {len(one['nodes'])} places: {node['failureSummary']}")
    return found


def test_nothing_keeps_anybody_out_at_first_sight(settled) -> None:
    page = settled()
    assert serious(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_nothing_keeps_anybody_out_in_any_state(settled, size: str) -> None:
    page = settled(size)
    found = {state: serious(page) for state in states(page)}
    assert len(found) > 20
    assert {state: findings for state, findings in found.items() if findings} == {}


@pytest.mark.slow
def test_nothing_scrolls_sideways_on_a_phone_in_any_state(settled) -> None:
    page = settled("phone")
    over = {s: page.evaluate("document.documentElement.scrollWidth - innerWidth") for s in states(page)}
    assert {state: pixels for state, pixels in over.items() if pixels > 0} == {}


def reach(page, id: str, key: str = "Tab") -> None:
    """Press ``key`` until the element has the focus, and see that the focus is shown."""
    for _ in range(MOST_STEPS):
        if page.evaluate("document.activeElement.id") == id:
            break
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == id
    assert page.evaluate("document.activeElement.matches(':focus-visible')")
    style = page.evaluate("(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
                          "(getComputedStyle(document.activeElement))")  # fmt: skip
    assert style[0] != "none"
    assert style[1] != "0px"


def amounts(page) -> dict[str, float]:
    """Action -> amount in its box."""
    found = page.eval_on_selector_all("[id^=box-]", "all => all.map(one => [one.id.slice(4), Number(one.value)])")
    return dict(found)


@pytest.mark.slow
def test_raise_borrow_and_export_without_a_mouse(settled, tmp_path: Path) -> None:
    page = settled()
    before = amounts(page)
    reach(page, "slide-scenarios")
    page.keyboard.press("PageUp")
    raised = amounts(page)
    assert raised["scenarios"] > before["scenarios"]
    assert {**raised, "scenarios": 0.0} == {**before, "scenarios": 0.0}
    reach(page, "borrow-expenditure", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(FINISHED)
    lent = amounts(page)
    assert lent["scenarios"] == raised["scenarios"]
    spent = [sum(value for action, value in one.items() if action != "funds") for one in (before, lent)]
    assert spent[1] == pytest.approx(spent[0], abs=0.07)  # 14 amounts, each rounded to a hundredth
    reach(page, "files", "Shift+Tab")
    page.keyboard.press("Enter")
    reach(page, "save")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "mine.toml")
    from sim.inputs.policy import load_scenario

    saved = load_scenario(tmp_path / "mine.toml")
    assert 45.0 * saved.shares["scenarios"] == pytest.approx(lent["scenarios"], abs=0.006)
    reach(page, "files", "Shift+Tab")
    page.keyboard.press("Enter")
    reach(page, "svg")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".svg")


def test_every_control_has_a_name_and_the_page_its_language(settled) -> None:
    page = settled()
    assert page.get_attribute("html", "lang") == "zh-CN"
    reach(page, "language")
    page.keyboard.press("Enter")
    assert page.get_attribute("html", "lang") == "en"
    assert page.evaluate("document.activeElement.id") == "language"
    unnamed = page.evaluate("""[...document.querySelectorAll("button, input, select")]
        .filter((one) => one.offsetParent && !one.textContent.trim() && !one.getAttribute("aria-label")
            && !(one.labels && one.labels.length)).map((one) => one.id)""")
    assert unnamed == []
