"""What leaves a page and what comes in: share codes, scenario files, pictures, scenarios kept for comparison."""

from __future__ import annotations

import pytest

from sim.inputs.policy import load_scenario, scenario_toml

from .browsing import CHROMIUM, NO_CHROMIUM, finished, type_in

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]


def test_a_share_code_makes_a_full_round(opened) -> None:
    page = opened()
    type_in(page, "scenarios", "0.6")
    page.click("#tab-assumptions")
    page.select_option("#switch-leniency", "true")
    page.select_option("#reading-high-tech-firms", "stock")
    finished(page)
    code = page.evaluate("location.hash")
    other = opened(hash=code)
    finished(other)
    assert other.evaluate("location.hash") == code
    assert other.input_value("#box-scenarios") == "0.60"
    assert other.input_value("#switch-leniency") == "true"
    assert other.input_value("#reading-high-tech-firms") == "stock"
    assert other.inner_text("#target-rows") == page.inner_text("#target-rows")


@pytest.mark.parametrize("code", ["#x1~0~0~0", "#<script>", "#x1~1~2~reference~-1~2~3~4~5", "#%E0%A4%A"])
def test_a_broken_code_leaves_the_baseline(opened, code) -> None:
    page = opened(hash=code)
    finished(page)
    assert page.is_visible("#notice")
    assert page.input_value("#box-scenarios") == "1.80"


def test_up_to_four_are_compared(opened) -> None:
    page = opened()
    for amount in ("0.6", "0.7", "0.8", "0.9"):
        type_in(page, "scenarios", amount)
        finished(page)
        page.click("#keep")
    assert page.is_disabled("#keep")
    names = page.locator("#picture thead th").all_inner_texts()
    assert [name[:1] for name in names[2:]] == ["A", "B", "C", "D"]
    assert "未来场景建构 −1.20" in page.inner_text("#picture")  # what A moved most
    page.click("#drop-0")
    assert page.locator("#picture thead th").count() == 5
    assert page.is_enabled("#keep")
    page.click("#keep")
    assert page.locator("#picture thead th").all_inner_texts()[5].startswith("A")  # the letter that was free


def test_a_scenario_is_saved_and_opened(opened, tmp_path) -> None:
    page = opened()
    type_in(page, "scenarios", "0.6")
    finished(page)
    page.click("#files")
    with page.expect_download() as waiting:
        page.click("#save")
    path = tmp_path / "mine.toml"
    waiting.value.save_as(path)
    assert load_scenario(path).shares["scenarios"] == pytest.approx(60.0 / 4500.0)
    other = opened()
    other.set_input_files("#file", path)
    other.wait_for_selector("#preset option[value^=opened-]", state="attached")
    finished(other)
    assert other.input_value("#box-scenarios") == "0.60"


def test_a_bad_file_is_refused_with_a_sentence(opened, tmp_path) -> None:
    page = opened(faulty=True)
    path = tmp_path / "bad.toml"
    path.write_text(
        scenario_toml(load_scenario("reference")).replace('plan = "hangzhou"', 'plan = "/etc/passwd"'), encoding="utf-8"
    )
    page.set_input_files("#file", path)
    page.wait_for_selector("#notice:not([hidden])")
    assert "shipped name" in page.inner_text("#notice-text")
    assert page.input_value("#box-scenarios") == "1.80"


@pytest.mark.parametrize(("encoding", "named"), [("gbk", "GBK"), ("utf-16", "UTF-16")])
def test_a_file_of_windows_notepad_is_refused_with_the_remedy(opened, tmp_path, encoding, named) -> None:
    page = opened(faulty=True)
    path = tmp_path / "mine.toml"
    path.write_text(scenario_toml(load_scenario("reference")), encoding=encoding)
    page.set_input_files("#file", path)
    page.wait_for_selector("#notice:not([hidden])")
    assert f"not UTF-8 text but {named}" in page.inner_text("#notice-text")
    assert page.locator("#preset option[value^=opened-]").count() == 0


def test_a_file_with_a_byte_order_mark_is_opened(opened, tmp_path) -> None:
    page = opened()
    path = tmp_path / "mine.toml"
    scenario = load_scenario("even")
    path.write_text(scenario_toml(scenario), encoding="utf-8-sig")
    page.set_input_files("#file", path)
    option = page.wait_for_selector("#preset option[value^=opened-]", state="attached")
    assert scenario.name["zh"] in option.text_content()


def test_a_picture_is_exported(opened) -> None:
    page = opened()
    finished(page)
    page.click("#files")
    with page.expect_download() as waiting:
        page.click("#svg")
    assert waiting.value.suggested_filename == "reference.svg"
