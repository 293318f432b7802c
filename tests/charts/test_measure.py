"""Breaking and shortening of text by its measured width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.charts.measure import shortened, width, wrapped
from sim.charts.style import applied

CHINESE = "结果是模型在所列假设下的条件预测，不是承诺或考核依据（方案“参考”，模拟 1000 次）；种子 1。"
MIXED = st.text(alphabet="模拟方案，。（）“”ab c1 ", max_size=60)


@pytest.fixture(scope="module", autouse=True)
def _style() -> Iterator[None]:
    with applied():
        yield


@given(text=MIXED, limit=st.floats(0.5, 3.0))
def test_wrapping_loses_and_adds_nothing(text: str, limit: float) -> None:
    lines = wrapped(text, 10, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_keep_to_the_limit_and_no_line_begins_with_a_closing_mark() -> None:
    for limit in (1.0, 1.5, 2.2, 4.0):
        lines = wrapped(CHINESE, 10, limit)
        assert max(width(line, 10) for line in lines) <= limit
        assert [line for line in lines if line[0] in "，。；：、）”》"] == []
        assert [line for line in lines if line[-1] in "（“《"] == []


def test_english_breaks_at_spaces_only() -> None:
    lines = wrapped("a conditional forecast, not a commitment", 10, 1.2)
    assert len(lines) > 1
    assert " ".join(lines) == "a conditional forecast, not a commitment"


def test_shortened_text_fits_and_shows_that_it_was_cut() -> None:
    assert shortened("参考方案", 10, 2.0) == "参考方案"
    cut = shortened(CHINESE, 10, 2.0)
    assert cut.endswith("…")
    assert CHINESE.startswith(cut[:-1])
    assert width(cut, 10) <= 2.0
