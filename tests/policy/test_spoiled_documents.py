"""Whatever stands anywhere in a document, it loads or is refused in one sentence: never another exception."""

from __future__ import annotations

import copy
import datetime
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.plan.load import plan_from
from sim.inputs.policy import allocation, scenario_from
from sim.shipped import data_path

TEMPLATE = load_plan("template")
PLAN = tomllib.loads(data_path("scenarios/plans/template.toml").read_text(encoding="utf-8"))
SCENARIO = tomllib.loads(data_path("scenarios/template.toml").read_text(encoding="utf-8"))
LINES = tomllib.loads(data_path("scenarios/reference.toml").read_text(encoding="utf-8"))

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.text(max_size=20),
    st.just(datetime.date(2025, 1, 31)),
    st.lists(st.floats(0, 1), max_size=9),
    st.dictionaries(st.text(max_size=8), st.integers(), max_size=3),
)


def places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for step, value in inner:
        yield (*path, step)
        yield from places(value, (*path, step))


def spoiled(document: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The document with one to three places replaced or removed."""

    def spoil(changes: list[tuple[tuple[Any, ...], Any, bool]]) -> dict[str, Any]:
        other = copy.deepcopy(document)
        for path, value, remove in changes:
            holder: Any = other
            try:
                for step in path[:-1]:
                    holder = holder[step]
                if remove:
                    del holder[path[-1]]
                else:
                    holder[path[-1]] = value
            except (KeyError, IndexError, TypeError):
                continue  # an earlier change took the place away
        return other

    change = st.tuples(st.sampled_from(list(places(document))), VALUES, st.booleans())
    return st.lists(change, min_size=1, max_size=3).map(spoil)


def load_plan_document(document: dict[str, Any]) -> None:
    plan = plan_from(document, "city.toml")
    for name in plan.anchors:
        assert plan.anchor(name, 2024.5) > 0


def load_scenario_document(document: dict[str, Any]) -> None:
    assert (allocation(scenario_from(document, TEMPLATE), TEMPLATE).totals >= 0).all()


def load_lines_document(document: dict[str, Any]) -> None:
    scenario_from(document)


@pytest.mark.parametrize(
    ("load", "document"),
    [(load_plan_document, PLAN), (load_scenario_document, SCENARIO), (load_lines_document, LINES)],
    ids=["plan", "scenario", "lines"],
)
def test_it_loads_or_is_refused_in_one_sentence(load: Callable[[dict[str, Any]], None], document: dict[str, Any]):
    @settings(max_examples=150, deadline=None)
    @given(spoiled(document))
    def check(changed: dict[str, Any]) -> None:
        try:
            load(changed)
        except InputError as refusal:
            sentence = str(refusal)
            assert "\n" not in sentence
            assert len(sentence) < 2000

    check()
