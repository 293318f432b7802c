"""One thing has one name in Chinese, on the page, in pictures, tables and reports: ``[term]`` states it once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sim
from sim.language import LANGUAGES, text, texts
from sim.language.terms import chinese

PACKAGE = Path(sim.__file__).parent
TERMS = {key.removeprefix("term."): value for key, value in texts("zh").items() if key.startswith("term.")}
#: Term -> entries of the page, of pictures, of tables, of reports that name the thing.
NAMED = {
    "outside-view": ("page.declared", "page.view-short", "page.detail-view", "page.table-note", "chart.outside-view",
                     "chart.key-outside", "forecast.outside-view", "report.chart-targets", "explain.outside-view",
                     "score.outside", "kinds.outside"),
    "confidence": ("page.confidence", "page.detail-confidence", "chart.confidence", "forecast.confidence",
                   "explain.confidence-cap"),
    "threshold": ("page.threshold", "page.threshold-short", "page.table-note", "chart.needed", "chart.fan-threshold",
                  "chart.key-threshold", "kinds.fan-chance", "forecast.threshold", "report.table-caption",
                  "compare.legend", "value.legend", "vintage.head-needed", "score.target-line",
                  "search.objective-attainment"),
    "reading": ("page.readings", "page.variance-definition", "page.detail-reading", "chart.heading-target",
                "forecast.target", "forecast.definition", "report.reading-of", "sensitivity.head-definition",
                "kinds.fan-lead", "compare.recounted"),
    "chance": ("page.variance-chance", "forecast.chance", "sensitivity.head-chance"),
}  # fmt: skip
#: Other names that the things had. "By chance" (偶然) is said of findings; of uncertainty it is no label any more.
DROPPED = ("外部观点", "信心", "门槛", "统计口径", "是否达到")


def test_there_is_a_list_for_every_term() -> None:
    assert set(NAMED) == set(TERMS)


@pytest.mark.parametrize("term", NAMED)
def test_everything_that_names_a_thing_uses_its_term(term: str) -> None:
    assert {key: texts("zh")[key] for key in NAMED[term] if TERMS[term] not in text(key, "zh")} == {}


def test_no_other_name_is_left() -> None:
    said = {**texts("zh"), **chinese("refusals")["refusal"]}
    assert {key: word for key, value in said.items() for word in DROPPED if word in value} == {}
    assert [key for key, value in texts("zh").items() if value == "偶然"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reference_to_a_term_is_resolved(lang: str) -> None:
    assert [key for key, value in texts(lang).items() if "{term." in value] == []


def test_the_file_states_each_term_once() -> None:
    """Elsewhere in the answers of the program (below the settings) the file refers to it."""
    source = (PACKAGE / "language" / "zh.toml").read_text(encoding="utf-8")
    answers = source[source.index("\n[forecast]\n") :]
    assert tomllib.loads(source)["term"] == TERMS
    assert [term for term in ("往期参照", "可信度", "达标线") if term in answers] == []


def test_the_pages_own_files_say_nothing_in_chinese_that_a_term_names() -> None:
    words = (*DROPPED, *TERMS.values())
    found = {
        path.name: word
        for path in (PACKAGE / "app" / "page" / "static").iterdir()
        if path.suffix in (".js", ".html", ".css")
        for word in words
        if word in path.read_text(encoding="utf-8")
    }
    assert found == {}


def test_english_has_one_word_too() -> None:
    assert text("page.threshold-short", "en") == text("forecast.threshold", "en")
    assert text("page.view-short", "en") == text("forecast.outside-view", "en")
    assert text("page.confidence", "en") == text("forecast.confidence", "en")
    assert text("forecast.definition", "en") in text("page.variance-definition", "en")
