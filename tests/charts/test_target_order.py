"""Targets stand by class and then in the plan's order in every table and picture; files keep the plan's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from sim.analyses.compare.views import screen as comparison_screen
from sim.analyses.discover.views import screen as discovery_screen
from sim.analyses.forecast.views import screen as forecast_screen
from sim.analyses.search.views import screen as search_screen
from sim.analyses.sensitivity.views import screen as sensitivity_screen
from sim.analyses.sweep.views import screen as sweep_screen
from sim.charts import kind_figure
from sim.inputs.plan import load_plan
from sim.report.compared_workbook import targets_sheet as compared_sheet
from sim.report.workbook import targets_sheet
from sim.results.table import Line, Table, by_class
from tests.charts.legibility import texts_of


def turned(plan: Any) -> Any:
    """The plan with its targets in the opposite order: the invented city lists them by class already."""
    return plan.model_copy(update={"targets": tuple(reversed(plan.targets))})


def turned_forecast(forecast: Any) -> Any:
    return replace(forecast, plan=turned(forecast.plan), targets=tuple(reversed(forecast.targets)))


def turned_summary(results: Any) -> Any:
    made = results.summary()
    number = len(made.measures.targets)
    columns = [*reversed(range(number)), *range(number, made.value.shape[1])]
    arrays = {name: getattr(made, name)[:, columns] for name in ("value", "error", "low", "high")}
    return replace(made, measures=replace(made.measures, targets=made.measures.targets[::-1]), **arrays)


def template() -> Any:
    return turned(load_plan("template"))


#: fixture -> the result with its targets turned, the plan of that, and what a terminal shows.
SCREENS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any], Callable[[Any, str], Iterable[Any]]]] = {
    "forecast": (lambda one: one, lambda one: one.plan, forecast_screen),
    "comparison": (
        lambda one: replace(one, forecasts=tuple(map(turned_forecast, one.forecasts))),
        lambda one: one.first.plan,
        comparison_screen,
    ),
    "search_result": (lambda one: one, lambda one: one.plan, search_screen),
    "analysed": (lambda one: replace(one, targets=one.targets[::-1]), lambda _: template(), sensitivity_screen),
    "tiny": (turned_summary, lambda _: template(), sweep_screen),
}
#: Pictures in which all targets stand below each other: fixture, kind.
PICTURES = [("forecast", "dots"), ("comparison", "targets"), ("promised", "promise")]


def names_of(plan: Any, lang: str) -> list[str]:
    ordered = [target.name[lang] for target in by_class(plan.targets)]
    assert ordered != [target.name[lang] for target in plan.targets], "else the test could not fail"
    return ordered


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("fixture", SCREENS)
def test_every_table_of_targets_is_by_class(fixture: str, lang: str, request: pytest.FixtureRequest) -> None:
    turn, plan_of, screen = SCREENS[fixture]
    result = turn(request.getfixturevalue(fixture))
    order = names_of(plan_of(result), lang)
    tables = 0
    for block in screen(result, lang):
        if not isinstance(block, Table):
            continue
        first = [line[0].split("\n")[0] for line in block.lines]
        found = [order.index(name) for name in first if name in order]
        tables += len(found) > 1
        assert found == sorted(found), block.title
    assert tables, "no table of targets was seen"


def test_a_discovery_tells_targets_in_that_order(discovered: Any) -> None:
    words = [block.words for block in discovery_screen(discovered, "zh") if isinstance(block, Line)]
    order = names_of(load_plan(), "zh")
    found = [order.index(name) for said in words for name in order if said.strip().startswith(name)]
    assert found == sorted(found)


@pytest.mark.parametrize(("fixture", "kind"), PICTURES)
def test_every_picture_of_all_targets_is_by_class(fixture: str, kind: str, request: pytest.FixtureRequest) -> None:
    result = request.getfixturevalue(fixture)
    if fixture == "promised":
        plan = load_plan(result.document["plan"])
    else:
        turn, plan_of, _ = SCREENS[fixture]
        result = turn(result)
        plan = plan_of(result)
    order = names_of(plan, "zh")
    figure = kind_figure(result, kind, "zh")
    places = {}
    for one in texts_of(figure):
        name = next((name for name in order if one.get_text().split(" ")[0].rstrip("…") == name), None)
        if name is not None:
            places.setdefault(name, -one.get_position()[1])
    assert len(places) == len(order)
    assert sorted(order, key=places.__getitem__) == order
    heads = [one.get_text() for one in texts_of(figure)]
    assert [letter for letter in "ABC" if any(word.startswith(f"{letter} 类：") for word in heads)] == sorted(
        {target.class_ for target in plan.targets}
    )


def test_workbooks_too_but_no_file_of_numbers(forecast: Any, comparison: Any) -> None:
    comparison = SCREENS["comparison"][0](comparison)
    plan = comparison.first.plan
    assert [row[1] for row in targets_sheet(forecast, "en").rows] == names_of(forecast.plan, "en")
    assert [row[0] for row in compared_sheet(comparison, "en").rows] == names_of(plan, "en")
    assert list(forecast.table("en")["id"]) == [target.id for target in forecast.plan.targets]
    assert list(comparison.table("en")["target"])[: len(plan.targets)] == [target.id for target in plan.targets]
