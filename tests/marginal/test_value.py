"""Marginal values with known answers: a curve that saturates, an action that does nothing, capital apart."""

from __future__ import annotations

import json
import math
from types import SimpleNamespace

import numpy as np
import pytest

from sim.analyses.value.run import value
from sim.analyses.value.saturation import half_point, saturation
from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario
from sim.model.tables.metrics import METRIC_INDEX, METRICS

GAIN, HALF = 40.0, 150.0  # of the listed scenarios, to money added to the first action beyond the scenario's own


def simulate(theta, totals, seeds, *, plan, progress=None, **_):
    """Counts are keyed noise; ``scenarios_listed`` answers to the first action's money, saturating, times a factor of
    the draw; nothing else answers to money."""
    money = np.broadcast_to(totals, (len(seeds), len(plan.actions)))
    metrics = np.zeros((len(seeds), 24, len(METRICS)))
    for row, (seed, run) in enumerate(seeds):
        rng = np.random.default_rng([int(seed), int(run)])
        for target in plan.targets:
            for reading in target.readings:
                metrics[row, :, METRIC_INDEX[reading.metric]] = rng.poisson(target.number)
        extra = money[row, 0] - 30.0
        factor = 1.0 + 0.2 * np.random.default_rng(int(run) // 2).normal()
        metrics[row, :, METRIC_INDEX["scenarios_listed"]] += GAIN * factor * extra / (extra + HALF)
    return SimpleNamespace(metrics=metrics, status=np.ones(len(seeds), int))


@pytest.fixture(scope="module")
def template():
    return load_plan("template")


@pytest.fixture(scope="module")
def result():
    return value("template", runs=80, step=20.0, simulate=simulate)


def test_money_that_acts_is_told_from_money_that_does_not(result):
    acting = result.step("key-technology")
    assert not acting.is_null
    expected = GAIN * 20.0 / (20.0 + HALF)
    change = acting.count["scenarios"]
    assert abs(change.value - expected) < 3.5 * change.error
    for action in ("start-ups", "pilot-zones", "funds"):
        step = result.step(action)
        assert step.is_null
        assert {one.value for one in step.count.values()} == {0.0}


def test_changes_are_scaled_to_a_hundred_million(result):
    step = result.step("key-technology")
    assert step.per_hundred(step.count["scenarios"]).value == pytest.approx(5.0 * step.count["scenarios"].value)
    row = result.table().query("action == 'key-technology' and direction == 'into' and target == 'scenarios'").iloc[0]
    assert row["count"] == pytest.approx(5.0 * step.count["scenarios"].value)


def test_only_what_may_move_is_taken(result):
    """Key technology holds 30 million, 15 of them committed; start-ups 18, 6 of them committed."""
    assert result.movable == pytest.approx(
        {"key-technology": 15.0, "start-ups": 12.0, "pilot-zones": 9.0, "funds": 40.0}
    )
    assert result.step("key-technology", out=True).amount == pytest.approx(-15.0)
    assert result.step("funds", out=True).amount == pytest.approx(-20.0)


def test_an_action_whose_money_is_all_committed_gives_nothing(template):
    scenario = load_scenario("template", template)
    bound = scenario.model_copy(update={"committed": {**scenario.committed, "pilot-zones": 0.15}, "reviews": ()})
    assert value(bound, runs=8, step=20.0, curves=False, simulate=simulate).step("pilot-zones", out=True) is None


def test_the_half_point_is_recovered(result):
    """The curve that was planted starts at the scenario's own 30 million."""
    curve = result.saturation["key-technology"]
    assert curve.measure == "scenarios"
    planted = HALF * (math.sqrt(2.0) - 1.0)
    assert curve.half == pytest.approx(planted, rel=0.05)
    assert curve.low <= curve.half <= curve.high
    assert {id for id, one in result.saturation.items() if one is None} == {"start-ups", "pilot-zones", "funds"}


def test_a_straight_line_has_no_half_point():
    amounts = [100.0, 200.0, 400.0, 800.0, 1600.0]
    assert half_point(amounts, np.array(amounts) * 0.3) == math.inf
    curve = saturation("a", "b", amounts, np.outer(np.linspace(0.9, 1.1, 20), amounts), np.random.default_rng(1))
    assert (curve.half, curve.low, curve.high) == (None, None, None)


@pytest.mark.parametrize("half", [60.0, 300.0, 1200.0])
def test_half_points_of_exact_curves(half):
    amounts = np.array([100.0, 200.0, 400.0, 800.0, 1600.0])
    found = half_point(amounts, -7.0 * amounts / (amounts + half))
    assert found == pytest.approx(half * (math.sqrt(2.0) - 1.0), rel=0.05)


def test_without_curves_there_is_no_saturation_table():
    result = value("template", runs=8, curves=False, simulate=simulate)
    assert result.saturation == {}
    assert len(result.steps) == 4 + 4
    assert result.saturation_table()["half"].isna().all()


def test_the_folder_and_the_same_bytes_after_an_interruption(tmp_path):
    calls = []

    def counted(*arguments, **options):
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return simulate(*arguments, **options)

    with pytest.raises(KeyboardInterrupt):
        value("template", runs=8, simulate=counted, out=tmp_path / "cut")
    value("template", runs=8, simulate=counted, out=tmp_path / "cut")
    value("template", runs=8, simulate=counted, out=tmp_path / "whole")
    for name in ("value.json", "value.csv", "saturation.csv", "value.png", "value.svg"):
        assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    json.loads((tmp_path / "whole" / "value.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("step", [0.0, -5.0, float("nan"), float("inf"), 6000.0, True, "100"])
def test_an_impossible_step_is_refused(step):
    with pytest.raises(InputError, match="step: not an amount of money"):
        value("template", runs=8, step=step, simulate=simulate)


def test_the_compiled_city_leaves_nulls_null():
    """Fund capital of the template reaches no target within two years: exactly nothing is shown to change."""
    result = value("template", runs=20, curves=False)
    assert not result.step("funds").probability["high-tech-firms"].shown
    assert result.step("pilot-zones").unspent.value >= 0.0
