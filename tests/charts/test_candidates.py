"""The candidates of a search: shares that sum to one, gains that are means of neighbours, groups by name."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from sim.charts.kinds import kind_figure
from sim.charts.search_candidates import NEAREST, smoothed, spread_over
from sim.charts.search_parallel import drawn_rows
from sim.charts.search_ternary import groups_of
from sim.errors import InputError

from .legibility import words_of


def test_the_search_kept_every_candidate_with_its_money(search_result: Any) -> None:
    trace, pot = search_result.trace, search_result.scenario.budget.expenditure
    paid = [k for k, action in enumerate(search_result.plan.actions) if action.pot == "expenditure"]
    assert trace.tried.shape == (len(trace.tried_gain), len(search_result.plan.actions))
    assert len(trace.tried) > 5 * len(trace.simulations)
    np.testing.assert_allclose(trace.tried[:, paid].sum(axis=1), pot, rtol=1e-6)
    per = len(trace.tried) // len(trace.simulations)
    np.testing.assert_allclose(trace.tried_gain.reshape(-1, per).mean(axis=1), trace.gains, atol=1e-9)


def test_a_colour_is_the_mean_of_the_nearest() -> None:
    places = np.arange(100.0)[:, None]
    made = smoothed(places, np.arange(100.0), np.array([0, 50, 99]))
    np.testing.assert_allclose(made, [(NEAREST - 1) / 2, 50.0, 99 - (NEAREST - 1) / 2])
    np.testing.assert_allclose(smoothed(places[:3], np.arange(3.0), np.array([1])), [1.0])
    np.testing.assert_array_equal(spread_over(5, 3), [0, 2, 4])
    np.testing.assert_array_equal(spread_over(2, 9), [0, 1])


def test_dots_stand_at_the_shares_of_their_three_groups(search_result: Any) -> None:
    asked = "talent,scenarios+promotion,firm-cultivation"
    axes = kind_figure(search_result, "ternary", "en", groups=asked).axes[0]
    x, y = axes.collections[0].get_offsets().T
    first = y / (np.sqrt(3.0) / 2.0)
    third = x - first / 2
    assert (first >= -1e-9).all()
    assert (third >= -1e-9).all()
    assert (first + third <= 1.0 + 1e-9).all()
    groups = groups_of(search_result, asked)
    money = np.stack([search_result.trace.tried[:, one.places].sum(axis=1) for one in groups], axis=1)
    shares = money / money.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(first, shares[: len(first), 0], atol=1e-9)
    winner = axes.get_lines()[-1]
    own = [sum(row.winner for row in search_result.money if row.action in one.actions) for one in groups]
    assert winner.get_ydata()[0] / (np.sqrt(3.0) / 2.0) == pytest.approx(own[0] / sum(own))


def test_the_groups_are_three_programmes_unless_named(search_result: Any) -> None:
    groups = groups_of(search_result, None)
    programmes = {programme.name["zh"] for programme in search_result.plan.programmes}
    assert len({one.name["zh"] for one in groups} & programmes) == 3
    actions = [id for one in groups for id in one.actions]
    assert len(actions) == len(set(actions))
    named = groups_of(search_result, "talent, scenarios+promotion ,firm-cultivation")
    assert named[1].actions == ("scenarios", "promotion")
    said = words_of(kind_figure(search_result, "ternary", "zh", groups="talent,scenarios+promotion,firm-cultivation"))
    assert any("未来场景" in word for word in said)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("talent,scenarios", "three groups"),
        ("talent,scenarios,talents", "did you mean 'talent'"),
        ("talent,scenarios,resources", "more than one group"),
        ("talent,scenarios,", "unknown programme or action"),
    ],
)
def test_groups_that_cannot_be_drawn_are_one_sentence(search_result: Any, asked: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        kind_figure(search_result, "ternary", "en", groups=asked)


def test_lines_run_from_nought_on_one_scale(search_result: Any) -> None:
    axes = kind_figure(search_result, "parallel", "en").axes[0]
    own, winner = axes.get_lines()[-2 - _rules(axes) :][:2]
    rows = drawn_rows(search_result)
    assert len(rows) == 10
    for line, side in ((own, "scenario"), (winner, "winner")):
        money = np.array([getattr(row, side) for row in rows])
        heights = np.asarray(line.get_ydata()) - 0.05
        np.testing.assert_allclose(heights / heights.max(), money / money.max(), atol=1e-9)


def _rules(axes: Any) -> int:
    """The upright lines of the axes, drawn after everything else."""
    return sum(len(set(line.get_xdata())) == 1 and len(line.get_xdata()) == 2 for line in axes.get_lines())


def test_a_search_without_candidates_says_so(search_result: Any) -> None:
    bare = dataclasses.replace(search_result.trace, tried_gain=np.zeros(0), tried=np.zeros((0, 14)))
    empty = dataclasses.replace(search_result, trace=bare)
    for kind in ("ternary", "parallel"):
        with pytest.raises(InputError, match="kept no candidates"):
            kind_figure(empty, kind, "en")
