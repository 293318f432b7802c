"""City totals between and beyond the years in which they were published."""

from __future__ import annotations

import math

import pytest

from sim.inputs.plan import load_plan
from sim.inputs.plan.anchors import interpolated

POINTS = [(2018, 100.0), (2020, 400.0), (2024, 400.0)]


@pytest.mark.parametrize(
    ("year", "value"),
    [
        (2018, 100),
        (2019, 200),
        (2020, 400),
        (2022, 400),
        (2024, 400),
        (2016, 25),
        (2017.5, 100 / math.sqrt(2)),
        (2030, 400),
    ],
)
def test_log_linear_inside_and_along_the_two_nearest_beyond(year, value):
    assert interpolated(POINTS, year) == pytest.approx(value, rel=1e-12)


def test_a_single_point_is_held():
    assert interpolated([(2021, 57.0)], 2010) == interpolated([(2021, 57.0)], 2025) == 57.0


def test_published_years_are_returned_as_published():
    plan = load_plan("hangzhou")
    for name, rows in plan.anchors.items():
        for row in rows:
            assert plan.anchor(name, row.year) == pytest.approx(row.value, rel=1e-12)
    with pytest.raises(KeyError):
        plan.anchor("nothing", 2024)
