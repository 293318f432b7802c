"""What a lever does to the counts, shown where the chances cannot move, and the sentence that names what moved."""

from __future__ import annotations

import re

import pytest

from .browsing import CHROMIUM, NO_CHROMIUM, finished, numbers_in, type_in

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)

_SENTENCE = """async ({moves, counts, lang}) => {
    const load = (names) => Promise.all(names.map((one) => import(`/${one}.js`)));
    const [words, {sentence}, server] = await load(["words", "sentences", "server"]);
    words.setLang(lang);
    const start = await server.start();
    const gain = (value) => ({value, error: 0.1 * Math.abs(value), shown: value !== 0, enough: true});
    const rows = start.targets.map(({id}) => ({id, expected: 10, difference: gain((moves[id] || 0) / 100),
        count_difference: gain(counts[id] || 0)}));
    const joint = {expected_met: 4.2, targets: 8, expected_difference: gain(0.8), baseline_met: 3.4};
    return sentence(start, {targets: rows, joint}); }"""


def sentence(page, moves=None, counts=None, lang="zh") -> str:
    """What the page says of differences that were made up: points and counts by target."""
    return page.evaluate(_SENTENCE, {"moves": moves or {}, "counts": counts or {}, "lang": lang})


def row(page, target: str) -> tuple[str, str]:
    """Chance and count of a target against the baseline, as they stand on the screen."""
    return tuple(page.inner_text(f"#target-{target} .{cell}") for cell in ("gain", "count"))


def test_the_sentence_names_every_riser_and_every_faller(opened) -> None:
    page = opened()
    said = sentence(page, {"high-tech-firms": 60, "scenarios": 7, "consortia": 5})
    assert "可能性上升 3 项：高新技术企业 +60，典型应用场景 +7，未来产业创新联合体 +5（百分点）" in said
    assert "下降" not in said
    assert said.endswith("其余 5 项看不出差别。")
    said = sentence(page, {"high-tech-firms": 60, "scenarios": -7, "consortia": -5}, lang="en")
    assert "more likely: 1 (High-tech enterprises +60 points)" in said
    assert "less likely: 2 (Typical application scenarios −7, Innovation consortia −5 points)" in said
    risers = ("high-tech-firms", "scenarios", "consortia", "city-zones", "tech-centres", "breakthroughs")
    many = {id: 10 + place for place, id in enumerate(risers)}
    said = sentence(page, many)
    assert "可能性上升 6 项：" in said
    assert "等 6 项（百分点）" in said


def test_the_sentence_says_that_counts_change_where_no_chance_does(opened) -> None:
    page = opened()
    said = sentence(page, counts={"scenarios": 0.48, "city-zones": -0.12})
    assert "数量有变化，达标可能性没有看得出的变化：市级未来产业先导区 −0.12，典型应用场景 +0.48。" in said
    assert "没有哪一项" not in said
    assert "没有哪一项看得出与基线的差别" in sentence(page)
    both = sentence(page, {"consortia": 5}, {"consortia": 1.0, "scenarios": 0.48})
    assert "另有只是数量变化的：典型应用场景 +0.48。" in both


def test_a_row_shows_the_expected_count_and_its_paired_change(opened) -> None:
    """Start-ups lift the toy's technology centres, far below what is asked: the count moves, the chance does not."""
    page = opened()
    finished(page)
    assert all(re.fullmatch(r"[\d.]+ =", text) for text in page.locator(".target .count").all_inner_texts())
    assert page.locator(".target .count").count() == 12
    type_in(page, "pilot-zones", "2.00")
    type_in(page, "start-ups", "1.00")
    finished(page)
    gain, count = row(page, "tech-centres")
    assert gain == "="
    base, own, more, error = numbers_in(count.replace("±", " "))
    assert own > base
    assert own - base == pytest.approx(more)
    assert 0 < error < more
    assert "数量有变化" in page.inner_text("#reading") or "只是数量变化的：企业技术中心" in page.inner_text("#reading")
    spoken = page.get_attribute("#target-tech-centres", "aria-label")
    assert "期望数由基线的" in spoken
    assert row(page, "consortia")[1].endswith(" =")


def test_the_columns_have_headings(opened) -> None:
    page = opened()
    heads = page.locator("#target-rows .heads span")
    texts = heads.all_inner_texts()
    assert "比基线" in texts
    assert "期望数（比基线）" in texts
    gain = page.locator("#target-consortia .gain").bounding_box()
    assert heads.nth(texts.index("比基线")).bounding_box()["x"] == pytest.approx(gain["x"], abs=4)
    page.set_viewport_size({"width": 390, "height": 844})
    before = page.evaluate("getComputedStyle(document.querySelector('#target-consortia .gain'), '::before').content")
    assert "比基线" in before


_DIGITS = """async (cases) => {
    const {counts} = await import("/differences.js");
    return cases.map(([expected, value, error, shown]) =>
        counts({expected, count_difference: {value, error, shown, enough: true}}).text); }"""


def test_digits_follow_the_error_and_the_three_numbers_add_up(opened) -> None:
    page = opened()
    cases = [
        [17.004, 0.484, 0.02, True], [16.94, 0.396, 0.03, True], [302.4, 8.37, 1.5, True], [16.52, 0.4, 0.3, False],
        [16.52, 0, 0, False], [0.0404, 0.0404, 0.001, True], [54, 17, 0, True],
    ]  # fmt: skip
    texts = page.evaluate(_DIGITS, cases)
    assert texts[0] == "16.52→17.00 (+0.48±0.03)"
    assert texts[3] == texts[4] == "16.5 ="
    assert texts[2] == "294→302 (+8±2)"
    for text, case in zip(texts, cases, strict=True):
        if case[3]:
            base, own, more = numbers_in(text.replace("±", " "))[:3]
            assert own - base == pytest.approx(more)
            assert base >= 0
