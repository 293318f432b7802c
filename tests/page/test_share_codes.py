"""The share code: short, without the address of a machine, to be pasted again; a bad one gives one sentence."""

from __future__ import annotations

import pytest

from .browsing import CHROMIUM, NO_CHROMIUM, SIZES, finished, type_in

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
UNTOUCHED = "1.80"


def copied(page) -> str:
    """The code as the page shows it after it was copied."""
    page.click("#copy")
    page.wait_for_selector("#notice:not([hidden])")
    return page.inner_text("#notice-text").partition("：")[2]


def paste(page, code: str) -> None:
    page.click("#paste")
    page.fill("#code", code)
    page.press("#code", "Enter")


@pytest.mark.slow
def test_a_code_is_short_and_makes_a_full_round_by_pasting(opened) -> None:
    page = opened()
    type_in(page, "scenarios", "3.8")
    page.click("#borrow-expenditure")  # lends amounts that nobody typed
    page.click("#tab-assumptions")
    page.select_option("#switch-leniency", "true")
    page.select_option("#reading-high-tech-firms", "stock")
    finished(page)
    code = copied(page)
    assert len(code) < 160
    assert "127.0.0.1" not in code
    assert "http" not in code
    assert code == page.evaluate("location.hash.slice(1)")
    for pasted in (code, f"http://somewhere.example:99/#{code}", f" {code[:20]}\n{code[20:]} "):
        other = opened()
        paste(other, pasted)
        finished(other)
        assert other.is_hidden("#paste-list")
        assert other.evaluate("location.hash.slice(1)") == code
        assert other.input_value("#box-scenarios") == "3.80"
        assert other.locator("#pool .over").count() == 0
        assert other.input_value("#switch-leniency") == "true"
        assert other.input_value("#reading-high-tech-firms") == "stock"
        other.click("#undo")
        assert other.input_value("#box-scenarios") == UNTOUCHED


def test_what_differs_little_has_a_code_of_few_letters(opened) -> None:
    page = opened()
    type_in(page, "scenarios", "0.6")
    finished(page)
    assert len(copied(page)) < 45


@pytest.mark.parametrize("size", ["phone", pytest.param("desk", marks=pytest.mark.slow)])
def test_a_copied_code_breaks_no_layout(opened, size) -> None:
    page = opened(size)
    for number, box in enumerate(page.locator("[id^=box-]").all()):
        if box.is_editable() and number % 2:
            box.fill(f"{float(box.input_value()) + 0.013 * number:.2f}")
            box.press("Enter")
    page.evaluate("document.getElementById('notice-text').textContent = ''")
    copied(page)
    page.evaluate(
        "document.getElementById('notice-text').textContent += 'x1~'.repeat(100)"
    )  # as long as they once were
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    close = page.locator("#dismiss").bounding_box()
    assert close["x"] + close["width"] <= SIZES[size][0]
    page.click("#dismiss")
    assert page.is_hidden("#notice")


OLD = "x1~0~0~{}~4500~2000~1,2,3,4,5,6,7,8,9,10,11,12,13,14~00000~000000000000~1"
BAD = ["x2", "hello", "x2.aaaa.reference......aaa", *map(OLD.format, ("__proto__", "toString", "constructor")),
       "x2.aaaa.__proto__......aaa", "%E0%A4%A", "<script>", "x3.aaaa.reference......aaa", "9" * 5000]  # fmt: skip


def test_a_bad_code_in_the_field_gives_one_sentence(opened) -> None:
    page = opened()
    finished(page)
    for code in BAD:
        page.evaluate(_FORGOTTEN)
        paste(page, code)
        said = page.inner_text("#code-fault")
        assert said.endswith("。"), code
        assert "没有采用" in said, code
        assert page.get_attribute("#code", "aria-invalid") == "true", code
        assert page.input_value("#box-scenarios") == UNTOUCHED, code
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, code
        page.keyboard.press("Escape")


#: What was said of the last code must not be taken for what is said of the next.
_FORGOTTEN = """() => { document.getElementById("code-fault").textContent = "";
    document.getElementById("code").removeAttribute("aria-invalid"); }"""


@pytest.mark.parametrize(
    "name",
    [
        "__proto__",
        *(
            pytest.param(one, marks=pytest.mark.slow)
            for one in ("opened-12345678", "toString", "constructor", "hasOwnProperty")
        ),
    ],
)
def test_a_preset_of_no_scenario_stops_nothing(opened, name) -> None:
    """A whole code, check and all, whose preset is a word that every table of the language knows."""
    page = opened()
    finished(page)
    made = page.evaluate(_FORGED, name)
    for code in (made, OLD.format(name)):
        other = opened(hash=f"#{code}")
        finished(other)
        assert other.is_visible("#notice")
        assert other.input_value("#box-scenarios") == UNTOUCHED
        paste(other, code)
        assert "没有采用" in other.inner_text("#code-fault")
    assert "先打开该文件" in sentence_of(page, made)


_FORGED = """async (name) => {
    const [{encode}, server] = await Promise.all(["code", "server"].map((one) => import(`/${one}.js`)));
    const start = await server.start();
    const own = start.presets.reference;
    const state = {...own, preset: name, reviews: false};
    return encode(start, Object.fromEntries([[name, own]]), state); }"""


def sentence_of(page, code: str) -> str:
    paste(page, code)
    return page.inner_text("#code-fault")


@pytest.mark.slow
def test_every_letter_lost_is_noticed(opened) -> None:
    page = opened()
    type_in(page, "scenarios", "0.6")
    finished(page)
    code = copied(page)
    page.click("#paste")
    for place in range(len(code)):
        page.fill("#code", code[:place] + code[place + 1 :])
        page.press("#code", "Enter")
        assert page.inner_text("#code-fault"), place
    page.fill("#code", code[:-8])
    page.press("#code", "Enter")
    assert "不是本版的完整方案码" in page.inner_text("#code-fault")
