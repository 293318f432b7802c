"""What the pictures of a fit show is what the fit says."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest

from sim.analyses.backtest.views import series_name
from sim.analyses.calibrate.gate import IDENTIFIED_FROM
from sim.charts.fit_gate import gate_figure, informed
from sim.charts.fit_pairs import best_informed, pairs_figure
from sim.charts.fit_parameters import contraction_figure, relative
from sim.charts.fit_predictive import LEVELS, period, slots
from sim.charts.fit_words import by_kind, fit_notes, quantile_words, quantity_name, quantity_unit, shown_values
from sim.charts.palette import PAPER, PRIOR, PRIOR_HALF, PRIOR_PALE, SCENARIO
from sim.language import LANGUAGES, texts
from tests.charts.greys import lightness

from . import records

EARLY = date(2020, 6, 30)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_is_fitted_and_every_series_has_a_name_and_a_unit(lang: str) -> None:
    fit = records.fit()
    names = [quantity_name(name, lang) for name in fit.names]
    assert [name for name, said in zip(fit.names, names, strict=True) if said == name] == []
    assert len(set(names)) == len(names)
    units = {fit.setting.table[name].unit.replace(" ", "-").replace("/", "-") for name in fit.names}
    assert [unit for unit in units if f"measure.{unit}" not in texts(lang)] == []
    series = {one.series for one in fit.setting.observations.used}
    assert [one for one in series if series_name(one, lang) == one] == []


def test_a_quantity_of_another_list_keeps_its_id() -> None:
    assert quantity_name("no_such_parameter", "zh") == "no_such_parameter"


def test_rates_and_shares_are_in_per_cent_and_numbers_are_not() -> None:
    fit = records.fit()
    natural, shown = fit.values(fit.z), shown_values(fit, fit.z)
    for name, unit, times in (("window_open_share", "%", 100), ("quasi_entries", "firms a year", 1)):
        k = fit.names.index(name)
        np.testing.assert_allclose(shown[:, k], times * natural[:, k])
        assert quantity_unit(fit, name, "en") == unit


def test_ranges_are_as_fine_as_they_are_wide() -> None:
    assert quantile_words(np.linspace(0.0, 1.0, 101), "en") == "0.50 (0.05–0.95)"
    assert quantile_words(np.linspace(-11.0, 11.0, 101), "en") == "0 (−10 to 10)"
    assert quantile_words(np.linspace(50_000.0, 120_000.0, 101), "en") == "85,000 (54,000–116,000)"
    assert quantile_words(np.full(5, 7.0), "zh") == "7（7–7）"


def test_every_kind_is_sorted_by_what_was_learnt_and_nothing_is_lost() -> None:
    fit = records.fit()
    groups = by_kind(fit)
    assert list(groups) == ["parameters", "states", "nuisances"]
    assert sorted(k for own in groups.values() for k in own) == list(range(len(fit.names)))
    for own in groups.values():
        assert list(fit.gate.contraction[own]) == sorted(fit.gate.contraction[own], reverse=True)


def test_bars_are_the_contraction_and_grey_below_the_threshold() -> None:
    fit = records.fit()
    bars = contraction_figure(fit, "en").axes[0].patches
    drawn = [(bar.get_width(), bar.get_facecolor()) for bar in bars]
    order = [k for own in by_kind(fit).values() for k in own]
    assert [width for width, _ in drawn] == pytest.approx(list(100 * fit.gate.contraction[order]))
    from matplotlib.colors import to_rgba

    for width, colour in drawn:
        assert colour == to_rgba(SCENARIO if width >= 100 * IDENTIFIED_FROM else PRIOR)


def test_what_was_thought_before_steps_in_grey_and_is_paler_than_what_is_known() -> None:
    levels = [lightness(colour) for colour in (PAPER, PRIOR_PALE, PRIOR_HALF, PRIOR, SCENARIO)]
    assert min(a - b for a, b in itertools.pairwise(levels)) > 10


def test_the_prior_lies_between_minus_one_and_one_on_its_own_axis() -> None:
    fit = records.fit()
    same = records.changed(fit, z=fit.prior_z)
    np.testing.assert_allclose(relative(same), np.array([[-1.0], [0.0], [1.0]]) * np.ones(len(fit.names)), atol=1e-12)
    assert (np.diff(relative(fit), axis=0) > 0).all()


def test_slots_hold_numbers_not_logs_and_say_what_the_fit_knew() -> None:
    fit = records.fit(EARLY)
    used = fit.setting.observations.used
    made = [slot for own in slots(fit).values() for slot in own]
    assert sorted(slot.observation.id for slot in made) == sorted(one.id for one in used)
    for slot in made:
        column = used.index(slot.observation)
        expected = np.maximum(np.exp(np.quantile(fit.posterior_logs[:, column], LEVELS)) - 0.5, 0.0)
        np.testing.assert_allclose(slot.after, expected)
        assert slot.known == (slot.observation in fit.data.points or slot.observation in fit.data.bounds)
    assert {slot.known for slot in made} == {True, False}
    for own in slots(fit).values():
        assert [slot.observation.last for slot in own] == sorted(slot.observation.last for slot in own)


def test_periods_say_which_months_a_figure_counts() -> None:
    used = {one.id.removeprefix("series:"): one for one in records.setting().observations.used}
    assert period(used["ipos/hangzhou/all/2021"]) == "2021"
    assert period(used["ipos/hangzhou/all/2023q1"]) == "2023-01\n–2023-03"
    assert period(used["unicorns_new/hangzhou/all/2021"]) == "2020-04\n–2021-03"
    assert period(used["unicorns/hangzhou/all/2021"]) == "2021-03"


def test_pairs_are_the_six_best_informed_parameters() -> None:
    fit = records.fit()
    chosen = best_informed(fit)
    assert len(chosen) == 6
    assert all(fit.names[k] in fit.setting.targets.parameters for k in chosen)
    others = [k for k in by_kind(fit)["parameters"] if k not in chosen]
    assert fit.gate.contraction[chosen].min() >= fit.gate.contraction[others].max()
    figure = pairs_figure(fit, "en")
    assert len(figure.axes) == 21  # the diagonal and all below it


def test_the_gate_shows_the_informed_only() -> None:
    fit = records.fit()
    assert sorted(informed(fit)) == np.flatnonzero(fit.gate.identified).tolist()
    assert informed(records.fit(date(2018, 2, 1), "none")) == []
    assert len(gate_figure(fit, "en").axes) == len(informed(fit)) + 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_caption_says_which_fit_it_is_and_whether_it_failed(lang: str) -> None:
    fit, failed = records.fit(EARLY), records.fit(EARLY, "all", 0.5)
    said = fit_notes(fit, lang, ["what"])
    assert said[0] == "what"
    wanted = ["2020-06-30", "4,000", str(len(fit.data.points)), texts(lang)["posterior.passed"]]
    assert [part for part in wanted if part not in said[1]] == []
    assert fit.passed
    assert not failed.passed
    assert str(len(failed.faults)) in fit_notes(failed, lang, [])[0]
    assert texts(lang)["posterior.passed"] not in fit_notes(failed, lang, [])[0]
    figure = contraction_figure(failed, lang)
    assert figure.record["source"] == "xiandao calibrate --draws 4000 --seed 7 --until 2020-06-30"
    assert fit_notes(failed, lang, [])[0] in figure.record["description"]
