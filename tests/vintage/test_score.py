"""Scores of a tiny vintage against numbers reckoned by hand, and of a real one against its own medians."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest
from scipy.stats import norm

import sim
from sim.analyses.vintage import read_vintage, score, write_vintage
from sim.analyses.vintage.scoring import chance_inside, chance_reached, points
from sim.study.scores import HUB_LEVELS, crps_quantiles, weighted_interval_score

# zones in February: 2 at six levels (sum .535), 4 at five (sum 1.75), 5, 6 at five, 8 at six
SHARPNESS = (0.535 * (8 - 2) + 1.75 * (6 - 4)) / 11.5


def only(place, path):
    (row,) = score(place, path).outcomes
    return row


@pytest.mark.slow
def test_the_function_of_the_front_door(tiny, outcomes) -> None:
    assert sim.score(tiny, outcomes("2025-02,zones,5,listed,")) == score(
        read_vintage(str(tiny)), outcomes("2025-02,zones,5,listed,")
    )


def test_an_outcome_at_the_median(tiny, outcomes) -> None:
    row = only(tiny, outcomes("2025-02-28,zones,5,listed,"))
    assert (row.q05, row.q25, row.median, row.q75, row.q95) == (2, 4, 5, 6, 8)
    assert (row.overprediction, row.underprediction) == (0, 0)
    assert row.wis == row.sharpness == pytest.approx(SHARPNESS)
    assert (row.in_50, row.in_90) == (1, 1)
    assert (row.pit_low, row.pit, row.pit_high) == pytest.approx((0.475, 0.5, 0.525))
    assert row.event is None


def test_an_outcome_above_every_quantile(tiny, outcomes) -> None:
    row = only(tiny, outcomes("2025-02-28,zones,10,listed,"))
    assert row.sharpness == pytest.approx(SHARPNESS)
    assert row.underprediction == pytest.approx((6 * (10 - 8) + 5 * (10 - 6) + 0.5 * (10 - 5)) / 11.5)
    assert row.overprediction == 0
    assert row.wis == pytest.approx(SHARPNESS + 3.0)
    assert (row.in_50, row.in_90) == (0, 0)
    assert row.pit == pytest.approx(0.995)


def test_an_outcome_below_the_middle(tiny, outcomes) -> None:
    row = only(tiny, outcomes("2025-02-28,zones,3,listed,"))
    assert row.overprediction == pytest.approx((5 * (4 - 3) + 0.5 * (5 - 3)) / 11.5)
    assert row.underprediction == 0
    assert (row.in_50, row.in_90) == (0, 1)
    assert row.pit == pytest.approx(0.225)  # half way between level .20 (2 zones) and level .25 (4 zones)


def test_crps_by_its_definition(tiny, outcomes) -> None:
    quantiles = [2] * 6 + [4] * 5 + [5] + [6] * 5 + [8] * 6
    edges = [0.0, *((a + b) / 2 for a, b in itertools.pairwise(HUB_LEVELS)), 1.0]
    expected = 0.0
    for place, (quantile, level) in enumerate(zip(quantiles, HUB_LEVELS, strict=True)):
        loss = level * (7 - quantile) if quantile <= 7 else (1 - level) * (quantile - 7)
        expected += 2 * (edges[place + 1] - edges[place]) * loss
    assert only(tiny, outcomes("2025-02,zones,7,listed,")).crps == pytest.approx(expected)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2025-01", "2025-01-31"),
        ("2025-01-31", "2025-01-31"),
        ("2025-02-01", "2025-01-31"),
        ("2025-02-27", "2025-01-31"),
        ("2025-02-28", "2025-02-28"),
        ("2025-02", "2025-02-28"),
    ],
)
def test_a_date_counts_for_the_last_month_end(tiny, outcomes, written: str, month: str) -> None:
    row = only(tiny, outcomes(f"{written},zones,5,listed,"))
    assert row.month.isoformat() == month
    assert row.median == {"2025-01-31": 2.5, "2025-02-28": 5}[month]


def test_an_error_is_integrated_over(tiny, outcomes) -> None:
    """Against the mean over 200,000 quantiles of the normal law around the figure."""
    row = only(tiny, outcomes("2025-02,money,70,reported,20"))
    true = norm.ppf((np.arange(200_000) + 0.5) / 200_000, 70, 20)
    quantiles = read_vintage(tiny).quantiles["money"][1]
    parts = weighted_interval_score(quantiles, HUB_LEVELS, true)
    assert row.crps == pytest.approx(crps_quantiles(quantiles, HUB_LEVELS, true).mean(), rel=5e-3)
    assert row.wis == pytest.approx(parts.total.mean(), rel=5e-3)
    assert row.overprediction == pytest.approx(parts.overprediction.mean(), rel=0.02)
    assert row.underprediction == pytest.approx(parts.underprediction.mean(), rel=0.02)
    assert row.sharpness == pytest.approx(10 * SHARPNESS)
    assert row.in_90 == pytest.approx(norm.cdf(80, 70, 20) - norm.cdf(20, 70, 20))
    assert row.wis > only(tiny, outcomes("2025-02,money,70,reported,")).wis
    assert (row.value, row.error) == (70, 20)


def test_an_error_of_a_count_has_room_for_the_whole_number(tiny, outcomes) -> None:
    row = only(tiny, outcomes("2025-02,zones,7,listed,2"))
    assert row.in_50 == pytest.approx(norm.cdf(6.5, 7, 2) - norm.cdf(3.5, 7, 2))
    assert chance_inside(10, 0.5, 10, 10, whole=True) == pytest.approx(norm.cdf(1) - norm.cdf(-1))
    assert chance_inside(10, 0.5, 10, 10, whole=False) == 0
    assert chance_reached(9, 2, 9.8, whole=True) == pytest.approx(norm.sf(9.5, 9, 2))
    assert chance_reached(9, 2, 9.8, whole=False) == pytest.approx(norm.sf(9.8, 9, 2))


def test_a_small_error_is_nearly_none(tiny, outcomes) -> None:
    exact = only(tiny, outcomes("2025-02,target:parks,7,reported,0"))
    nearly = only(tiny, outcomes("2025-02,target:parks,7,reported,0.001"))
    for name in ("crps", "wis", "in_50", "in_90", "pit"):
        assert getattr(nearly, name) == pytest.approx(getattr(exact, name), abs=2e-3)
    assert nearly.event.brier == pytest.approx(exact.event.brier)


def test_the_points_have_the_moments_of_the_error() -> None:
    value, weight = points(3.0, 2.0)
    assert weight.sum() == pytest.approx(1)
    assert weight @ value == pytest.approx(3)
    assert weight @ (value - 3) ** 2 == pytest.approx(4)
    assert [part.tolist() for part in points(3.0, 0.0)] == [[3.0], [1.0]]


@pytest.mark.parametrize(
    ("kind", "value", "reading", "median", "brier", "logarithm"),
    [
        ("reported", 6, "completed", 5, 0.75**2, math.log(4)),
        ("reported", 5, "completed", 5, 0.25**2, -math.log(0.75)),
        ("recognised", 6, "completed", 5, 0.75**2, math.log(4)),
        ("listed", 6, "listed", 10, 0.2**2, -math.log(0.8)),
        ("listed", 5, "listed", 10, 0.8**2, -math.log(0.2)),
    ],
)
def test_a_target_is_met_or_not_under_the_reading_of_its_kind(
    tiny, outcomes, kind: str, value: int, reading: str, median: float, brier: float, logarithm: float
) -> None:
    row = only(tiny, outcomes(f"2025-02,target:parks,{value},{kind},"))
    assert (row.event.reading, row.median) == (reading, median)
    assert row.event.met == (value >= 6)
    assert row.event.brier == pytest.approx(brier)
    assert row.event.log_score == pytest.approx(logarithm)
    assert row.event.outside_brier == pytest.approx((0.9 - row.event.met) ** 2)


def test_an_uncertain_count_meets_its_target_in_part(tiny, outcomes) -> None:
    event = only(tiny, outcomes("2025-02,target:parks,6,reported,1")).event
    met = norm.cdf(0.5)
    assert event.met == pytest.approx(met)
    assert event.brier == pytest.approx(met * 0.75**2 + (1 - met) * 0.25**2)
    assert event.log_score == pytest.approx(-met * math.log(0.25) - (1 - met) * math.log(0.75))


def test_a_declared_target_is_scored_on_the_outside_view(tiny, outcomes) -> None:
    event = only(tiny, outcomes("2025-02,target:declared,4,recognised,")).event
    assert (event.probability, event.brier) == (0.6, pytest.approx(0.16))


def test_a_target_is_not_decided_before_the_end(tiny, outcomes) -> None:
    row = only(tiny, outcomes("2025-01,target:parks,6,reported,"))
    assert row.event is None
    assert row.median == 2.5


def test_averages_and_coverage(tiny, outcomes) -> None:
    path = outcomes(
        "2025-02,zones,5,listed,",
        "2025-02,zones,10,reported,",
        "2025-01,money,25,reported,",
        "2025-02,target:parks,6,reported,",
        "2025-02,target:parks,6,listed,",
        "2025-02,field_firms:quantum,3,reported,",
    )
    result = score(tiny, path)
    assert result.coverage == {50: pytest.approx(3 / 6), 90: pytest.approx(5 / 6)}
    assert set(result.by_unit) == {"count", "million CNY"}
    assert result.by_unit["million CNY"]["wis"] == pytest.approx(5 * SHARPNESS)
    counts = [row for row in result.outcomes if row.unit == "count"]
    assert result.by_unit["count"]["number"] == 5
    assert result.by_unit["count"]["crps"] == pytest.approx(sum(row.crps for row in counts) / 5)
    assert result.events == {
        "number": 2,
        "brier": pytest.approx((0.75**2 + 0.2**2) / 2),
        "log_score": pytest.approx((math.log(4) - math.log(0.8)) / 2),
        "outside_brier": pytest.approx(0.01),
    }


def test_cautions(tiny, outcomes) -> None:
    metrics = ("zones", "lists", "money", "field_firms:quantum")
    many = [
        f"{month},{metric},5,{kind},"
        for metric in metrics
        for month in ("2025-01", "2025-02")
        for kind in ("listed", "reported")
    ]
    assert score(tiny, outcomes(*many)).cautions == ()
    assert score(tiny, outcomes(*many[:9])).cautions == ("few",)
    assert score(tiny, outcomes(*many[:10])).cautions == ()
    late = [row for row in many if row.startswith("2025-02")]
    assert score(tiny, outcomes(*late)).cautions == ("few", "one-date")
    more = [row.replace("listed", "recognised") for row in late if "listed" in row]
    assert score(tiny, outcomes(*late, *more)).cautions == ("one-date",)
    assert score(tiny, outcomes("2025-02,zones,5,listed,")).events is None


def test_the_table_and_the_object_hold_every_outcome(tiny, outcomes) -> None:
    result = score(tiny, outcomes("2025-02,target:parks,6,listed,", "2025-02-03,zones,5,reported,1.5"))
    table = result.table()
    assert table["name"].tolist() == ["target:parks", "zones"]
    assert table["met"].tolist()[0] == 1
    assert table["brier"].isna().tolist() == [False, True]
    document = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert (document["vintage"], document["made"], document["unseen"]) == (tiny.name, "2025-01-15", "2025")
    assert [row["date"] for row in document["outcomes"]] == ["2025-02-28", "2025-02-03"]
    assert [row["month"] for row in document["outcomes"]] == ["2025-02-28", "2025-01-31"]
    assert document["outcomes"][0]["event"]["reading"] == "listed"
    assert document["outcomes"][1]["event"] is None
    assert document["coverage"]["90"] == pytest.approx(sum(row["in_90"] for row in document["outcomes"]) / 2, rel=1e-5)
    assert document["cautions"] == ["few"]


def test_a_real_vintage_scores_best_at_its_own_medians(city, tmp_path, outcomes) -> None:
    place = write_vintage(city, tmp_path / "kept")
    vintage = read_vintage(place)
    metrics = [row.metric for row in vintage.targets if row.chosen]
    medians = {metric: vintage.quantiles[metric][-1, 11] for metric in metrics}
    at_median = score(place, outcomes(*(f"2026-12,{metric},{x},listed," for metric, x in medians.items())))
    assert at_median.coverage == {50: 1, 90: 1}
    assert all(row.overprediction == row.underprediction == 0 for row in at_median.outcomes)
    beyond = score(place, outcomes(*(f"2026-12,{metric},{3 * x + 9},listed," for metric, x in medians.items())))
    assert beyond.coverage[90] == 0
    assert all(b.wis > a.wis for a, b in zip(at_median.outcomes, beyond.outcomes, strict=True))
