"""How a change gets in and how it is lost: held keys, undo, leaving the page, lists that close."""

from __future__ import annotations

import pytest

from .browsing import CHROMIUM, NO_CHROMIUM, finished, type_in

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


def counted_runs(page) -> list[str]:
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/api/run") else None)
    return asked


@pytest.mark.slow
def test_a_held_arrow_key_is_one_run_and_one_step_back(opened) -> None:
    page = opened()
    finished(page)
    asked = counted_runs(page)
    page.focus("#slide-scenarios")
    for _ in range(40):
        page.keyboard.down("ArrowLeft")  # repeats while it is held
    assert page.input_value("#box-scenarios") == "1.40"
    page.wait_for_timeout(600)
    assert asked == []  # still held
    page.keyboard.up("ArrowLeft")
    page.wait_for_function("() => location.hash.length > 1 && !document.getElementById('undo').disabled")
    finished(page)
    assert len(asked) == 1
    page.click("#undo")
    assert page.input_value("#box-scenarios") == "1.80"
    assert page.is_disabled("#undo")
    page.click("#redo")
    assert page.input_value("#box-scenarios") == "1.40"


def test_many_presses_in_a_row_are_one_step_and_leaving_the_slider_commits(opened) -> None:
    page = opened()
    finished(page)
    asked = counted_runs(page)
    page.focus("#slide-scenarios")
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.wait_for_function("() => !document.getElementById('undo').disabled")
    assert page.input_value("#box-scenarios") == "1.68"
    assert len(asked) == 1
    page.focus("#slide-pilot-zones")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+z")  # what the key has just done goes first, not what was done before it
    assert page.input_value("#box-pilot-zones") == "2.25"
    assert page.input_value("#box-scenarios") == "1.68"


def warned(page) -> bool:
    """Whether the browser asks before the page is left; it is not left."""
    seen = []

    def stay(dialog) -> None:
        seen.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("setTimeout(() => history.back(), 0)")
    page.wait_for_timeout(700)
    page.remove_listener("dialog", stay)
    return seen == ["beforeunload"]


@pytest.mark.slow
def test_going_back_warns_of_work_that_stands_nowhere_else(opened) -> None:
    page = opened()
    finished(page)
    page.click("#tab-dots")  # browsers ask only for a page that was used
    type_in(page, "scenarios", "0.6")
    finished(page)
    assert warned(page)
    assert page.input_value("#box-scenarios") == "0.60"
    page.click("#copy")
    assert not warned(page)
    page.wait_for_url("about:blank")


def test_an_untouched_page_is_left_without_a_word(opened) -> None:
    page = opened()
    finished(page)
    page.click("#tab-dots")
    assert not warned(page)
    page.wait_for_url("about:blank")


@pytest.mark.parametrize("opener", ["files", "paste"])
def test_a_list_closes_on_escape_and_on_a_press_elsewhere(opened, opener) -> None:
    page = opened()
    finished(page)
    page.click(f"#{opener}")
    assert page.is_visible(f"#{opener}-list")
    page.mouse.click(700, 450)
    assert page.is_hidden(f"#{opener}-list")
    assert page.get_attribute(f"#{opener}", "aria-expanded") == "false"
    page.click(f"#{opener}")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.is_hidden(f"#{opener}-list")
    assert page.evaluate("document.activeElement.id") == opener
    page.click("#files")
    page.click("#paste")
    assert page.is_hidden("#files-list")
    assert page.is_visible("#paste-list")
