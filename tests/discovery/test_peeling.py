"""Peeling and pasting: by hand on ten cases, and against the EMA Workbench where it is installed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.analyses.discover.box import Box, Interval, Levels, measures
from sim.analyses.discover.peeling import edge, paste, peel
from sim.analyses.discover.significance import constraints, quasi_p

from .cases import factors, planted

TEN = np.arange(1.0, 11.0)
HIGH = (TEN >= 7.0).astype(float)  # the four largest of ten are of interest


def test_an_edge_lies_halfway_between_neighbours() -> None:
    assert edge(TEN, 0.1) == 1.5
    assert edge(TEN, 0.9) == 9.5


def test_equal_values_are_peeled_together() -> None:
    column = np.array([1.0, 1.0, 1.0, 1.0, 2.0, 3.0])
    assert edge(column, 0.05) == 1.5
    assert edge(np.array([0.0, 1.0, 2.0, 2.0, 2.0]), 0.95) == 1.5


def test_ten_cases_are_peeled_one_by_one_until_only_interest_is_left() -> None:
    boxes = peel(factors(TEN), HIGH, least=1, alpha=0.1)
    assert boxes[0] == Box()
    assert [box.interval(0).low for box in boxes[1:]] == [1.5, 2.5, 3.5, 4.5, 5.5, 6.5]
    made = [measures(box.inside(factors(TEN).values), HIGH) for box in boxes]
    assert [one.density for one in made] == pytest.approx([4 / n for n in (10, 9, 8, 7, 6, 5, 4)])
    assert {one.coverage for one in made} == {1.0}


def test_peeling_stops_at_the_least_number_of_cases() -> None:
    boxes = peel(factors(TEN), HIGH, least=6, alpha=0.1)
    assert boxes[-1].inside(factors(TEN).values).sum() == 6


def test_a_level_without_interest_goes_first() -> None:
    level = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
    interest = (level != 0).astype(float)
    boxes = peel(factors(level, levels=(3,)), interest, least=1)
    assert [dict(box.restrictions) for box in boxes[1:]] == [{0: Levels(frozenset({1, 2}))}]


def test_pasting_gives_back_what_raises_the_mean_and_no_more() -> None:
    narrow = Box({0: Interval(5.5, 8.5)})  # 6, 7, 8: two of three
    assert paste(narrow, factors(TEN), HIGH, alpha=0.1).restrictions == {0: Interval(5.5, np.inf)}  # 4 of 5


def test_a_level_is_pasted_back() -> None:
    level = np.array([0, 0, 1, 1, 2, 2])
    interest = np.array([0.0, 0.0, 1.0, 1.0, 1.0, 0.0])
    box = Box({0: Levels(frozenset({2}))})
    assert paste(box, factors(level, levels=(3,)), interest).restrictions == {0: Levels(frozenset({1, 2}))}


def test_boxes_of_a_trajectory_lie_inside_each_other_and_get_purer() -> None:
    cases, interest = planted(0, 600)
    boxes = peel(cases, interest, least=30)
    masks = [box.inside(cases.values) for box in boxes]
    for wide, narrow in itertools.pairwise(masks):
        assert (narrow <= wide).all()
        assert interest[narrow].mean() > interest[wide].mean()
    assert masks[-1].sum() >= 30


@pytest.mark.filterwarnings("ignore")
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_workbench_s_prim(seed: int) -> None:
    """Same trajectory, same pasting, same quasi-p-values on a planted box among noise."""
    pd = pytest.importorskip("pandas")
    prim = pytest.importorskip("ema_workbench.analysis.prim", reason="the extra `ema` is not installed")
    cases, interest = planted(seed, 1000)
    frame = pd.DataFrame(cases.values[:, :6], columns=list("abcdef"))
    frame["g"] = pd.Categorical(cases.values[:, 6].astype(int).astype(str))
    theirs = prim.Prim(frame, interest, threshold=0.1, peel_alpha=0.05, mass_min=0.05).find_box()
    boxes = peel(cases, interest, least=50)
    own = [measures(box.inside(cases.values), interest) for box in boxes]
    path = theirs.peeling_trajectory.iloc[: len(own)]
    np.testing.assert_allclose([one.coverage for one in own], path.coverage)
    np.testing.assert_allclose([one.density for one in own], path.density)
    pasted = measures(paste(boxes[-1], cases, interest).inside(cases.values), interest)
    assert pasted.density == pytest.approx(theirs.density)
    assert pasted.coverage == pytest.approx(theirs.coverage)
    values = {p for ends in theirs.qp[len(own) - 1].values() for p in ends if p >= 0.0}
    np.testing.assert_allclose(
        sorted(quasi_p(boxes[-1], one, cases, interest) for one in constraints(boxes[-1])), sorted(values), rtol=1e-6
    )
