"""The short answer of a sweep: targets met at the end, as a forecast counts them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.analyses.sweep.summary import summary
from sim.inputs.parameters import load_parameters
from sim.study.probabilities import estimate


def values() -> np.ndarray:
    """Two points of three draws with two runs; "firms" in the last month is what matters."""
    made = np.zeros((2, 3, 2, 2, 2))
    made[..., 0, :] = 1000.0  # an earlier month
    made[0, :, :, 1, 0] = [[9.8, 9.7], [10.0, 20.0], [0.0, 4.9]]
    made[:, :, :, 1, 1] = [[4.0, 2.0], [4.0, 4.0], [0.0, 0.0]]
    return made


def test_a_target_is_met_from_its_threshold_on(write):
    made = summary(write(values(), unit_runs=4))
    assert made.measures.names == ("firms", "labs", "expected_met", "attainment")
    hits = np.array([True, False, True, True, False, False])
    expected = estimate(hits, np.repeat(np.arange(3), 2))
    assert made.value[0, 0] == expected.value
    assert made.error[0, 0] == expected.error
    assert (made.low[0, 0], made.high[0, 0]) == (expected.low, expected.high)
    assert 0.0 < made.value[1, 0] < 0.2  # never met in three draws is not impossible


def test_number_met_and_attainment_are_those_of_classes_a_and_b(write):
    made = summary(write(values()))
    number = np.array([[2, 0], [2, 2], [0, 0]])
    assert made.value[0, 2] == pytest.approx(number.mean())
    assert made.error[0, 2] == pytest.approx(number.mean(axis=1).std(ddof=1) / np.sqrt(3))
    firms = np.minimum(np.array([9.8, 9.7, 10.0, 20.0, 0.0, 4.9]) / 9.8, 1.0)
    labs = np.array([1.0, 0.5, 1.0, 1.0, 0.0, 0.0])
    assert made.value[0, 3] == pytest.approx(((firms + labs) / 2).mean())


def test_a_target_whose_metric_was_not_kept_is_named(write):
    made = summary(write(values()))
    assert [target.id for target in made.measures.left_out] == ["zones"]
    alone = write(values()[..., :1], columns=["zones"]).summary()
    assert alone.measures.names == ("zones",)  # class C: no joint measures


def test_a_part_of_a_sweep_says_how_much_is_there(write):
    made = summary(write(values(), unit_runs=4, failed=[1], missing=[2]))
    assert made.runs.tolist() == [5, 2]
    assert made.failed.tolist() == [1, 0]
    assert (made.runs_done, made.runs_failed, made.runs_planned) == (7, 1, 12)
    assert made.share_there == pytest.approx(8 / 12)
    nothing = summary(write(values(), unit_runs=6, missing=[1]))
    assert np.isnan(nothing.value[1]).all()
    assert nothing.table()["runs"].tolist() == [6] * 4 + [0] * 4
    assert json.loads(json.dumps(nothing.to_json()))["points"][1]["measures"]["firms"]["value"] is None


def test_it_agrees_with_a_forecast_of_the_same_runs(tiny):
    """The first point holds money and one parameter; its hits are those of the engine's last month."""
    made = tiny.summary()
    rows = np.concatenate([block for _, block in tiny.blocks()])[:8]
    target = tiny.manifest["targets"][0]
    place = tiny.columns([target["metric"]], months=[23])[0][0]
    hits = rows[:, place] * 100.0 >= target["percent"] * target["number"]
    assert made.value[0, 0] == estimate(hits, np.repeat(np.arange(4), 2)).value
    lowest = load_parameters()["founding_rate"].law.from_unit(0.05)  # the first of three steps over nine tenths
    assert made.points[0] == (0.0, pytest.approx(lowest))
    assert set(made.table()["measure"]) == {*(t["id"] for t in tiny.manifest["targets"]), "expected_met", "attainment"}
