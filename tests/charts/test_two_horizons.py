"""Fans of runs that went on: to the last month, with a line and its label at the plan's end; all else as without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes

from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.run import forecast as run_forecast
from sim.charts.figure import ChartFigure
from sim.charts.kinds import kind_figure
from sim.charts.sheet import forecast_figure
from sim.language import LANGUAGES
from tests.forecast.going_on import going_on

from .legibility import legible

MONTHS = 60
LABEL = {"en": "plan ends 2026-12", "zh": "计划期末 2026-12"}


def made(scenario: str, months: int | None) -> Forecast:
    return run_forecast(scenario, runs=20, seed=1, fitted="prior", simulate=going_on, months=months)


@pytest.fixture(scope="module")
def long() -> Forecast:
    return made("template", MONTHS)


@pytest.fixture(scope="module")
def usual() -> Forecast:
    return made("template", None)


def words_in(axes: Axes) -> list[str]:
    return [one.get_text() for one in axes.texts]


def fans_of(figure: ChartFigure, lang: str) -> list[Axes]:
    """The panels that go on to the last month."""
    return [axes for axes in figure.axes if LABEL[lang] in words_in(axes)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fan_goes_on_with_a_line_at_the_plans_end(long: Forecast, lang: str) -> None:
    figure = kind_figure(long, "fan", lang)
    axes = fans_of(figure, lang)
    assert len(axes) == 1
    assert axes[0].get_xlim()[1] == MONTHS - 1
    upright = [np.asarray(line.get_xdata()) for line in axes[0].lines if len(np.unique(line.get_xdata())) == 1]
    assert [23.0, 23.0] in [at.tolist() for at in upright]
    assert [tick.get_text() for tick in axes[0].get_xticklabels()] == ["2025-01", "2026-12", "2029-12"]
    medians = [line for line in axes[0].lines if len(line.get_xdata()) == MONTHS]
    assert len(medians) == 1
    target = next(one for one in long.plan.targets if one.name[lang] in figure.record["title"])
    metric = target.reading(long.target(target.id).reading).metric
    expected = long.by_month(metric, lambda runs: np.median(runs, axis=0))
    assert np.array_equal(np.asarray(medians[0].get_ydata()), expected)
    legible(figure)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fan_of_the_sheet(long: Forecast, usual: Forecast, lang: str) -> None:
    figure = forecast_figure(long, lang, usual)  # a baseline that ends with the plan
    assert len(fans_of(figure, lang)) == len([axes for axes in figure.axes if axes.get_xlim()[1] == MONTHS - 1]) > 1
    legible(figure)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_later_months_there_is_no_line(usual: Forecast, lang: str) -> None:
    for figure in (kind_figure(usual, "fan", lang), forecast_figure(usual, lang)):
        assert fans_of(figure, lang) == []


@pytest.mark.parametrize("kind", ["quantiles", "dots", "drivers"])
def test_other_pictures_stay_at_the_plans_end(long: Forecast, usual: Forecast, kind: str) -> None:
    def drawn(forecast: Forecast) -> Any:
        figure = kind_figure(forecast, kind, "en")
        return figure.record["title"], [tuple(words_in(axes)) for axes in figure.axes]

    assert drawn(long) == drawn(usual)
