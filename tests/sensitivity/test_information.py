"""Value of information against closed forms, and silence where there is nothing to know."""

from __future__ import annotations

from math import erf, exp, pi, sqrt

import numpy as np
import pytest

from sim.analyses.sensitivity.information import decision_worth, spline_basis, variance_worth

N = 4000


def normal_evppi(mean: float, slope: float) -> float:
    """Two actions, gain of the second ``mean + slope * x``, x standard normal: E max(0, gain) - max(0, mean)."""
    z = mean / slope
    density, below = exp(-z * z / 2.0) / sqrt(2.0 * pi), 0.5 * (1.0 + erf(z / sqrt(2.0)))
    return mean * below + slope * density - max(0.0, mean)


def world(seed: int):
    rng = np.random.default_rng(seed)
    x, null = rng.normal(size=N), rng.normal(size=N)
    return x, null, rng.normal(size=N)


@pytest.mark.parametrize(("mean", "slope"), [(0.0, 1.0), (0.5, 1.0), (-0.3, 0.5)])
def test_two_normal_actions(mean: float, slope: float) -> None:
    """Standard error over 40 such worlds: 0.018 or less, bias below 0.014 (raw, where both means are equal); 0.06 is
    three standard errors."""
    x, null, noise = world(1)
    bases = {"null": spline_basis(null), "known": spline_basis(x)}
    worths = decision_worth(bases, (mean + slope * x + 2.0 * noise)[:, None], seed=1)
    assert [one.parameter for one in worths] == ["known", "null"]
    assert worths[0].value == pytest.approx(normal_evppi(mean, slope), abs=0.06)
    assert worths[0].shown
    assert worths[1].value == 0.0
    assert not worths[1].shown


def test_a_null_parameter_has_no_bias_and_is_seldom_shown() -> None:
    """40 worlds without anything to know, 3 parameters each: shown in 5 % of the worlds; 8 or more have a chance below
    1 in 1,000. The raw estimate is biased upwards by what is found by chance; what is not shown counts for nothing."""
    shown, raw, chance, value = 0, [], [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        bases = {str(k): spline_basis(rng.normal(size=300)) for k in range(3)}
        worths = decision_worth(bases, rng.normal(size=(300, 1)), seed)
        shown += any(one.shown for one in worths)
        raw += [one.raw for one in worths]
        chance += [one.by_chance for one in worths]
        value += [one.value for one in worths]
    assert shown <= 7
    assert np.mean(raw) > 0.02
    assert np.mean(chance) == pytest.approx(np.mean(raw), rel=0.1)
    assert np.mean(value) < 0.2 * np.mean(raw)


def test_a_choice_that_never_changes_is_worth_nothing() -> None:
    x, _, noise = world(2)
    worths = decision_worth({"x": spline_basis(x)}, (50.0 + x + noise)[:, None], seed=1)
    assert (worths[0].value, worths[0].shown) == (0.0, False)
    same = decision_worth({"x": spline_basis(x)}, np.zeros((N, 1)), seed=1)
    assert (same[0].raw, same[0].shown) == (0.0, False)


def test_more_than_two_actions() -> None:
    """Gains x and -x: knowing x gives E|x| = sqrt(2 / pi)."""
    x, _, _ = world(3)
    worths = decision_worth({"x": spline_basis(x)}, np.column_stack([x, -x]), seed=1)
    assert worths[0].value == pytest.approx(sqrt(2.0 / pi), abs=0.03)


def test_the_share_of_variance_that_goes() -> None:
    """Met when x + noise > 0: E[met | x] = Phi(x), uniform, of variance 1/12: a third of 1/4."""
    x, null, noise = world(4)
    met = (x + noise > 0.0).astype(float)
    worths = variance_worth({"x": spline_basis(x), "null": spline_basis(null)}, met, 0.25, seed=1)
    assert worths[0].parameter == "x"
    assert worths[0].value == pytest.approx(1.0 / 3.0, abs=0.04)
    assert (worths[0].shown, worths[1].shown) == (True, False)


def test_a_parameter_with_two_values_has_two_columns() -> None:
    basis = spline_basis(np.repeat([0.0, 1.0], 50))
    assert basis.shape == (100, 2)
    np.testing.assert_allclose(basis.T @ basis, np.eye(2), atol=1e-12)


def test_a_bent_relation_is_followed() -> None:
    """y = x^2, of which a straight line would find nothing."""
    x, _, _ = world(5)
    worth = variance_worth({"x": spline_basis(x)}, x**2, float(np.var(x**2)), seed=1)[0]
    assert worth.value > 0.9
