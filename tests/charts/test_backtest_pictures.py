"""What the pictures of a back-test show is what the back-test says."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_hex

from sim.charts.backtest import backtest_figure, series_figure
from sim.charts.palette import BASELINE, SCENARIO, step_colour
from sim.language import LANGUAGES, text
from tests.charts.greys import lightness

from . import records
from .legibility import texts_of


def words(figure) -> list[str]:
    return [artist.get_text() for artist in texts_of(figure)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_says_what_the_back_test_does_not(lang: str) -> None:
    backtest = records.backtest()
    for figure in (backtest_figure(backtest, lang), series_figure(backtest, "unicorns", lang)):
        said = figure.record["description"]
        assert text("backtest.limit", lang) in said
        assert text("backtest.pseudo", lang) in said
        assert "4,000" in said
        assert "0123456789ab" in said
        assert figure.record["source"] == ("xiandao backtest --runs 4000 --seed 7 --origins 2019,2020,2021,2022,2023")
        assert text("backtest.limit", lang) in words(figure)


def test_every_series_has_a_row_and_those_without_a_baseline_say_so() -> None:
    backtest = records.backtest()
    said = words(backtest_figure(backtest, "en"))
    assert f"0/{len(backtest.of('listings'))}" in said
    assert f"2/{len(backtest.of('unicorns'))}" in said
    assert "0.97 (0.81–1.16)" in said
    assert said.count("–") == 3 * (len(backtest.names) - len(backtest.series))


def test_ratios_worse_beyond_chance_differ_in_colour_and_shape() -> None:
    axes = backtest_figure(records.backtest(), "en").axes[0]
    dots = {round(float(line.get_xdata()[0]), 2): line for line in axes.get_lines() if line.get_marker() in ("o", "s")}
    assert set(dots) == {0.62, 0.97, 2.8, 0.4, 0.9}
    assert (dots[2.8].get_marker(), to_hex(dots[2.8].get_color())) == ("s", BASELINE)
    assert {(line.get_marker(), to_hex(line.get_color())) for ratio, line in dots.items() if ratio != 2.8} == {
        ("o", SCENARIO)
    }
    assert to_hex(dots[0.9].get_markerfacecolor()) != SCENARIO  # shown, no skill claimed
    assert axes.get_xscale() == "log"


def test_ranks_are_counted_in_tenths_over_all_forecasts() -> None:
    backtest = records.backtest()
    bars = backtest_figure(backtest, "en").axes[2].patches
    counts = np.histogram([row.pit for row in backtest.rows], np.linspace(0, 1, 11))[0]
    assert [bar.get_height() for bar in bars] == counts.tolist()


def test_a_series_shows_every_forecast_beside_its_outcome() -> None:
    backtest = records.backtest()
    rows = backtest.of("unicorns")
    lines = series_figure(backtest, "unicorns", "en").axes[0].get_lines()
    medians = [float(line.get_ydata()[0]) for line in lines if line.get_marker() == "_"]
    assert medians == [row.quantiles[2] for row in rows]
    published = {float(line.get_ydata()[0]) for line in lines if line.get_marker() == "o"}
    assert published == {row.value for row in rows}


def test_figures_of_part_of_a_year_say_of_which() -> None:
    axes = series_figure(records.backtest(), "listings", "en").axes[0]
    labels = [tick.get_text() for tick in axes.get_xticklabels()]
    assert "2021-01\n–2021-06" in labels
    assert "2023-01\n–2023-03" in labels
    assert "2020" in labels
    months = series_figure(records.backtest(), "technology-smes-new", "en").axes[0].get_xticklabels()
    assert "2022-01\n–2022-05" in [tick.get_text() for tick in months]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_best_baseline_is_named_where_there_is_one(lang: str) -> None:
    backtest = records.backtest()
    assert text("backtest.baseline-last-value", lang) in series_figure(backtest, "unicorns", lang).record["description"]
    assert text("hindcast.no-baseline", lang) in words(series_figure(backtest, "listings", lang))
    shown = series_figure(backtest, "little-giants", lang).record["description"]
    assert text("hindcast.not-claimed", lang).strip() in shown


def test_later_origins_are_darker_down_to_the_scenarios_colour() -> None:
    colours = [step_colour(place, 5) for place in range(5)]
    levels = [lightness(colour) for colour in colours]
    assert levels == sorted(levels, reverse=True)
    assert min(a - b for a, b in itertools.pairwise(levels)) > 5
    assert colours[-1] == step_colour(0, 1) == SCENARIO


def test_there_is_one_file_a_series_and_one_over_all() -> None:
    backtest = records.changed(records.backtest(1), rows=records.backtest(1).of("unicorns"), series=())
    assert list(backtest.pictures("en")) == ["backtest.png", "backtest-unicorns.png"]
