"""Money that nobody will take up: a sentence beside its slider and a mark on the rail, from the result itself."""

from __future__ import annotations

import pytest

import sim

from .browsing import CHROMIUM, NO_CHROMIUM, finished, type_in
from .running import stages_of

BROWSER = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
CAPACITY = 1500.0  # million CNY, the toy's


def test_every_stage_tells_what_stays_unspent_as_the_forecast_does(service, post_of, engine) -> None:
    posted = {**post_of(service, scenarios=10_180.0), "expenditure": 14_500.0}
    stages = stages_of(service, posted)
    for stage in stages:
        assert stage["money"]["scenarios"]["unspent"] == pytest.approx(10_180.0 - CAPACITY)
        assert stage["money"]["cooperation"]["unspent"] == 0.0
    scenario = service.begin(posted)[0]
    own = sim.forecast(scenario, runs=200, seed=1, fitted="prior", simulate=engine()).to_json()["money"]
    for action, row in stages[-1]["money"].items():
        assert row["unspent"] == pytest.approx(own[action]["unspent"])
        assert row["released"] == pytest.approx(own[action]["released"])


@pytest.mark.slow
@BROWSER
def test_an_absurd_amount_says_how_much_of_it_stays_unspent(opened) -> None:
    page = opened()
    finished(page)
    assert page.inner_text("#unspent-scenarios") == ""
    assert page.inner_text("#unspent-funds") == "其中约 5.00 亿元预计花不掉"  # 20 of which 15 can be taken up
    page.fill("#total-expenditure", "145")
    page.press("#total-expenditure", "Enter")
    type_in(page, "scenarios", "101.8")
    finished(page)
    assert page.inner_text("#unspent-scenarios") == "其中约 86.80 亿元预计花不掉"
    row = page.locator(".row", has=page.locator("#box-scenarios"))
    rail, mark, idle = (row.locator(f".{name}").bounding_box() for name in ("rail", "full", "idle"))
    share = CAPACITY / (100 * float(page.get_attribute("#slide-scenarios", "max")) / 100)
    assert mark["x"] - rail["x"] == pytest.approx(share * (rail["width"] - 14), abs=8)
    assert idle["width"] == pytest.approx((10_180.0 - CAPACITY) / CAPACITY * share * rail["width"], rel=0.05)
    described = page.get_attribute("#box-scenarios", "aria-describedby")
    assert page.inner_text(f"#{described}").startswith("其中约 86.80")
    page.click("#language")
    assert page.inner_text("#unspent-scenarios") == "about 8,680 million CNY of it will stay unspent"


@BROWSER
def test_the_sentence_goes_while_the_amount_is_another_than_the_results(opened) -> None:
    page = opened()
    finished(page)
    page.focus("#slide-funds")
    page.keyboard.down("ArrowLeft")
    assert page.inner_text("#unspent-funds") == ""
    assert page.locator(".row", has=page.locator("#box-funds")).locator(".full").is_visible()
    page.keyboard.up("ArrowLeft")
    page.wait_for_function("() => document.getElementById('unspent-funds').textContent.includes('4.9')")


_NOTES = """async (cases) => {
    const {unspentNote} = await import("/unspent.js");
    return cases.map(([unspent, error]) => unspentNote({unspent, error, released: 2 * unspent})[0]); }"""


@BROWSER
def test_no_digit_past_the_error_and_nothing_where_nothing_is_left(opened) -> None:
    page = opened()
    texts = page.evaluate(_NOTES, [[0.4, 0.0], [72.2, 6.2], [72.2, 0.02], [30.0, 80.0]])
    assert page.evaluate("async () => (await import('/unspent.js')).unspentNote({unspent: 3, released: 400})[0]") == ""
    assert texts == ["", "其中约 0.7 亿元预计花不掉", "其中约 0.72 亿元预计花不掉", "其中约 0.3 亿元预计花不掉"]
