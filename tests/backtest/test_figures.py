"""What a baseline sees: published by the origin, about a period that was over, one figure a year, older ones too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.analyses.backtest.figures import OLDER, Figure, older_figures, pasts
from sim.analyses.calibrate.observations import Observations
from sim.inputs.evidence import load_evidence

#: Reasons of the observation table for rows that are left out because the priors rest on them already.
BEFORE = ("before the first month of the model", "already the prior of", "before the series used begins")


@pytest.fixture(scope="module")
def evidence():
    return load_evidence()


def test_every_row_left_out_as_a_prior_is_given_to_the_baselines(shipped, evidence) -> None:
    """R&D intensity apart: the expenditure of the same years is there in money."""
    rows = set()
    for left in shipped.observations.left_out:
        if left.reason.startswith(BEFORE):
            rows |= {row.id for row in evidence.find(left.reference) if row.columns["region"] == "Hangzhou"}
    rows -= {one.id for one in shipped.observations.used}
    rows -= {left.reference for left in shipped.observations.left_out if not left.reason.startswith(BEFORE)}
    rows = {row for row in rows if not row.startswith("series:rd_intensity/")}
    assert {name for name, *_ in OLDER} == rows


def test_older_rows_belong_to_scored_series_and_end_when_they_say(shipped, evidence) -> None:
    series = {one.series for one in shipped.observations.scored}
    for figure in older_figures(evidence):
        assert figure.series in series
        assert figure.last < 12
        assert 2018 + figure.last // 12 == evidence.row(figure.id).period_end.year


def test_the_factor_of_older_research_is_that_of_the_observation_table(shipped, evidence) -> None:
    used = next(one for one in shipped.observations.used if one.id == "series:rd_expenditure/hangzhou/all/2021")
    factor = used.value / evidence.row(used.id).number()
    assert {row[4] for row in OLDER if row[1] == "research"} == {factor}


def test_rows_that_the_evidence_lacks_are_passed_over(evidence) -> None:
    known = evidence.available(date(2017, 1, 1))
    assert {one.id for one in older_figures(known)} == {
        "series:hte_new/hangzhou/all/2012",
        "series:hte_valid/hangzhou/all/2012",
        "series:rd_expenditure/hangzhou/all/2010",
        "series:rd_expenditure/hangzhou/all/2015/2",
    }


def test_what_was_published_later_is_not_seen(toy) -> None:
    """The list of March 2020 is out in June 2020: known in January 2021, not in January 2020."""
    observations = Observations(toy.record(), ())
    assert len(pasts(observations, (), date(2020, 1, 1))["stock"]) == 2
    late = Observations(
        tuple(replace(one, available_from=date(2024, 1, 1)) if one.last == 14 else one for one in toy.record()), ()
    )
    assert pasts(late, (), date(2020, 1, 1))["stock"].times == pytest.approx([0.25])


def test_older_figures_come_first_and_bounds_do_not_come(toy) -> None:
    observations = Observations(toy.record(), ())
    older = Figure("older", "stock", False, -1, -1, 90.0, date(2018, 6, 30))
    made = pasts(observations, (older,), date(2021, 1, 1))["stock"]
    assert made.times == pytest.approx([0.0, 0.25, 1.25, 2.25])  # not 2.0, the bound of December 2019
    assert made.logs == pytest.approx([np.log(90.5), *[np.log(100.5)] * 3])


def test_of_two_figures_for_one_year_the_whole_year_then_the_exact_one_counts(toy) -> None:
    year = toy.observation("s", 11, id="year", first=0, form="flow", value=40.0, error=0.1)
    half = toy.observation("s", 5, id="half", first=0, form="flow", value=30.0, error=0.01)
    exact = replace(year, id="exact", value=44.0, error=0.05)
    made = pasts(Observations((year, half, exact), ()), (), date(2020, 1, 1))["s"]
    assert made.logs == pytest.approx([np.log(44.5)])
    assert pasts(Observations((half,), ()), (), date(2020, 1, 1))["s"].logs == pytest.approx([np.log(60.5)])
