"""The page reads amounts as the command line does, and refuses one as it was typed, in the unit it was typed in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .browsing import CHROMIUM, NO_CHROMIUM, finished, type_in

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

CASES = json.loads((Path(__file__).parents[1] / "policy/amounts.json").read_text(encoding="utf-8"))


def test_both_parsers_are_held_to_one_table(opened) -> None:
    page = opened()
    asked = [[typed, per_unit] for typed, per_unit, _ in CASES["read"]]
    asked += [[typed, 100] for typed in [*CASES["comma"], *CASES["number"], "9" * 5000]]
    read = page.evaluate(
        """async (asked) => {
          const { parseAmount } = await import("./amounts.js");
          return asked.map(([typed, perUnit]) => {
            const found = parseAmount(typed, perUnit);
            return found.fault || found.million;
          });
        }""",
        asked,
    )
    expected = [million for _, _, million in CASES["read"]] + ["comma-not-thousands"] * len(CASES["comma"])
    expected += ["not-a-number"] * (len(CASES["number"]) + 1)
    wrong = [(asked[k][0], read[k]) for k in range(len(asked)) if read[k] != expected[k]]
    assert wrong == []


@pytest.mark.parametrize("typed", ["１", "1亿", "1亿元", "1 亿", "1.0", "10000万", "100百万元"])
def test_an_amount_is_taken_as_planners_type_it(opened, typed: str) -> None:
    page = opened()
    type_in(page, "scenarios", typed)
    finished(page)
    assert page.input_value("#box-scenarios") == "1.00"
    assert page.is_hidden("#notice")


@pytest.mark.parametrize(
    ("box", "typed", "words"),
    [
        ("box-scenarios", "3,5", ("“3,5”", "小数点")),
        ("box-scenarios", "abc", ("“abc”", "不是金额")),
        ("box-talent", "0.9", ("0.9 亿元", "11.81 亿元")),
        ("box-talent", "9000万", ("9000万 ", "11.81 亿元")),
        ("total-expenditure", "99999", ("99999 亿元", "1,004.00 亿元")),
        ("total-expenditure", "99999亿", ("99999亿 ", "1,004.00 亿元")),
        ("total-capital", "1005", ("1005 亿元", "1,004.00 亿元")),
        ("box-scenarios", "5000亿元", ("5000亿元 ", "1,004.00 亿元")),
    ],
)
def test_a_refusal_speaks_in_what_was_typed(opened, box: str, typed: str, words: tuple[str, ...]) -> None:
    page = opened()
    before = page.evaluate("location.hash")
    page.fill(f"#{box}", typed)
    page.press(f"#{box}", "Enter")
    said = page.inner_text("#notice-text")
    assert [word for word in words if word not in said] == [], said
    assert "百万" not in said
    assert page.get_attribute(f"#{box}", "aria-invalid") == "true"
    assert page.evaluate("location.hash") == before
