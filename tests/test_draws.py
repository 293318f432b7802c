"""The generator against published outputs, and against what a uniform law allows."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats

from sim.model.draws import normal_quantile, poisson_quantile, splitmix64, stream, uniform, uniform2

# Outputs of SplitMix64 seeded with 1234567, as printed by the reference implementation (Vigna, splitmix64.c).
KNOWN = (
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
)


def test_known_answers_of_splitmix64():
    assert tuple(int(splitmix64(1234567, i)) for i in range(len(KNOWN))) == KNOWN


@pytest.mark.parametrize("axis", ["who", "what", "month", "run", "pair"])
def test_uniform_along_every_axis(axis):
    """KS and lag-1 correlation at an error rate of 1e-4 each, on fixed keys: a failure is no accident."""
    key = stream(7, 3, 5)
    draw = {
        "who": lambda i: uniform(key, i, 4),
        "what": lambda i: uniform(key, 11, i),
        "month": lambda i: uniform(stream(7, 3, i), 11, 4),
        "run": lambda i: uniform(stream(7, i, 5), 11, 4),
        "pair": lambda i: uniform2(key, 11, i, 4),
    }[axis]
    u = np.array([draw(i) for i in range(20_000)])
    assert u.min() > 0.0
    assert u.max() < 1.0
    assert stats.kstest(u, "uniform").pvalue > 1e-4
    counts = np.histogram(u, 64, (0, 1))[0]
    assert stats.chisquare(counts).pvalue > 1e-4
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 3.9 / np.sqrt(len(u))


def test_streams_do_not_meet():
    keys = {stream(seed, run, month) for seed in range(20) for run in range(50) for month in range(-1, 36)}
    assert len(keys) == 20 * 50 * 37
    assert min(keys) >= 0


def test_identities_and_decisions_do_not_collide():
    key = stream(1, 0, 0)
    drawn = {uniform(key, who, what) for who in range(3000) for what in range(40)}
    assert len(drawn) == 3000 * 40


def test_normal_quantile_is_accurate():
    u = np.concatenate([np.linspace(1e-12, 1 - 1e-12, 4001), 10.0 ** -np.arange(1, 16)])
    mine = np.array([normal_quantile(x) for x in u])
    np.testing.assert_allclose(mine, special.ndtri(u), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("rate", [0.01, 0.7, 4.0, 60.0])
def test_poisson_quantile_is_the_inverse_of_the_distribution(rate):
    u = np.linspace(0.0005, 0.9995, 400)
    mine = np.array([poisson_quantile(rate, x) for x in u])
    assert (mine == stats.poisson.ppf(u, rate)).all()


def test_more_rate_adds_events_and_removes_none():
    for u in np.linspace(0.01, 0.99, 50):
        counts = [poisson_quantile(rate, u) for rate in np.linspace(0.0, 30.0, 60)]
        assert counts == sorted(counts)
