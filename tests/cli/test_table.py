"""The printed table: aligned in both languages, words in the reader's language, nothing invented."""

from __future__ import annotations

import re

from rich.cells import cell_len


def lines_with(output: str, pattern: str) -> list[str]:
    return [line for line in output.splitlines() if re.search(pattern, line)]


def test_targets_stand_by_class(xiandao, forecast) -> None:
    out = xiandao("forecast").out
    places = [out.index(words) for words in ("Class A", "High-tech", "Class B", "consortia", "Class C", "leaders")]
    assert places == sorted(places)


def test_a_row_gives_expectation_probability_error_spread_word_and_confidence(xiandao, forecast) -> None:
    row = lines_with(xiandao("forecast").out, "^High-tech firms +since")[0]
    assert re.split(r" {2,}", row.strip()) == [
        "High-tech firms", "since the plan", "0", "430 (301–577)", "490", "27 % ± 1.4",
        "2–81 %", "unlikely", "medium", "90 %",
    ]  # fmt: skip


def test_nearly_certain_is_not_certain(xiandao, forecast) -> None:
    assert ">99 %" in lines_with(xiandao("forecast").out, "^Innovation consortia")[0]


def test_an_undefined_spread_is_a_dash(xiandao, forecast) -> None:
    assert " – " in lines_with(xiandao("forecast").out, "^Ecosystem leaders")[0]


def test_chinese_columns_are_aligned(xiandao, forecast) -> None:
    out = xiandao("forecast", "--lang", "zh").out
    heading = lines_with(out, "统计口径")[-1]
    rows = [heading.replace("统计口径", "计划以来新增"), *lines_with(out, "^(生态主导型企业|合作交流平台) ")]
    assert len(rows) == 3
    assert len({cell_len(row[: row.index("计划以来新增")]) for row in rows}) == 1
    assert len({cell_len(row[: row.index("% ±")]) for row in rows[1:]}) == 1


def test_chinese_output_speaks_chinese(xiandao, forecast) -> None:
    out = xiandao("forecast", "--lang", "zh").out
    assert "不太可能" in out
    assert "亿元" in out
    assert not re.search(r"\b(unlikely|medium|Class)\b", out)


def test_joint_gap_and_money(xiandao, forecast) -> None:
    out = xiandao("forecast").out
    assert "all met 21 %; expected number met 1.3 of 2" in out
    assert "High-tech firms: met as recognised 27 %, as earned 15 % (gap +12 points)" in out
    assert "Innovation consortia: met as" not in out  # earned is not defined there
    assert "released 24.5 × 100 million CNY, unspent 9.5 × 100 million CNY (39 %)" in out
    assert out.index("Funds: unspent 9.0") < out.index("Talent: unspent 0.5")


def test_no_colour_on_a_file(xiandao, forecast) -> None:
    assert "\x1b" not in xiandao("forecast").out
