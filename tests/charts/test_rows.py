"""What the rows, fans and captions say is what the forecast says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.words import likelihood, word_key
from sim.charts.fan import HEADLINES, fans
from sim.charts.paper import caption
from sim.charts.style import applied
from sim.charts.target_dots import dot_rows, dot_table
from sim.language import LANGUAGES, text
from sim.language.numbers import chance, count
from sim.model.tables.metrics import METRIC_INDEX


@pytest.mark.parametrize(
    ("probability", "zh", "en"),
    [
        (0.784, "100 次约 78 次", "about 78 in 100"),
        (0.0003, "100 次不到 1 次", "fewer than 1 in 100"),
        (0.9999, "100 次超过 99 次", "more than 99 in 100"),
    ],
)
def test_chance_is_a_frequency_and_never_certain(probability: float, zh: str, en: str) -> None:
    assert (chance(probability, "zh"), chance(probability, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "printed"), [(0, "0"), (3.95, "4"), (9.96, "10"), (4.23, "4.2"), (309.4, "309"), (1234.0, "1,234")]
)
def test_counts_are_short(value: float, printed: str) -> None:
    assert count(value) == printed


def test_rows_are_the_targets_by_class_in_the_plans_order(forecast: Forecast) -> None:
    rows = dot_rows(forecast, "en")
    order = sorted(forecast.targets, key=lambda target: target.class_)
    assert [row.id for row in rows] == [target.id for target in order]
    assert len(rows) == 12


def test_declared_targets_show_the_outside_view_and_nothing_of_the_model_but_its_count(forecast: Forecast) -> None:
    declared = [row for row in dot_rows(forecast, "en", forecast) if row.class_ == "C"]
    assert declared
    for row in declared:
        target = forecast.target(row.id)
        assert row.declared
        assert row.chance == target.outside_view
        assert (row.bar, row.error, row.baseline) == (None, None, None)
        assert count(target.expected) in row.counted[0]
        assert row.reads[1] == text("chart.outside-view", "en")


def test_modelled_targets_show_probability_spread_and_error_apart(forecast: Forecast, baseline: Forecast) -> None:
    for row in dot_rows(forecast, "en", baseline):
        target = forecast.target(row.id)
        if target.class_ == "C":
            continue
        assert row.chance == target.probability
        assert row.bar == (target.low, target.high)
        assert row.baseline == baseline.target(row.id).probability
        assert row.error is not None
        assert target.mc_error is not None
        assert row.error[0] == max(0.0, target.probability - 1.645 * target.mc_error)
        assert count(target.threshold) in row.label[0]
        assert count(target.threshold) in row.counted[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_belongs_to_the_number_in_its_row(forecast: Forecast, lang: str) -> None:
    for row in dot_rows(forecast, lang):
        assert row.word[0] == text(word_key(likelihood(row.chance)), lang)


def test_a_target_met_at_the_start_says_so(other_city: Forecast) -> None:
    rows = {row.id: row for row in dot_rows(other_city, "en")}
    for target in other_city.targets:
        assert ("met already" in rows[target.id].counted[1]) == target.met_at_start


def test_marks_of_a_row_that_has_no_spread_are_left_out(forecast: Forecast) -> None:
    from dataclasses import replace

    targets = tuple(replace(target, low=None, high=None) for target in forecast.targets)
    assert all(row.bar is None for row in dot_rows(replace(forecast, targets=targets), "en"))


def test_fans_are_quantiles_of_the_finished_runs_under_the_reading_shown(make: Callable[..., Forecast]) -> None:
    forecast = make(failed=6)
    assert forecast.runs_failed == 6
    shown = fans(forecast, "en")
    assert len(shown) == len(HEADLINES)
    for name, fan in zip(HEADLINES, shown, strict=True):
        target = forecast.target(name)
        plan = forecast.plan.targets[forecast.plan.target_index[name]]
        counts = forecast.metrics[6:, :, METRIC_INDEX[plan.reading(target.reading).metric]]
        assert np.isfinite(fan.quantiles).all()
        np.testing.assert_allclose(fan.quantiles[2], np.median(counts, axis=0))
        assert fan.quantiles[0, -1] == pytest.approx(target.q05)
        assert fan.quantiles[4, -1] == pytest.approx(target.q95)
        assert fan.threshold == target.threshold


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_caption_names_scenario_runs_seed_error_versions_and_failures(
    make: Callable[..., Forecast], baseline: Forecast, lang: str
) -> None:
    forecast = make("template", failed=6)
    words = "\n".join(caption(forecast, lang, baseline))
    error = max(target.mc_error for target in forecast.targets if target.mc_error is not None)
    origin = forecast.provenance
    expected = [forecast.scenario.name[lang], "200", f"±{100 * error:.1f}", "6", baseline.scenario.name[lang],
                origin["inputs"]["parameters.csv"][:12], origin["code"][:12], origin["versions"]["sim"],
                text("chart.conditional", lang)]  # fmt: skip
    assert [part for part in expected if part not in words] == []
    whole = "\n".join(caption(make("template"), lang))
    assert text("chart.failed", lang, failed=6) not in whole


def test_the_axis_keeps_room_and_columns_do_not_meet(forecast: Forecast, baseline: Forecast) -> None:
    for lang in LANGUAGES:
        with applied():
            table = dot_table(forecast, lang, baseline)
        start, width = table.axis
        assert width > 3.0
        assert start + width < table.columns["reads"] < table.columns["word"] < table.columns["counted"]
