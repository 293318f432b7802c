"""Distributions: inverse, monotone, inside their support, and equal to scipy.stats where that has them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from sim.inputs.evidence import Evidence
from sim.inputs.parameters import Distribution, parse_distribution

U = np.linspace(0.001, 0.999, 999)

REFERENCES = {
    "normal(mu=2;sd=0.5)": stats.norm(2, 0.5),
    "lognormal(median=0.3479;sigma=0.279)": stats.lognorm(0.279, scale=0.3479),
    "beta(a=2.546;b=18.74)": stats.beta(2.546, 18.74),
    "beta(a=0.5;b=0.5)": stats.beta(0.5, 0.5),
    "gamma(shape=7.314;scale=0.8568)": stats.gamma(7.314, scale=0.8568),
    "gamma(shape=0.4;scale=2)": stats.gamma(0.4, scale=2),
    "uniform(low=-1;high=3)": stats.uniform(-1, 4),
    "normal(mu=0;sd=1;low=-0.5;high=2)": stats.truncnorm(-0.5, 2),
    "normal(mu=0;sd=1;low=1)": stats.truncnorm(1, np.inf),
}
WITHOUT_REFERENCE = (
    "twopiece_normal(mode=0.1;sd_left=0.075;sd_right=0.3)",
    "twopiece_normal(mode=0.1;sd_left=0.3;sd_right=0.075;low=-0.2;high=0.3)",
    "lognormal(median=0.5612;sigma=0.287;high=1)",
    "beta(a=4.397;b=2.689;low=0.2;high=0.9)",
    "gamma(shape=19.47;scale=2.495;low=10)",
)


@pytest.mark.parametrize("text", REFERENCES)
def test_like_scipy_stats(text: str) -> None:
    law, reference = parse_distribution(text), REFERENCES[text]
    x = law.from_unit(U)
    np.testing.assert_allclose(x, reference.ppf(U), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(law.to_unit(x), reference.cdf(x), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(law.logpdf(x), reference.logpdf(x), rtol=1e-8, atol=1e-10)
    assert law.mean() == pytest.approx(reference.mean(), rel=1e-10)
    assert law.support == pytest.approx(reference.support())
    assert law.quantile(0.05) == pytest.approx(reference.ppf(0.05))


@pytest.mark.parametrize("text", [*REFERENCES, *WITHOUT_REFERENCE])
def test_density_has_mass_one_and_gives_the_mean_and_the_distribution_function(text: str) -> None:
    law = parse_distribution(text)
    low, high = max(law.support[0], law.quantile(1e-12)), min(law.support[1], law.quantile(1 - 1e-12))
    middle = law.quantile(0.5)

    def integral(function, upto: float) -> float:
        inner = [point for point in (law.quantile(0.01), middle, 0.1) if low < point < upto]
        return integrate.quad(function, low, upto, points=inner, limit=300)[0]

    def density(x: float) -> float:
        return float(np.exp(law.logpdf(x)))

    assert integral(density, high) == pytest.approx(1.0, abs=2e-5)
    assert integral(density, middle) == pytest.approx(0.5, abs=2e-5)
    assert integral(lambda x: x * density(x), high) == pytest.approx(law.mean(), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("text", [*REFERENCES, *WITHOUT_REFERENCE, "spike(at=1;mass=0.4;then=normal(mu=1.05;sd=0.04))"])
def test_nothing_outside_the_support(text: str) -> None:
    law = parse_distribution(text)
    low, high = law.support
    for outside, share in ((low - 1, 0.0), (high + 1, 1.0)):
        if math.isfinite(outside):
            assert law.logpdf(outside) == -np.inf
            assert law.to_unit(outside) == share
            assert not law.contains(outside)
    draws = law.from_unit(np.linspace(0, 1, 1001)[1:-1])
    assert draws.min() >= low
    assert draws.max() <= high
    assert np.isnan(law.to_unit(np.nan))


number = st.floats(-5, 5, allow_nan=False)
scale = st.floats(0.05, 3)


def spelled(name: str, **keywords: float) -> str:
    return f"{name}({';'.join(f'{word}={value!r}' for word, value in keywords.items())})"


continuous = st.one_of(
    st.builds(lambda m, s: spelled("normal", mu=m, sd=s), number, scale),
    st.builds(lambda m, s: spelled("normal", mu=m, sd=s, low=m - s, high=m + 2 * s), number, scale),
    st.builds(lambda m, s: spelled("lognormal", median=m, sigma=s), scale, scale),
    st.builds(lambda m, s: spelled("lognormal", median=m, sigma=s, high=2 * m), scale, scale),
    st.builds(lambda a, b: spelled("beta", a=a, b=b), st.floats(0.5, 40), st.floats(0.5, 40)),
    st.builds(lambda a, b: spelled("gamma", shape=a, scale=b), st.floats(0.3, 40), scale),
    st.builds(lambda m, s: spelled("uniform", low=m, high=m + s), number, scale),
    st.builds(lambda m, a, b: spelled("twopiece_normal", mode=m, sd_left=a, sd_right=b), number, scale, scale),
    st.builds(lambda m, a, b: spelled("twopiece_normal", mode=m, sd_left=a, sd_right=b, low=m), number, scale, scale),
)
spiked = st.builds(
    lambda at, mass, then: f"spike(at={at!r};mass={mass!r};then={then})", number, st.floats(0.01, 0.99), continuous
)


@settings(max_examples=300, deadline=None)
@given(text=continuous, u=st.lists(st.floats(1e-4, 1 - 1e-4), min_size=2, max_size=20))
def test_there_and_back_and_increasing(text: str, u: list[float]) -> None:
    law = parse_distribution(text)
    shares = np.sort(u)
    x = law.from_unit(shares)
    np.testing.assert_allclose(law.to_unit(x), shares, atol=1e-9)
    assert np.all(np.diff(x) >= 0)
    assert np.all(np.isfinite(law.logpdf(x)))


@settings(max_examples=200, deadline=None)
@given(text=spiked, u=st.lists(st.floats(1e-4, 1 - 1e-4), min_size=2, max_size=20))
def test_a_spike_is_increasing_and_keeps_its_mass(text: str, u: list[float]) -> None:
    law = parse_distribution(text)
    x = law.from_unit(np.sort(u))
    assert np.all(np.diff(x) >= 0)
    np.testing.assert_allclose(law.from_unit(law.to_unit(x)), x, rtol=1e-6, atol=1e-7)
    grid = law.from_unit((np.arange(20000) + 0.5) / 20000)
    assert np.mean(grid == law.at) == pytest.approx(law.mass, abs=2e-4)  # type: ignore[attr-defined]
    assert law.mean() == pytest.approx(law.mass * law.at + (1 - law.mass) * law.then.mean())  # type: ignore[attr-defined]


def test_a_spike_by_hand() -> None:
    law = parse_distribution("spike(at=0;mass=0.4;then=uniform(low=-1;high=1))")
    np.testing.assert_allclose(law.from_unit([0.15, 0.29, 0.31, 0.5, 0.69, 0.85]), [-0.5, -1 / 30, 0, 0, 0, 0.5])
    np.testing.assert_allclose(law.to_unit([-1, -0.5, 0, 0.5, 1]), [0, 0.15, 0.5, 0.85, 1])
    np.testing.assert_allclose(law.logpdf([0, 0.5, 2]), [math.log(0.4), math.log(0.3), -np.inf])


def test_a_fixed_number_is_always_itself() -> None:
    law = parse_distribution("fixed( -2.5e-1 )")
    np.testing.assert_array_equal(law.from_unit([0, 0.3, 1]), [-0.25] * 3)
    np.testing.assert_array_equal(law.to_unit([-1, -0.25, 0]), [0, 0.5, 1])
    np.testing.assert_array_equal(law.logpdf([-0.25, 0]), [0, -np.inf])
    assert (law.mean(), law.support) == (-0.25, (-0.25, -0.25))


@pytest.mark.parametrize("u", [-0.1, 1.1, np.nan])
def test_a_share_outside_the_unit_interval(u: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        parse_distribution("normal(mu=0;sd=1)").from_unit([0.5, u])


def test_the_priors_can_be_read_and_hold_their_central_value_and_range(evidence: Evidence) -> None:
    for row in evidence.table("priors"):
        law: Distribution = parse_distribution(row.columns["distribution"], key=row.id)
        assert law.contains(row.number()), row.id
        if row.columns["distribution"].startswith("fixed"):
            continue
        low, high = float(row.columns["low"]), float(row.columns["high"])
        assert law.to_unit(low) == pytest.approx(0.05, abs=0.04), row.id
        assert law.to_unit(high) == pytest.approx(0.95, abs=0.04), row.id
