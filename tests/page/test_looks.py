"""What stands on the screen: whole charts, whole labels, one order of the targets, numbers that say what they are."""

from __future__ import annotations

import pytest

from .browsing import CHROMIUM, NO_CHROMIUM, SIZES, finished, type_in

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)

_CLIPPED = """() => { const panel = document.getElementById("picture").getBoundingClientRect();
    return [...document.querySelectorAll("#picture svg, #picture svg *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.bottom > panel.bottom + 1 || box.right > panel.right + 1;
    }).length; }"""


def settled(page) -> None:
    """Wait until two frames have passed since the layout changed."""
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"
    )


@pytest.mark.slow
def test_no_chart_is_clipped_when_a_notice_takes_its_room(opened) -> None:
    page = opened()
    finished(page)
    for tab in ("fan", "dots", "districts"):
        page.click(f"#tab-{tab}")
        settled(page)
        assert page.evaluate(_CLIPPED) == 0, tab
        whole = page.locator("#picture svg").bounding_box()["height"]
        type_in(page, "scenarios", tab)  # no amount, and another one each time
        assert page.is_visible("#notice"), tab
        settled(page)
        assert page.evaluate(_CLIPPED) == 0, tab
        assert page.locator("#picture svg").bounding_box()["height"] < whole, tab
        page.click("#dismiss")
        settled(page)
        assert page.locator("#picture svg").bounding_box()["height"] == pytest.approx(whole, abs=1), tab
        before = page.inner_text("#reading")
        page.evaluate("document.getElementById('reading').textContent = '很长的一句话。'.repeat(25)")
        settled(page)
        assert page.evaluate(_CLIPPED) == 0, tab
        page.evaluate("(before) => { document.getElementById('reading').textContent = before; }", before)


def test_the_targets_stand_in_one_order_with_their_classes(opened) -> None:
    page = opened()
    finished(page)
    order = page.eval_on_selector_all(".target", "all => all.map(one => one.id.replace('target-', ''))")
    names = [text.split(" ≥")[0] for text in page.locator(".target .name").all_inner_texts()]
    page.click("#tab-assumptions")
    asked = page.eval_on_selector_all("[id^=reading-]", "all => all.map(one => one.id.slice(8))")
    assert asked == order
    heads = page.locator("#panel-assumptions .class").all_inner_texts()
    assert [text[0] for text in heads] == ["A", "B", "C"]
    page.click("#keep")
    for tab in ("table", "compare"):
        page.click(f"#tab-{tab}")
        rows = page.locator("#picture tbody tr")
        assert [text.split(" ≥")[0] for text in rows.locator("th").all_inner_texts()[:12]] == names
        kinds = [rows.nth(place).locator("td").first.inner_text() for place in range(12)]
        assert kinds == ["A"] * 2 + ["B"] * 6 + ["C"] * 4


def test_fields_with_an_assumed_share_say_so(opened) -> None:
    page = opened()
    finished(page)
    page.click("#tab-fields")
    said = page.inner_text("#picture")
    for name in ("元宇宙", "未来网络", "商业航天", "其他前沿领域"):
        assert f"{name} *" in said
    assert "通用人工智能 *" not in said  # counted
    assert "个数为推测" in said
    title = page.get_attribute("#picture th:has-text('商业航天')", "title")
    assert "100" in title
    assert "假设" in title


def test_no_tile_touches_the_tabs(opened) -> None:
    for size in SIZES:
        page = opened(size)
        finished(page)
        page.click("#tab-districts")
        tabs = page.eval_on_selector_all(
            "#chart-tabs button", "all => Math.max(...all.map(one => one.getBoundingClientRect().bottom))"
        )
        tiles = page.eval_on_selector_all(
            "#picture rect", "all => Math.min(...all.map(one => one.getBoundingClientRect().top))"
        )
        assert tiles - tabs >= 4


def test_english_money_is_written_out(opened) -> None:
    page = opened()
    finished(page)
    page.click("#language")
    assert page.inner_text(".group span >> nth=0") == "1,688 million CNY"
    assert "allocated 4,500" in page.inner_text("#pool")


_CUT = """() => { const cut = [];
    const seen = (one) => one.getClientRects().length > 0;
    const said = (one) => (one.id || one.className) + ": " + one.textContent.slice(0, 60);
    document.querySelectorAll("body *").forEach((one) => {
        if (!seen(one) || one.closest("svg, .hidden") || one.children.length > 0 && !one.matches(".name")) return;
        const style = getComputedStyle(one);
        const hides = style.overflowX !== "visible" || style.textOverflow === "ellipsis";
        const text = one.textContent && !one.matches("select, input");
        if (text && hides && one.scrollWidth > one.clientWidth) cut.push(said(one));
        if (one.textContent.includes("…") && one.textContent !== "…") cut.push(said(one));
    });
    const pen = document.createElement("canvas").getContext("2d");
    document.querySelectorAll("select").forEach((one) => {
        if (!seen(one)) return;
        pen.font = getComputedStyle(one).font;
        const text = one.selectedOptions[0].textContent;
        if (pen.measureText(text).width > one.clientWidth - 26) cut.push("select " + one.id + ": " + text);
    });
    document.querySelectorAll("#target-rows button > span, .row > span").forEach((one) => {
        const over = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline";
        if (seen(one) && over) cut.push("over " + said(one));
    });
    document.querySelectorAll("svg").forEach((one) => {
        const frame = one.getBoundingClientRect();
        one.querySelectorAll("text").forEach((text) => {
            const box = text.getBoundingClientRect();
            if (box.left < frame.left - 1 || box.right > frame.right + 1) cut.push("svg " + text.textContent);
        });
    });
    return cut; }"""


@pytest.mark.slow
@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("size", list(SIZES))
def test_no_label_is_cut(opened, size, english) -> None:
    page = opened(size)
    type_in(page, "pilot-zones", "2.00")
    type_in(page, "start-ups", "1.00")
    finished(page)
    if english:
        page.click("#language")
    page.click("#tab-assumptions")
    found = {"assumptions": page.evaluate(_CUT)}
    page.select_option("#reading-scenarios", "listed")
    page.select_option("#reading-consortia", index=2)
    finished(page)
    page.click("#tab-money")
    page.click("#keep")
    for tab in ("fan", "dots", "drivers", "fields", "districts", "table", "compare"):
        page.click(f"#tab-{tab}")
        settled(page)
        found[tab] = page.evaluate(_CUT)
    assert {state: cut for state, cut in found.items() if cut} == {}


@pytest.mark.slow
def test_the_longest_count_of_a_real_run_has_room(opened) -> None:
    """Four digits and three decimals on both sides, as small differences of well-known counts are written."""
    page = opened()
    finished(page)
    over = page.evaluate("""() => [...document.querySelectorAll(".target .count")].map((count) => {
        count.className = "count up";
        count.textContent = "47.175→47.151 (−0.024±0.009)";
        return count.scrollWidth - count.clientWidth; })""")
    assert max(over) <= 0
