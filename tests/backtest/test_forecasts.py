"""Where the model is the truth its forecasts must be honest, and what lay in the future may not reach them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.analyses.backtest.figures import pasts
from sim.analyses.backtest.forecasts import DRAWS, forecast_from
from sim.analyses.backtest.origins import data_at
from sim.analyses.backtest.rows import scored_rows
from sim.analyses.calibrate.regression import regression
from sim.analyses.calibrate.statistics import published

RUNS, ALL = 3000, 3400
DAYS = (date(2019, 1, 1), date(2021, 1, 1), date(2023, 1, 1))


@pytest.fixture(scope="module")
def made(toy):
    return toy.histories(ALL, 1)


@pytest.mark.slow
def test_coverage_and_ranks_are_nominal_where_the_model_is_the_truth(toy, made) -> None:
    """60 truths; inside one the outcomes depend, so its mean is one number. At 4 standard errors a right program
    fails once in 16,000 for each of the two levels and the mean rank.

    The training pairs hold no published value, so one fit an origin serves every truth: that is what amortised means.
    """
    fitted = {}

    def engine(training):
        q = training.x.shape[1]
        fitted[q] = fitted.get(q) or regression(training)
        return fitted[q]

    inside, ranks = [], []
    for seed in range(60):
        world, rows = toy.truth(seed), []
        for day in DAYS:
            rows += scored_rows(forecast_from(world, made, RUNS, 1, day, engine), {}, day)
        inside.append([np.mean([row.inside_50 for row in rows]), np.mean([row.inside_90 for row in rows])])
        ranks.append(np.mean([row.pit for row in rows]))
    for values, nominal in ((np.array(inside)[:, 0], 0.5), (np.array(inside)[:, 1], 0.9), (np.array(ranks), 0.5)):
        error = np.std(values) / np.sqrt(len(values))
        assert error < 0.03
        assert abs(np.mean(values) - nominal) < 4.0 * error, nominal


def test_unseen_histories_are_covered_as_promised(toy, made) -> None:
    """400 unseen histories of several outcomes: 0.03 is more than 4 standard errors of the dependent mean."""
    for day in DAYS:
        fit = forecast_from(toy.truth(1), made, RUNS, 1, day, regression).fit
        assert fit.unseen_90 == pytest.approx(0.9, abs=0.03)
        assert fit.unseen_50 == pytest.approx(0.5, abs=0.06)


def test_no_unseen_history_no_claim(toy, made) -> None:
    fit = forecast_from(toy.truth(1), made, ALL, 1, DAYS[0], regression).fit
    assert fit.unseen_50 is None
    assert fit.unseen_90 is None


def test_with_nothing_known_the_forecast_is_the_prior_predictive(toy, made) -> None:
    day = date(2018, 1, 1)
    world = toy.truth(3)
    forecast = forecast_from(world, made, RUNS, 1, day, regression)
    assert (forecast.fit.points, forecast.fit.bounds, forecast.fit.share) == (0, 0, 1.0)
    prior = published(world, made, 1, forecast.outcomes)[:RUNS]
    assert forecast.draws.shape == (DRAWS, len(forecast.outcomes))
    wanted = np.quantile(prior, (0.05, 0.5, 0.95), axis=0)
    assert np.quantile(forecast.draws, (0.05, 0.5, 0.95), axis=0) == pytest.approx(wanted, abs=0.02)


def test_a_bound_known_at_the_origin_moves_what_it_touches(toy, made) -> None:
    """Not a point is known here; a floor of 300 instead of 20 under the stock of 2019 lifts stock and flow."""
    record = [replace(one, fitted=one.bound == "lower") for one in toy.record()]
    low = toy.setting(tuple(record))
    high = toy.setting(tuple(replace(one, value=300.0) if one.bound == "lower" else one for one in record))
    day = date(2021, 1, 1)
    before, after = (forecast_from(world, made, RUNS, 1, day, regression) for world in (low, high))
    assert (before.fit.points, before.fit.bounds) == (0, 1)
    moved = np.median(after.draws, axis=0) - np.median(before.draws, axis=0)
    by_series = {one.series: move for one, move in zip(before.outcomes, moved, strict=True)}
    assert by_series["stock"] > 0.3
    assert by_series["flow"] > 0.3
    assert abs(by_series["shown"]) < 0.2


def test_the_state_of_the_run_is_conditioned_on_too(toy, made) -> None:
    """The level of a drifting series cannot be learnt from its drift: only the trajectory itself carries it."""
    world = toy.truth(5)
    day = date(2023, 1, 1)
    forecast = forecast_from(world, made, RUNS, 1, day, regression)
    column = next(k for k, one in enumerate(forecast.outcomes) if one.series == "stock")
    prior = published(world, made, 1, (forecast.outcomes[column],))
    assert np.std(forecast.draws[:, column]) < 0.4 * np.std(prior)


@pytest.mark.parametrize("day", [pytest.param(DAYS[0], marks=pytest.mark.slow), *DAYS[1:]])
def test_an_absurd_figure_of_the_future_leaves_the_forecast_byte_identical(toy, made, day: date) -> None:
    world = toy.truth(4)
    planted = toy.setting(
        tuple(replace(one, value=1e9) if one.available_from > day else one for one in world.observations.used)
    )
    assert any(one.value == 1e9 for one in planted.observations.used)
    before, after = (forecast_from(one, made, RUNS, 1, day, regression) for one in (world, planted))
    assert before.draws.tobytes() == after.draws.tobytes()
    assert before.fit == after.fit
    rows, again = (
        scored_rows(made_then, pasts(one.observations, (), day), day)
        for made_then, one in ((before, world), (after, planted))
    )
    assert [row.quantiles for row in rows] == [row.quantiles for row in again]
    assert all(row.crps > 5.0 and min(row.baselines.values(), default=5.1) > 5.0 for row in again)


def test_an_absurd_figure_of_the_past_does_not_go_unseen(toy, made) -> None:
    """The test above would pass for a program that never looks at a figure."""
    world = toy.truth(4)
    day = date(2021, 1, 1)
    known = data_at(world, day).points[-1]
    planted = toy.setting(
        tuple(replace(one, value=2.0 * one.value) if one == known else one for one in world.observations.used)
    )
    before, after = (forecast_from(one, made, RUNS, 1, day, regression).draws for one in (world, planted))
    assert before.tobytes() != after.tobytes()


def test_a_figure_published_before_its_period_ends_is_not_known(toy, made) -> None:
    day = date(2021, 1, 1)
    early = tuple(replace(one, available_from=date(2020, 12, 1)) if one.last >= 36 else one for one in toy.record())
    assert data_at(toy.setting(early), day).points == data_at(toy.setting(toy.record()), day).points
