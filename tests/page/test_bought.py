"""What money buys, told beside each action: from the shipped price list alone, and silent where there is none."""

from __future__ import annotations

import csv
import re

import pytest

from sim.analyses.value import reference_prices as told
from sim.analyses.value.price_list import COLUMNS
from sim.inputs.plan import load_plan
from sim.language import LANGUAGES
from tests.page.browsing import CHROMIUM, NO_CHROMIUM

BROWSER = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
PLAN = load_plan()
GIVEN = ("action", "instrument", "target", "reading", "primary", "month", "kind", "units", "units_error", "shown")


@pytest.fixture
def prices(tmp_path, monkeypatch):
    """A price list of two actions: one answers twice, one never."""
    rows = [
        "scenarios,,scenarios,accepted,True,2026-12,average,2.0,0.2,True",
        "scenarios,,scenarios,accepted,True,2029-12,average,9.6,0.8,True",
        "scenarios,,consortia,formed,True,2026-12,average,0.0,0.1,False",
        "scenarios,,consortia,formed,True,2029-12,average,0.0,0.1,False",
        "scenarios,,scenarios,listed,False,2029-12,average,50,0.1,True",
        "talent,,consortia,formed,True,2026-12,average,0.0,0.0,False",
        "talent,,consortia,formed,True,2029-12,average,-0.5,0.1,True",
    ]
    path = tmp_path / "prices.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        table.writerows(dict(zip(GIVEN, row.split(","), strict=True)) for row in rows)
    monkeypatch.setattr(told, "data_path", lambda _: path)
    return path


def test_a_sentence_names_the_counts_that_answer_by_both_months(prices) -> None:
    english = told.bought(PLAN, "reference")["scenarios"]["en"]
    assert "2.0 ± 0.2 by 2026-12" in english
    assert "9.6 ± 0.8 by 2029-12" in english
    assert "consort" not in english.lower()
    assert "50" not in english


def test_what_answers_nothing_says_why(prices) -> None:
    words = told.bought(PLAN, "reference")["talent"]
    assert "none of the twelve" in words["en"]
    assert re.search(r"[一-鿿]", words["zh"])


def test_another_scenario_or_a_damaged_list_is_silence(prices) -> None:
    assert told.bought(PLAN, "even") == {}
    prices.write_text("action,units\nscenarios,2\n", encoding="utf-8")
    assert told.bought(PLAN, "reference") == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_action_of_the_shipped_list_has_a_sentence(lang) -> None:
    sentences = told.bought(PLAN, "reference")
    assert set(sentences) == {action.id for action in PLAN.actions}
    assert all(len(words[lang]) > 10 for words in sentences.values())


@BROWSER
def test_the_page_tells_it_where_an_action_is_named(opened) -> None:
    page = opened()
    label = page.locator(".row .name").first
    page.wait_for_function("() => document.querySelector('.row .name').title.includes('\\n')", timeout=5000)
    assert "\n" in label.get_attribute("title")
