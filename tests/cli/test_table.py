"""The printed table: aligned in both languages, words in the reader's language, nothing invented."""

from __future__ import annotations

import re

from rich.cells import cell_len


def lines_with(output: str, pattern: str) -> list[str]:
    return [line for line in output.splitlines() if re.search(pattern, line)]


def below(output: str, pattern: str) -> str:
    """The line below the first one with ``pattern``: the small print of its cells."""
    lines = output.splitlines()
    return lines[1 + next(place for place, line in enumerate(lines) if re.search(pattern, line))]


def test_targets_stand_by_class(xiandao, forecast) -> None:
    out = xiandao("forecast").out
    places = [out.index(words) for words in ("Class A", "High-tech", "Class B", "consortia", "Class C", "leaders")]
    assert places == sorted(places)


def test_a_row_gives_expectation_probability_error_spread_word_and_confidence(xiandao, forecast) -> None:
    lines = xiandao("forecast").out.splitlines()
    place = next(k for k, line in enumerate(lines) if line.startswith("High-tech firms "))
    row, below = (re.split(r" {2,}", line.strip()) for line in lines[place : place + 2])
    assert row == ["High-tech firms", "about 500", "430 (301–577)", "27 % ± 1.4", "90 %", "unlikely"]
    assert below == ["since the plan", "≥490", "0 at start", "2–81 %", "confidence: medium"]


def test_nearly_certain_is_not_certain(xiandao, forecast) -> None:
    assert ">99 %" in lines_with(xiandao("forecast").out, "^Innovation consortia")[0]


def test_an_undefined_spread_is_a_dash(xiandao, forecast) -> None:
    assert "–" in re.split(r" {2,}", below(xiandao("forecast").out, "^Innovation consortia").strip())


def test_a_target_met_at_the_start_says_so(xiandao, forecast) -> None:
    assert "0 at start: met already" in below(xiandao("forecast").out, "^Innovation consortia")


def test_a_declared_target_shows_the_outside_view_and_the_capacity(xiandao, forecast) -> None:
    out = xiandao("forecast").out
    row = lines_with(out, "^Ecosystem leaders")[0]
    assert re.split(r" {2,}", row.strip())[3:5] == ["capacity 43 %", "90 %"]
    assert "±" not in row
    assert "%" not in below(out, "^Ecosystem leaders"), "no spread"


def test_the_break_even_stands_below_the_targets(xiandao, forecast) -> None:
    out = xiandao("forecast").out
    line = "High-tech firms: 500 needs 10.2 % of new certifications"
    assert out.index("Platforms") < out.index(line) < out.index("Classes A and B together")


def test_chinese_columns_are_aligned(xiandao, forecast) -> None:
    out = xiandao("forecast", "--lang", "zh").out
    rows = [lines_with(out, "^目标与口径 ")[-1], *lines_with(out, "^(生态主导型企业|合作交流平台) ")]
    assert len(rows) == 3
    ends = [re.search(pattern, row).end() for row, pattern in zip(rows, ("达标线", "左右", "左右"), strict=True)]
    assert len({cell_len(row[:end]) for row, end in zip(rows, ends, strict=True)}) == 1


def test_chinese_output_speaks_chinese(xiandao, forecast) -> None:
    out = xiandao("forecast", "--lang", "zh").out
    assert "不太可能" in out
    assert "亿元" in out
    assert not re.search(r"\b(unlikely|medium|Class)\b", out)


def test_joint_gap_and_money(xiandao, forecast) -> None:
    out = xiandao("forecast").out
    assert "all met 21 % ± 1.3; expected number met 1.3 of 2" in out
    assert "expected 430 recognised, 361 earned; met as recognised 27 %, as earned 15 % (+12 points)" in out
    assert "Innovation consortia: expected" not in out  # earned is not defined there
    assert "the plan's 2,400 million CNY; released with the general programmes 2,550 million CNY, unspent 950" in out
    assert out.index("Funds: unspent 900 million CNY, 45 %") < out.index("Talent: unspent 50 million CNY, 11 %")
    assert "Scenarios: unspent" not in out


def test_no_colour_on_a_file(xiandao, forecast) -> None:
    assert "\x1b" not in xiandao("forecast").out
