"""One target: reading, class, evidence, break-even, and what was earned."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.analyses.forecast.earned import earned_gap, money_table
from sim.analyses.forecast.targets import break_even, target_forecast
from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy.money import TargetReading
from sim.model.tables.metrics import METRIC_INDEX, METRICS


@pytest.fixture(scope="module")
def target():
    return load_plan("hangzhou").targets[load_plan("hangzhou").target_index["high-tech-firms"]]


def made(target, **columns):
    """metrics[100, 24, M] with constant rises to the given ends, which may be arrays of 100."""
    metrics = np.zeros((100, 24, len(METRICS)))
    for name, end in columns.items():
        metrics[:, :, METRIC_INDEX[name]] = np.linspace(0, 1, 24) * np.broadcast_to(end, 100)[:, None]
    return metrics


def rows(target, judged=(), placeholder=()):
    return [
        SimpleNamespace(
            name=name, base=name, judged=name in judged, placeholder=name in placeholder, source=f"s:{name}"
        )
        for name in target.drivers
    ]


def settled(target, metrics, reading="first", number=500.0, tolerance="about", parameters=None):
    metric = target.reading(reading).metric
    choice = TargetReading(reading=reading, metric=metric, number=number, tolerance=tolerance)
    chosen = rows(target) if parameters is None else parameters
    return target_forecast(target, choice, metrics, np.arange(100) // 2, chosen)


def test_the_reading_decides(target):
    metrics = made(target, high_tech_first=300.0, high_tech_with_renewals=900.0)
    first = settled(target, metrics)
    renewed = settled(target, metrics, "with-renewals")
    assert first.probability < 0.02
    assert renewed.probability > 0.98
    assert first.readings == renewed.readings
    assert first.readings[first.reading] == first.probability


def test_about_means_98_per_cent_and_the_others_stand_beside_it(target):
    found = settled(target, made(target, high_tech_first=495.0))
    assert found.threshold == 490.0
    assert found.probability == found.tolerances[98] > 0.98
    assert found.tolerances[90] > 0.98
    assert found.tolerances[100] < 0.02
    assert found.tolerances[110] < 0.02


def test_a_stricter_tolerance_is_never_likelier(target):
    rng = np.random.default_rng(1)
    found = settled(target, made(target, high_tech_first=rng.poisson(500, 100)))
    ladder = [found.tolerances[part] for part in (90, 98, 100, 110)]
    assert ladder == sorted(ladder, reverse=True)


def test_a_bare_number_asks_for_all_of_it(target):
    assert settled(target, made(target, high_tech_first=495.0), tolerance="bare").probability < 0.02


def test_met_at_the_start_is_said(target):
    metrics = made(target, high_tech_first=600.0)
    assert not settled(target, metrics).met_at_start
    metrics[:, 0, METRIC_INDEX["high_tech_first"]] = 490.0
    assert settled(target, metrics).met_at_start


def test_class_c_shows_the_outside_view_and_the_capacity_beside_it():
    plan = load_plan("hangzhou")
    leaders = plan.targets[plan.target_index["leaders"]]
    choice = TargetReading(leaders.primary, leaders.reading(leaders.primary).metric, leaders.number, leaders.tolerance)
    found = target_forecast(leaders, choice, np.zeros((100, 24, len(METRICS))), np.arange(100) // 2, rows(leaders))
    assert found.probability == leaders.outside_view
    assert found.model_probability < 0.02
    assert (found.low, found.high, found.mc_error) == (None, None, None)
    assert found.confidence == "very low"


def test_judged_drivers_and_placeholders_lower_confidence_and_are_named(target):
    metrics = made(target, high_tech_first=500.0)
    clean = target.model_copy(update={"placeholders": ()})
    assert settled(clean, metrics).confidence == "medium"
    judged = settled(clean, metrics, parameters=rows(clean, judged=clean.drivers))
    assert judged.confidence == "low"
    assert judged.judged == tuple(clean.drivers)
    held = settled(clean, metrics, parameters=rows(clean, placeholder=clean.drivers[:1]))
    assert held.confidence == "low"
    assert held.placeholders == (f"s:{clean.drivers[0]}",)


def test_a_driver_without_a_parameter_is_named(target):
    with pytest.raises(InputError, match="unknown parameter"):
        settled(target, made(target), parameters=rows(target)[1:])


def test_the_break_even_is_the_threshold_over_the_whole(target):
    line = break_even(target, 490.0, 4900.0)
    assert line.share == pytest.approx(0.1)
    assert "10.0 %" in line.sentence("en")
    assert "4,900" in line.sentence("zh")
    assert break_even(target, 490.0, 0.0) is None
    assert break_even(target, 490.0, None) is None


def test_the_gap_is_taken_within_each_run():
    # The counts vary a lot, the gap not at all.
    recognised = np.arange(100.0)
    gap = earned_gap(recognised, recognised - 5, np.arange(100) // 2, 50, 100)
    assert (gap.gap, gap.q05, gap.q95) == (5.0, 5.0, 5.0)
    assert gap.recognised_probability > gap.earned_probability


def test_money_keeps_its_identity():
    released = np.array([[[10.0, 6.0, 4.0]], [[10.0, 8.0, 2.0]]])
    table = money_table(["talent"], np.array([12.0]), released)
    assert table == {"talent": {"allocated": 12.0, "released": 10.0, "spent": 7.0, "unspent": 3.0}}
    assert money_table(["talent"], np.array([12.0]), None) == {}
