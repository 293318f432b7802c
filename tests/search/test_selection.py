"""Paired successive halving and the non-dominated set, on cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.search.evaluation import Outcome
from sim.analyses.search.front import unbeaten
from sim.analyses.search.selection import halved


def run_of(values: list[float], asked: list[tuple[list[int], int]], noise: float = 0.0):
    rng = np.random.default_rng(1)

    def run(places: list[int], number: int) -> dict[str, Outcome]:
        asked.append((places, number))
        shared = noise * rng.standard_normal(number)
        hits = np.array([values[place] + shared for place in places])[:, :, None]
        return {"": Outcome(hits, hits, hits)}

    return run


def mean(made):
    return made[""].hits.mean(axis=(1, 2))


def test_the_best_wins_and_half_is_dropped_each_round() -> None:
    asked: list[tuple[list[int], int]] = []
    made = halved(list("abcdefg"), run_of([1, 5, 2, 7, 3, 6, 4], asked), mean, 630)
    fared = made.finalists
    assert made.first == 3
    assert [len(places) for places, _ in asked] == [7, 3, 1]
    assert [one.name for one in fared][:3] == ["d", "f", "b"]
    assert fared[0].runs == sum(number for _, number in asked)
    assert sum(len(places) * number for places, number in asked) <= 630


def test_noise_that_all_share_changes_nothing() -> None:
    assert halved(list("abcd"), run_of([0.0, 0.01, 0.02, 0.03], [], noise=100.0), mean, 100).first == 3


def test_the_incumbent_runs_to_the_end_on_the_same_runs() -> None:
    asked: list[tuple[list[int], int]] = []
    made = halved(list("abcdefgh"), run_of([0, 5, 2, 7, 3, 6, 4, 1], asked, noise=9.0), mean, 800, incumbent=0)
    assert made.first == 3
    assert all(0 in places for places, _ in asked)
    gap = made.against[""].hits[0] - made.against[""].hits[1]
    assert gap == pytest.approx(np.full(gap.shape, 7.0))


def test_equal_scores_are_decided_for_the_earlier_name() -> None:
    assert halved(list("abc"), run_of([1, 1, 1], []), mean, 60).first == 0


@pytest.mark.parametrize(
    ("values", "stay"),
    [
        ([[1, 2], [2, 1], [0, 0]], [True, True, False]),
        ([[1, 1], [1, 1]], [True, False]),
        ([[1, 1], [1, 2]], [False, True]),
        ([[3, 0]], [True]),
    ],
)
def test_the_unbeaten(values: list[list[float]], stay: list[bool]) -> None:
    assert unbeaten(np.array(values, dtype=float)).tolist() == stay
