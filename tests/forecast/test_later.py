"""A second horizon: the same runs gone on after the plan's end; all that the plan is judged by stays at its end."""

import json
from functools import partial

import numpy as np
import pytest

from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.views import screen
from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.language.refusals import translated
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.folder import opened
from sim.results.table import Table
from sim.study.provenance import canonical
from sim.study.record import Interrupted
from tests.forecast.going_on import going_on

MONTHS = 60


@pytest.fixture(scope="module")
def prior(small):
    """A function that makes forecasts of the template city from the prior."""
    return partial(small, fitted="prior")


@pytest.fixture(scope="module")
def long(prior):
    return prior(runs=40, simulate=going_on, months=MONTHS)


@pytest.fixture(scope="module")
def usual(prior):
    return prior(runs=40, simulate=going_on)


def without_later(document):
    """Without what tells of the later month: its key, its fingerprint and the option in the line that repeats."""
    kept = json.loads(canonical(document))
    kept.pop("later", None)
    kept["provenance"]["fingerprint"].pop("later", None)
    kept["provenance"]["command"] = kept["provenance"]["command"].replace(f", months={MONTHS}", "")
    return kept


def test_all_that_the_plan_is_judged_by_stays(long, usual):
    assert "later" in long.to_json()
    assert "months=60" in long.provenance["command"]
    assert without_later(long.to_json()) == usual.to_json()
    assert np.array_equal(long.metrics, usual.metrics)
    assert long.months == usual.months


def test_the_plans_own_length_changes_no_byte(prior, usual):
    same = prior(runs=40, simulate=going_on, months=usual.plan.months)
    assert same.files("en", charts=False) == usual.files("en", charts=False)
    assert "later" not in usual.to_json()
    assert not [column for column in usual.table() if column.startswith("later")]


def test_counts_by_the_later_month(long):
    plan, later = long.plan, long.later
    document = long.to_json()["later"]
    assert (document["month"], document["months"]) == ("2029-12", MONTHS)
    for target in plan.targets:
        written = document["targets"][target.id]
        assert set(written["readings"]) == {reading.id for reading in target.readings}
        for reading in target.readings:
            values = later.metrics[:, -1, METRIC_INDEX[reading.metric]]
            counted = later.counts[target.id][reading.id]
            assert counted.mean == values.mean()
            assert (counted.q05, counted.q50, counted.q95) == tuple(np.quantile(values, (0.05, 0.5, 0.95)))
            pairs = values.reshape(-1, 2).mean(axis=1)
            assert counted.error == pytest.approx(pairs.std(ddof=1) / np.sqrt(len(pairs)))
        chosen = long.target(target.id).reading
        assert written["mean"] == written["readings"][chosen]["mean"]


def test_every_month_is_there_once(long):
    assert len(long.every_month) == MONTHS == len(set(long.every_month))
    assert list(long.every_month) == sorted(long.every_month)
    metric = long.plan.targets[0].readings[0].metric
    median = long.by_month(metric, lambda runs: np.median(runs, axis=0))
    assert median.shape == (MONTHS,)
    assert (np.diff(median) >= 0).all()
    assert median[len(long.months) - 1] == np.median(long.counts(metric)[:, -1])


def test_a_run_that_fails_after_the_plan_counts_for_the_plan(prior, usual):
    def failing(*given, **rest):
        return going_on(*given, fail=(3,), **rest)

    made = prior(runs=40, simulate=failing, months=MONTHS)
    assert made.runs_failed == 0
    assert made.later.done.sum() == 39
    metric = made.plan.targets[0].readings[0].metric
    kept = np.delete(np.arange(40), 3)
    assert made.by_month(metric, lambda runs: runs.mean(axis=0))[-1] == pytest.approx(
        made.later.metrics[kept, -1, METRIC_INDEX[metric]].mean()
    )


def test_saved_and_read_back(long, tmp_path):
    long.save(tmp_path, charts=False)
    again = opened(tmp_path)
    assert isinstance(again, Forecast)
    assert canonical(again.to_json()) == canonical(long.to_json())
    assert np.array_equal(again.later.metrics, long.later.metrics)
    assert again.every_month == long.every_month
    with np.load(tmp_path / "metrics.npz") as arrays:
        assert arrays["metrics"].shape[1] + arrays["later_metrics"].shape[1] == MONTHS
    for lang in ("en", "zh"):
        assert words(again, lang) == words(long, lang)


def words(forecast, lang):
    return [cell for block in screen(forecast, lang) if isinstance(block, Table) for row in (block.heads, *block.lines)
            for cell in row]  # fmt: skip


@pytest.mark.parametrize(("lang", "sign"), [("en", "by {}-{}"), ("zh", "到 {} 年 {} 月")])
def test_one_more_column_on_the_screen(long, usual, lang, sign):
    head = sign.format(*long.later.month.split("-"))
    tables = [next(block for block in screen(made, lang) if isinstance(block, Table)) for made in (long, usual)]
    assert tables[0].columns == tables[1].columns + 1
    assert tables[0].heads[-1].startswith(head)
    assert [row[:-1] for row in tables[0].rows if len(row) > 1] == [row for row in tables[1].rows if len(row) > 1]
    assert not any(head in cell for cell in words(usual, lang))


def test_one_row_of_numbers_a_target(long):
    table = long.table()
    assert set(table["later_month"]) == {long.later.month}
    assert (table["later_q05"] <= table["later_q50"]).all()
    assert (table["later_q50"] <= table["later_q95"]).all()
    assert (table["later_expected"] >= table["expected"]).all()


@pytest.mark.parametrize(("months", "en", "zh"), [
    (12, "shorter than the plan", "比计划还短"),
    (61, "further than a forecast goes", "预测到不了这么远"),
    (30.5, "whole number", "整数"),
    (True, "whole number", "整数"),
])  # fmt: skip
def test_a_length_that_makes_no_sense(prior, months, en, zh):
    with pytest.raises(InputError, match=en) as fault:
        prior(runs=4, months=months)
    assert "months" in str(fault.value)
    assert zh in translated(fault.value.problem, "zh")


def test_an_engine_that_stops_at_the_plans_end_is_refused(prior, toy):
    with pytest.raises(InputError, match="the engine made runs of 24 months"):
        prior(runs=4, months=MONTHS, simulate=toy)


def test_an_interruption_on_the_way_on_keeps_the_plans_forecast(prior, usual, tmp_path):
    calls = []

    def stopping(*given, months=None, **rest):
        calls.append(months)
        if months is not None and calls.count(months) == 1:
            raise KeyboardInterrupt
        return going_on(*given, months=months, **rest)

    with pytest.raises(Interrupted) as stop:
        prior(runs=40, simulate=stopping, months=MONTHS, out=tmp_path)
    assert stop.value.result.later is None
    assert np.array_equal(stop.value.result.metrics, usual.metrics)
    resumed = prior(runs=40, simulate=stopping, months=MONTHS, out=tmp_path)
    assert calls == [None, MONTHS, MONTHS]
    assert resumed.later is not None


def test_labels_go_on_after_the_plan():
    plan = load_plan("hangzhou")
    assert plan.labels(range(plan.months)) == plan.month_labels
    assert plan.labels([59]) == ("2029-12",)
