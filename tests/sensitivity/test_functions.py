"""The analysis part on functions whose answers are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.sensitivity.indices import OTHERS, variance_indices
from sim.analyses.sensitivity.screening import GRID, Screening, most_important, screen

ISHIGAMI = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}  # first, total for a = 7, b = 0.1
WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0])  # of the g-function


def ishigami(u):
    x = np.pi * (2.0 * u - 1.0)
    return (np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


def g_function(u):
    return np.prod((np.abs(4.0 * u - 2.0) + WEIGHTS) / (1.0 + WEIGHTS), axis=1)[:, None]


def g_indices():
    own = 1.0 / (3.0 * (1.0 + WEIGHTS) ** 2)
    whole = np.prod(1.0 + own) - 1.0
    return own / whole, own * np.prod(1.0 + own) / (1.0 + own) / whole


def test_ishigami_indices_are_those_of_the_closed_form() -> None:
    found = variance_indices(ishigami, list(ISHIGAMI), range(3), 2048, seed=1)
    assert found.factors == tuple(ISHIGAMI)
    expected = np.array(list(ISHIGAMI.values()))
    np.testing.assert_allclose(found.first[:, 0], expected[:, 0], atol=0.05)
    np.testing.assert_allclose(found.total[:, 0], expected[:, 1], atol=0.05)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_g_function_indices_are_those_of_the_closed_form(seed: int) -> None:
    found = variance_indices(g_function, list("abcde"), range(5), 4096, seed)
    first, total = g_indices()
    np.testing.assert_allclose(found.first[:, 0], first, atol=0.05)
    np.testing.assert_allclose(found.total[:, 0], total, atol=0.05)


def test_the_group_of_others_has_what_is_left_and_stands_last() -> None:
    """c, d and e together: variance of their product, in closed form."""
    found = variance_indices(g_function, list("abcde"), [0, 1], 4096, seed=1)
    assert found.factors == ("a", "b", OTHERS)
    own = 1.0 / (3.0 * (1.0 + WEIGHTS) ** 2)
    whole = np.prod(1.0 + own) - 1.0
    grouped = np.prod(1.0 + own[2:]) - 1.0
    expected_first = [*(own[:2] / whole), grouped / whole]
    expected_total = [*g_indices()[1][:2], grouped * np.prod(1.0 + own[:2]) / whole]
    np.testing.assert_allclose(found.first[:, 0], expected_first, atol=0.05)
    np.testing.assert_allclose(found.total[:, 0], expected_total, atol=0.05)


def test_intervals_hold_the_closed_form_about_nine_times_in_ten() -> None:
    """40 seeds and 3 parameters: 120 intervals of 90 %, strongly dependent within a seed; below 0.7 something is wrong
    (with 40 independent ones the chance of that is below 1 in 1,000)."""
    first = g_indices()[0][:3]
    inside = []
    for seed in range(40):
        found = variance_indices(g_function, list("abcde"), range(5), 256, seed)
        inside.append(np.abs(found.first[:3, 0] - first) <= found.first_error[:3, 0])
    assert 0.7 <= np.mean(inside) <= 1.0


def test_the_same_seed_gives_the_same_intervals_whatever_the_global_generator() -> None:
    made = []
    for state in (1, 2):
        np.random.seed(state)  # noqa: NPY002  what a library might draw from
        made.append(variance_indices(ishigami, list(ISHIGAMI), [0], 64, seed=0))
    np.testing.assert_array_equal(made[0].total_error, made[1].total_error)
    assert (made[0].total_error > 0.0).all()


def test_screening_is_exact_for_a_straight_line_and_nought_for_an_inert_factor() -> None:
    slopes = np.array([0.0, -3.0, 0.5])
    found = screen(lambda u: (u @ slopes)[:, None], ["inert", "down", "up"], 5, seed=1)
    span = GRID[1] - GRID[0]
    np.testing.assert_allclose(found.mu[:, 0], span * slopes, atol=1e-12)
    np.testing.assert_allclose(found.sigma[:, 0], 0.0, atol=1e-12)
    assert found.mu_star[0, 0] == 0.0
    assert found.error[0, 0] == 0.0


def test_screening_sees_a_factor_that_goes_both_ways() -> None:
    found = screen(lambda u: np.abs(u[:, :1] - 0.5) * np.sign(u[:, 1:] - 0.5), ["bent", "turn"], 20, seed=1)
    assert found.mu_star[0, 0] > 2.0 * abs(found.mu[0, 0])
    assert found.sigma[0, 0] > 0.0


def test_the_leader_of_every_output_is_kept_before_the_runners_up_of_a_loud_one() -> None:
    slopes = np.array([[100.0, 90.0, 80.0, 0.0], [0.0, 0.0, 0.0, 0.001]]).T
    found = screen(lambda u: u @ slopes, list("abcd"), 3, seed=1)
    assert most_important(found, 2).tolist() == [0, 3]
    assert most_important(found, 3).tolist() == [0, 1, 3]
    assert most_important(found, 9).tolist() == [0, 1, 2, 3]


def test_a_constant_output_has_no_indices_and_no_effects() -> None:
    def constant(u):
        return np.column_stack([np.full(len(u), 7.0), u[:, 0]])

    found = variance_indices(constant, ["a", "b"], [0], 64, seed=1)
    assert np.isnan(found.total[:, 0]).all()
    assert found.total[0, 1] == pytest.approx(1.0, abs=0.1)
    np.testing.assert_array_equal(screen(constant, ["a", "b"], 3, seed=1).mu_star[:, 0], 0.0)


def test_a_failed_point_costs_its_row_and_nothing_else() -> None:
    """Values are placed so that a row used in spite of its failed point would make everything nan."""

    def broken(u):
        y = g_function(u)
        y[7] = np.nan
        return y

    whole = variance_indices(g_function, list("abcde"), range(5), 1024, seed=1)
    found = variance_indices(broken, list("abcde"), range(5), 1024, seed=1)
    assert found.samples.tolist() == [1023]
    np.testing.assert_allclose(found.total, whole.total, atol=0.02)
    screened = screen(broken, list("abcde"), 8, seed=1)
    assert screened.trajectories.tolist() == [7]
    assert np.isfinite(screened.mu_star).all()


def test_effects_within_their_error_attract_no_place() -> None:
    """The first output has noise alone, in a and b; c and d move the second, and c is the smaller of the two."""
    sizes = np.array([[0.07, 0.0], [0.07, 0.0], [0.0, 0.3], [0.0, 0.4]])
    errors = np.array([[0.11, 0.0], [0.11, 0.0], [0.0, 0.1], [0.0, 0.1]])
    found = Screening(tuple("abcd"), sizes, sizes, sizes, errors, np.array([10, 10]))
    assert most_important(found, 1).tolist() == [3]
    assert most_important(found, 2).tolist() == [2, 3]
    assert most_important(found, 3).tolist() == [0, 2, 3]
