"""A comparison at two horizons: money that acts after the plan's end shows by the later month and not before."""

import numpy as np
import pytest

from sim.analyses.compare.result import Comparison
from sim.analyses.compare.run import compare
from sim.analyses.compare.views import screen
from sim.errors import InputError
from sim.results.folder import opened
from sim.results.table import Table
from tests.forecast.going_on import PER_MILLION, going_on

MONTHS = 60
GIVEN = {"runs": 20, "effects_runs": 2, "fitted": "prior", "simulate": going_on}
HEADS = {"en": ("by 2026-12", "by 2029-12"), "zh": ("到 2026 年 12 月", "到 2029 年 12 月")}


@pytest.fixture(scope="module")
def both():
    return compare("template", "template-no-plan", months=MONTHS, **GIVEN)


@pytest.fixture(scope="module")
def usual():
    return compare("template", "template-no-plan", **GIVEN)


def test_the_difference_at_both_horizons(both):
    side = both.sides[0]
    listed = next(
        target.id
        for target in both.first.targets
        if both.first.plan.targets[both.first.targets.index(target)].reading(target.reading).metric
        == "scenarios_listed"
    )
    less = side.money[both.first.plan.actions[0].id]
    assert side.count[listed].value == 0.0
    assert side.later[listed].value == pytest.approx(PER_MILLION * less * (MONTHS - both.first.plan.months))
    others = [change.value for id, change in side.later.items() if id != listed]
    assert others == [0.0] * len(others)


def test_the_plans_end_stays(both, usual):
    document, plain = both.to_json(), usual.to_json()
    for scenario in document["scenarios"]:
        assert (scenario["later"]["month"], scenario["later"]["months"]) == ("2029-12", MONTHS)
        assert set(scenario.pop("later")["expected"]) == {target.id for target in both.first.plan.targets}
    assert set(document["differences"]["template-no-plan"].pop("later")) == {one.id for one in both.first.plan.targets}
    assert "months=60" in document["command"]
    assert {**document, "command": ""} == {**plain, "command": ""}


def test_without_the_option_nothing_is_said(usual):
    assert "later" not in str(usual.to_json())
    assert not [column for column in usual.table() if column.startswith("later")]
    same = compare("template", "template-no-plan", months=usual.first.plan.months, **GIVEN)
    assert same.files("en", charts=False) == usual.files("en", charts=False)
    assert b"later" not in usual.files("en", charts=False)["result.json"]


def test_one_row_of_numbers_a_scenario_and_target(both):
    table = both.table()
    assert set(table["later_month"]) == {"2029-12"}
    changes = {**dict.fromkeys(both.ids), both.ids[1]: both.sides[0].later}
    for row in table.itertuples():
        change = changes[row.scenario]
        expected = (0.0, 0.0, False) if change is None else (
            change[row.target].value, change[row.target].error, change[row.target].shown)  # fmt: skip
        assert (row.later_difference, row.later_error, row.later_shown) == expected


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_horizons_on_the_screen_also_of_a_folder(both, usual, lang, tmp_path):
    both.save(tmp_path, charts=False)
    again = opened(tmp_path)
    assert isinstance(again, Comparison)
    for made in (both, again):
        tables = [block for block in screen(made, lang) if isinstance(block, Table)]
        heads = [head for table in tables for head in table.heads]
        assert [head for head in heads if HEADS[lang][0] in head]
        assert [head for head in heads if HEADS[lang][1] in head]
    shown = [screen(made, lang) for made in (both, again)]
    assert list(shown[0]) == list(shown[1])
    assert not any(HEADS[lang][1] in str(block) for block in screen(usual, lang))


def test_runs_that_fail_later_are_left_out_of_the_later_difference(both):
    def failing(*given, **rest):
        return going_on(*given, fail=(4,), **rest)

    made = compare("template", "template-no-plan", months=MONTHS, **{**GIVEN, "simulate": failing})
    assert [forecast.runs_failed for forecast in made.forecasts] == [0, 0]
    assert [int(np.count_nonzero(forecast.later.done)) for forecast in made.forecasts] == [19, 19]
    assert made.sides[0].count == both.sides[0].count
    assert all(np.isfinite(change.value) for change in made.sides[0].later.values())


def test_a_length_that_makes_no_sense():
    with pytest.raises(InputError, match="shorter than the plan"):
        compare("template", "template-no-plan", months=12, **GIVEN)
