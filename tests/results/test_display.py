"""How objects show themselves: a line in a console, a small and escaped table in a notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel

import sim
from sim.analyses.vintage import Scores, read_vintage
from sim.analyses.vintage.result import OutcomeScore
from sim.display import Displayed, shortened
from sim.inputs.parameters import load_parameters
from sim.results.result import Result
from tests.charts import records
from tests.results.test_moneyless import ANALYSES

LINE, TABLE = 600, 12_000  # letters
EVIL = "<script>alert('1')</script>"


class Closed(HTMLParser):
    """Raises where a tag is not closed, and collects what is not a tag of a table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.others: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        if tag not in ("table", "tr", "th", "td", "caption"):
            self.others.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def within(value: Any) -> Iterator[Any]:
    """``value`` and every record of the package inside it."""
    if isinstance(value, str | bytes | int | float | np.ndarray | Path) or value is None:
        return
    if isinstance(value, Mapping):
        for item in value.values():
            yield from within(item)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from within(item)
    elif type(value).__module__.startswith("sim."):
        yield value
        if dataclasses.is_dataclass(value):
            yield from within([getattr(value, field.name) for field in dataclasses.fields(value)])
        elif isinstance(value, BaseModel):
            yield from within([getattr(value, name) for name in type(value).model_fields])


def largest(values: Any) -> dict[type, Any]:
    """Of every type among ``values`` and inside them the object with the longest line."""
    found: dict[type, Any] = {}
    for value in within(values):
        if type(value) not in found or len(repr(value)) > len(repr(found[type(value)])):
            found[type(value)] = value
    return found


def check(values: Any) -> None:
    for kind, value in largest(values).items():
        assert len(repr(value)) <= LINE, kind
        assert len(str(value)) <= LINE or not isinstance(value, Displayed), kind
        if isinstance(value, Displayed):
            html = value._repr_html_()
            assert len(html) <= TABLE, kind
            assert Closed(html).others == [], kind


@pytest.mark.parametrize("name", ANALYSES)
def test_a_result_and_all_that_it_holds(name: str, tmp_path: Path) -> None:
    result = ANALYSES[name](tmp_path)
    assert isinstance(result, Result)
    assert "template" in repr(result)
    check(result)


def test_the_other_results(tmp_path: Path) -> None:
    vintage = read_vintage("2026-11-reference-cfe8784d")
    numbers = {field.name: 0.5 for field in dataclasses.fields(OutcomeScore)}
    day = vintage.months[0]
    outcome = OutcomeScore(**{**numbers, "date": day, "month": day, "name": EVIL, "unit": "count", "event": None})
    scores = Scores("vintage", "2026-11-24", "2025", (outcome,) * 30)
    swept = sim.sweep("tiny", tmp_path / "tiny", executor="threads", workers=1)
    check([records.fit(), records.backtest(), vintage, scores, swept, swept.summary()])
    assert EVIL not in scores._repr_html_()
    assert "30 rows" in scores._repr_html_()


def test_what_an_analysis_starts_from() -> None:
    check([sim.load_plan("hangzhou"), sim.load_scenario("reference"), load_parameters()])
    assert "14 Action" in repr(sim.load_plan("hangzhou"))
    assert "id='reference'" in repr(sim.load_scenario("reference"))
    assert repr(load_parameters()).startswith(f"ParameterTable(names={len(load_parameters())} str, ")
    check(list(load_parameters()))


def test_runs_and_agents() -> None:
    runs = sim.simulate(load_parameters().draw(1, 2), scenario="template")
    assert len(repr(runs)) <= LINE
    assert "float64[2, 24, " in runs._repr_html_()
    city = sim.City("template")
    for thing in (city, next(iter(city.agents))):
        assert len(repr(thing)) <= LINE


def test_a_name_is_no_markup() -> None:
    scenario = sim.load_scenario("template")
    named = scenario.model_copy(update={"name": scenario.name.model_copy(update={"en": EVIL})})
    assert "<script>" not in named._repr_html_()
    assert "&lt;script&gt;" in named._repr_html_()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0 / 3.0, "0.333333"),
        (np.float32(0.5), "0.5"),
        (np.zeros((2, 3)), "float64[2, 3]"),
        ((1, "a"), "(1, 'a')"),
        ({"{0}": 2.0}, "{{0}: 2}"),
        (tuple(range(100)), "100 int"),
        ([1.0, "x"] * 50, "100 items"),
        (b"abc", "3 bytes"),
        (None, "None"),
        ((), "()"),
    ],
)
def test_a_value_in_a_few_words(value: Any, words: str) -> None:
    assert shortened(value) == words


def test_long_words_are_cut() -> None:
    assert len(shortened("x" * 1000)) == 60
    assert len(shortened(["x" * 50] * 3)) <= 60
