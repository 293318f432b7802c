"""The page speaks the language that the command line asked for, else what its reader chose, else the browser's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import CHROMIUM, NO_CHROMIUM
from .served import TOY, Served

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]


@pytest.fixture(scope="module")
def english() -> Iterator[Served]:
    with Served([*TOY, "0.0005", "--runs", "100", "--lang", "en"]) as made:
        yield made


def spoken(page) -> str:
    return page.get_attribute("html", "lang")[:2]


def test_the_option_beats_the_browser_and_what_was_chosen(opened, english: Served) -> None:
    page = opened(url=english.url, locale="zh-CN")
    assert spoken(page) == "en"
    page.click("#language")
    assert spoken(page) == "zh"
    page.reload()
    page.wait_for_selector(".target")
    assert spoken(page) == "en"


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("zh-CN", "zh"), ("zh-TW", "zh"), ("zh", "zh"), ("en-US", "en"), ("en-GB", "en"), ("de-DE", "en")],
)
def test_the_browser_decides_on_the_first_visit(opened, locale: str, lang: str) -> None:
    assert spoken(opened(locale=locale)) == lang


@pytest.mark.parametrize(("locale", "chosen"), [("zh-CN", "en"), ("en-US", "zh")])
def test_what_the_reader_chose_stays(opened, locale: str, chosen: str) -> None:
    page = opened(locale=locale)
    page.click("#language")
    page.reload()
    page.wait_for_selector(".target")
    assert spoken(page) == chosen
