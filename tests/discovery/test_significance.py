"""Quasi-p-values by hand, and the dropping of what chance explains."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from sim.analyses.discover.box import Box, Interval, Levels
from sim.analyses.discover.significance import ABOVE, BELOW, Constraint, at_least, constraints, quasi_p, significant

from .cases import factors, planted

TEN = np.arange(1.0, 11.0)
HIGH = (TEN >= 7.0).astype(float)


def test_a_quasi_p_value_by_hand() -> None:
    """Four hits of four, where four of ten are hits: 0.4 to the fourth."""
    assert quasi_p(Box({0: Interval(low=6.5)}), Constraint(0, ABOVE), factors(TEN), HIGH) == pytest.approx(0.4**4)


def test_each_end_is_tested_against_the_box_without_it() -> None:
    box = Box({0: Interval(5.5, 8.5)})  # two of three
    # without the upper end: four of five
    expected = binom.sf(1, 3, 4 / 5)
    assert quasi_p(box, Constraint(0, BELOW), factors(TEN), HIGH) == pytest.approx(expected)
    assert [(one.column, one.sense) for one in constraints(box)] == [(0, "at_least"), (0, "at_most")]


def test_whole_hits_are_binomial_and_halves_lie_between() -> None:
    inside, wider = np.arange(20) < 8, np.ones(20, dtype=bool)
    values = []
    for hits in (5.0, 5.5, 6.0):
        interest = np.zeros(20)
        interest[:5] = 1.0
        interest[5:7] = (hits - 5.0) / 2.0
        share = interest.mean()
        values.append(at_least(inside, wider, interest))
        if hits == int(hits):
            assert values[-1] == pytest.approx(binom.sf(hits - 1, 8, share))
    assert values[0] > values[1] > values[2]


def test_an_empty_box_and_a_box_without_hits_show_nothing() -> None:
    nowhere, everywhere = np.zeros(10, dtype=bool), np.ones(10, dtype=bool)
    assert at_least(nowhere, everywhere, HIGH) == 1.0
    assert at_least(TEN < 5, everywhere, HIGH) == 1.0
    assert at_least(everywhere, everywhere, np.ones(10)) == 1.0


def test_what_chance_explains_is_dropped_and_the_rest_stays() -> None:
    cases, interest = planted(0, 1000)
    box = Box({0: Interval(high=0.4), 1: Interval(low=0.5), 2: Interval(low=0.05), 6: Levels(frozenset({0, 1}))})
    kept = significant(box, cases, interest).restrictions
    assert kept == {0: Interval(high=0.4), 1: Interval(low=0.5), 6: Levels(frozenset({0, 1}))}


def test_nothing_is_left_of_a_box_in_noise() -> None:
    rng = np.random.default_rng(5)
    x, interest = rng.random(400), (rng.random(400) < 0.3).astype(float)
    assert significant(Box({0: Interval(0.3, 0.8)}), factors(x), interest).restrictions == {}
