"""Scores against cases worked out by hand."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest

from sim.analyses.backtest.baselines import Dressed
from sim.analyses.backtest.rows import crps_of_draws, crps_of_normal, normal_quantiles, rank, wis


def test_crps_of_a_normal_at_its_centre() -> None:
    """sd (2 phi(0) - 1 / sqrt(pi)) = 2 (2 / sqrt(2 pi) - 1 / sqrt(pi))."""
    assert crps_of_normal(Dressed(1.0, 2.0, "own"), 1.0) == pytest.approx(2.0 * (2 / sqrt(2 * pi) - 1 / sqrt(pi)))


def test_crps_of_a_normal_far_out_is_the_distance_less_its_spread() -> None:
    assert crps_of_normal(Dressed(0.0, 1.0, "own"), 50.0) == pytest.approx(50.0 - 1 / sqrt(pi))


def test_crps_of_draws() -> None:
    """E|X - y| = (1 + 1 + 3) / 3; E|X - X'| over nine pairs = 2 (2 + 4 + 2) / 9."""
    assert crps_of_draws(np.array([0.0, 2.0, 4.0]), 1.0) == pytest.approx(5 / 3 - 8 / 9)


def test_both_kinds_of_crps_agree_on_a_normal() -> None:
    draws = np.array(normal_grid(4001))
    assert crps_of_draws(draws, 0.7) == pytest.approx(crps_of_normal(Dressed(0.0, 1.0, "own"), 0.7), abs=2e-3)


def normal_grid(n: int) -> list[float]:
    from statistics import NormalDist

    return [NormalDist().inv_cdf((k + 0.5) / n) for k in range(n)]


@pytest.mark.parametrize(
    ("y", "wanted"),
    [
        # 0.5 |y - 5| + 0.25 (7 - 3) + 0.05 (9 - 1), over 2.5
        (5.0, (0.0 + 1.0 + 0.4) / 2.5),
        # above both intervals: each adds its distance whole
        (10.0, (2.5 + 1.0 + 3.0 + 0.4 + 1.0) / 2.5),
        # below the inner one only
        (2.0, (1.5 + 1.0 + 1.0 + 0.4) / 2.5),
    ],
)
def test_weighted_interval_score(y: float, wanted: float) -> None:
    assert wis((1.0, 3.0, 5.0, 7.0, 9.0), y) == pytest.approx(wanted)


def test_quantiles_of_a_dressed_baseline() -> None:
    low, lower, middle, upper, high = normal_quantiles(Dressed(10.0, 2.0, "own"))
    assert (middle, high - middle, middle - low) == (10.0, pytest.approx(3.28971), pytest.approx(3.28971))
    assert upper - lower == pytest.approx(2 * 2 * 0.67449)


def test_rank_counts_a_tie_half() -> None:
    assert rank(np.array([1.0, 2.0, 2.0, 3.0]), 2.0) == 0.5
    assert rank(np.array([1.0, 2.0, 2.0, 3.0]), 9.0) == 1.0
