"""Ratios, coverage and their intervals, against what can be reckoned by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.analyses.backtest.findings import ScoredForecast
from sim.analyses.backtest.summary import (
    best_baseline,
    by_horizon,
    cluster_coverage,
    coverage,
    geometric_mean,
    series_score,
)


def row(year: int, crps: float, base: float, *, series: str = "s", pit: float = 0.5, horizon: int = 1, **more):
    values = {
        "series": series,
        "outcome": f"{series}/{year}",
        "origin": date(year - horizon + 1, 1, 1),
        "horizon": horizon,
        "year": year,
        "value": 1.0,
        "quantiles": (1.0, 1.0, 1.0, 1.0, 1.0),
        "crps": crps,
        "wis": 2.0 * crps,
        "baselines": {"last-value": base, "last-growth": 2.0 * base, "linear-trend": base},
        "pit": pit,
        "known": 3,
        "baseline_wis": {"last-value": base, "last-growth": 2.0 * base, "linear-trend": base},
    }
    return ScoredForecast(**(values | more))


BARE = {"baselines": {}, "baseline_wis": {}}
FOUR = [row(2019, 1.0, 2.0), row(2020, 1.0, 1.0), row(2021, 3.0, 1.0), row(2022, 1.0, 2.0)]


def test_the_ratio_is_of_means_against_the_best_baseline() -> None:
    score = series_score(FOUR, True)
    assert (score.baseline, score.crps, score.baseline_crps, score.ratio) == ("last-value", 1.5, 1.5, 1.0)
    assert (score.forecasts, score.years, score.wis_ratio) == (4, 4, 2.0)
    assert score.low < 1.0 < score.high
    assert not score.worse


def test_the_best_baseline_is_best_on_average_and_the_simplest_of_equals() -> None:
    assert best_baseline(FOUR) == "last-value"
    other = {"last-value": 5.0, "last-growth": 0.1, "linear-trend": 2.0}
    assert best_baseline([*FOUR, row(2023, 1.0, 1.0, baselines=other)]) == "linear-trend"


def test_years_are_resampled_whole() -> None:
    """Two rows of 2019 and one each of 2020 and 2021: only whole years are drawn, so the ratio of a resample is one of
    the ten that three years give, and the widest of them are drawn 1 time in 27 each."""
    rows = [row(2019, 1.0, 2.0), row(2019, 2.0, 2.0, horizon=2), row(2020, 1.0, 1.0), row(2021, 8.0, 2.0)]
    sums = np.array([[3.0, 4.0], [1.0, 1.0], [8.0, 2.0]])
    possible = {
        round(float(total[0] / total[1]), 9)
        for a in range(3)
        for b in range(3)
        for c in range(3)
        for total in [sums[a] + sums[b] + sums[c]]
    }
    score = series_score(rows, True)
    assert round(score.low, 9) in possible
    assert round(score.high, 9) in possible
    assert score.low == pytest.approx(min(possible), abs=0.1)


def test_worse_means_that_the_whole_interval_is_above_one() -> None:
    rows = [row(year, 2.0, 1.0) for year in (2019, 2020, 2021)]
    score = series_score(rows, True)
    assert (score.low, score.high, score.worse) == (2.0, 2.0, True)


def test_two_outcome_years_cannot_be_resampled() -> None:
    score = series_score([row(2019, 2.0, 1.0), row(2020, 2.0, 1.0), row(2020, 2.0, 1.0, horizon=2)], True)
    assert (score.ratio, score.low, score.high, score.worse, score.years) == (2.0, None, None, False, 2)


def test_rows_without_a_baseline_count_for_coverage_only() -> None:
    rows = [*FOUR, row(2023, 100.0, 1.0, **BARE)]
    assert series_score(rows, True).crps == 1.5
    assert series_score(rows[4:], True) is None
    assert coverage(rows)[1].clusters == 5


def test_the_geometric_mean_is_of_series_for_which_skill_is_claimed() -> None:
    """Ratios 2, 1/2 and 8, the last only shown."""
    rows = [
        row(year, crps, 1.0, series=series)
        for series, crps in (("a", 2.0), ("b", 0.5), ("c", 8.0))
        for year in (2019, 2020, 2021)
    ]
    scores = [series_score([one for one in rows if one.series == name], name != "c") for name in "abc"]
    assert geometric_mean(rows, scores) == pytest.approx((1.0, 1.0, 1.0))
    assert geometric_mean(rows, scores[2:]) == (None, None, None)


def test_years_are_resampled_together_for_all_series() -> None:
    """Both series are good in 2019 and bad in 2021: drawn together the interval is as wide as that of one series."""
    shape = {2019: 0.5, 2020: 1.0, 2021: 2.0, 2022: 1.0}
    rows = [row(year, crps, 1.0, series=series) for series in "ab" for year, crps in shape.items()]
    scores = [series_score([one for one in rows if one.series == name], True) for name in "ab"]
    value, low, high = geometric_mean(rows, scores)
    assert value == pytest.approx(scores[0].ratio)
    assert (low, high) == pytest.approx((scores[0].low, scores[0].high), abs=0.02)


def test_a_year_that_a_series_lacks_leaves_it_out_of_that_resample() -> None:
    """Ratio 1/2 in every year for one series, 2 in 2022 alone for the other: without 2022, drawn (3 / 4)^4 of the time,
    the first stands alone."""
    rows = [row(year, 1.0, 2.0, series="a") for year in (2019, 2020, 2021, 2022)]
    rows += [row(2022, 2.0, 1.0, series="b")]
    scores = [series_score([one for one in rows if one.series == name], True) for name in "ab"]
    assert geometric_mean(rows, scores) == pytest.approx((1.0, 0.5, 1.0))


def test_coverage_counts_rows_and_resamples_clusters() -> None:
    """One cluster of six misses, three of two hits: 6 of 12 inside; as 12 independent rows 0.5 would lie within 0.25 to
    0.75, but with whole clusters nothing missed is one draw of four in three: (3 / 4)^4."""
    hits = [("miss", False)] * 6 + [(name, True) for name in ("a", "b", "c") for _ in range(2)]
    made = cluster_coverage(0.5, hits)
    assert (made.value, made.clusters, made.fails) == (0.5, 4, False)
    assert made.high == 1.0
    assert made.low == pytest.approx(2 / (2 + 18), abs=0.06)


def test_forecasts_of_one_series_and_year_are_one_cluster() -> None:
    rows = [row(2021, 1, 1, horizon=years) for years in (1, 2, 3)] + [row(2021, 1, 1, series="other")]
    assert [one.clusters for one in coverage(rows)] == [2, 2]


def test_when_all_agree_the_exact_bound_stands_in() -> None:
    """20 clusters inside: the 90 % interval begins where 20 hits have a chance of 5 %."""
    all_in = cluster_coverage(0.9, [(k, True) for k in range(20)])
    assert (all_in.low, all_in.high) == (pytest.approx(0.05 ** (1 / 20)), 1.0)
    assert not all_in.fails
    assert cluster_coverage(0.9, [(k, True) for k in range(60)]).fails
    none_in = cluster_coverage(0.5, [(k, False) for k in range(20)])
    assert (none_in.low, none_in.high) == (0.0, pytest.approx(1 - 0.05 ** (1 / 20)))


def test_coverage_of_both_levels_and_by_horizon() -> None:
    rows = [row(2019, 1, 1, pit=0.5), row(2020, 1, 1, pit=0.94), row(2021, 1, 1, pit=0.96, horizon=2)]
    assert [one.value for one in coverage(rows)] == [pytest.approx(1 / 3), pytest.approx(2 / 3)]
    assert {years: [one.value for one in both] for years, both in by_horizon(rows).items()} == {
        1: [0.5, 1.0],
        2: [0.0, 0.0],
    }
