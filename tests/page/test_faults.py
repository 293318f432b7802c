"""When things go wrong on the way: a server killed in the middle of a run, a slow model, two pages at once."""

from __future__ import annotations

import pytest

from .browsing import CHROMIUM, NO_CHROMIUM, finished, type_in
from .served import TOY, Served

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]


@pytest.fixture
def serving():
    """``serving(0.02, port)``: a server that takes so many seconds a run."""
    made = []

    def start(pause: float, port: int = 0) -> Served:
        made.append(Served([*TOY, str(pause), "--port", str(port)]))
        return made[-1]

    yield start
    for one in made:
        one.stop()


def test_a_server_killed_in_the_middle_of_a_run_and_started_again(opened, serving) -> None:
    own = serving(0.06)  # slow, so that a busy machine sees each stage
    page = opened(url=own.url, faulty=True)
    page.wait_for_function("() => /200 .*24/.test(document.getElementById('status').textContent)", timeout=20_000)
    type_in(page, "scenarios", "0.6")
    page.wait_for_function("() => /200 .*56/.test(document.getElementById('status').textContent)", timeout=20_000)
    before = page.inner_text("#target-rows")
    own.process.kill()
    own.process.wait()
    page.wait_for_selector("#retry:not([hidden])", timeout=10_000)
    assert "xiandao page" in page.inner_text("#notice-text")
    assert page.inner_text("#target-rows") == before
    assert "stale" in page.get_attribute("#targets", "class")
    assert page.input_value("#box-scenarios") == "0.60"
    serving(0.0, own.port)
    page.click("#retry")
    finished(page)
    assert page.is_hidden("#notice")
    assert "stale" not in page.get_attribute("#targets", "class")
    alone = opened(url=own.url, hash=page.evaluate("location.hash"))
    finished(alone)
    assert page.inner_text("#target-rows") == alone.inner_text("#target-rows")


def test_a_slow_model_shows_how_far_it_is_and_never_shifts_the_page(opened, serving) -> None:
    own = serving(0.02)
    page = opened(url=own.url)
    page.evaluate(_NOTES)
    type_in(page, "scenarios", "0.6")
    finished(page)
    notes = page.evaluate("window.notes")
    assert len({status for status, _, _ in notes if "200" in status}) >= 4  # 8, 24, 56, 100 of 200, and the end
    widths = [width for _, width, _ in notes if width > 0]
    assert widths == sorted(widths)
    assert max(widths) > 0
    assert page.evaluate("document.getElementById('progress').getBoundingClientRect().width") == 0.0
    assert len({place for _, _, place in notes}) == 1  # the chart stays where it is


def test_two_pages_at_once_each_get_their_own(opened, serving) -> None:
    own = serving(0.002)
    amounts = ("0.6", "1.2")
    pages = [opened(url=own.url) for _ in amounts]
    for page, amount in zip(pages, amounts, strict=True):
        type_in(page, "scenarios", amount)
    for page in pages:
        finished(page)
    texts = [page.inner_text("#target-rows") for page in pages]
    assert texts[0] != texts[1]
    for page, text in zip(pages, texts, strict=True):
        alone = opened(url=own.url, hash=page.evaluate("location.hash"))
        finished(alone)
        assert alone.inner_text("#target-rows") == text


_NOTES = """() => { window.notes = []; new MutationObserver(() => window.notes.push([
    document.getElementById('status').textContent,
    parseFloat(document.getElementById('progress').style.width) || 0,
    document.getElementById('chart').getBoundingClientRect().top]))
    .observe(document.getElementById('status'), {childList: true}); }"""
