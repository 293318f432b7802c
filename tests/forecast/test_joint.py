"""Identities of the joint line, and dependence that multiplying would miss."""

import numpy as np
import pytest

from sim.study.probabilities import Declared, joint

NONE = Declared((), 0.0, 0.0)


def line(hits, draw=None):
    names = [f"t{i}" for i in range(hits.shape[1])]
    return joint(names, hits, np.arange(len(hits)) // 2 if draw is None else draw, (), NONE)


@pytest.fixture(scope="module")
def hits():
    rng = np.random.default_rng(5)
    return rng.random((500, 5)) < rng.beta(2, 2, (500, 1))


def test_the_expected_number_is_the_sum_of_the_shares(hits):
    assert line(hits).expected_met == pytest.approx(hits.mean(axis=0).sum(), abs=1e-12)


def test_the_distribution_of_the_number_agrees_with_its_mean_and_its_end(hits):
    found = line(hits)
    assert sum(found.number_met) == pytest.approx(1.0)
    assert sum(k * share for k, share in enumerate(found.number_met)) == pytest.approx(found.expected_met)
    assert found.number_met[-1] == pytest.approx(found.all_met.raw)
    assert len(found.number_met) == 6


def test_pairs_are_symmetric_bounded_and_carry_the_shares(hits):
    pairs = np.array(line(hits).pairs)
    single = hits.mean(axis=0)
    assert np.array_equal(pairs, pairs.T)
    assert np.allclose(np.diag(pairs), single)
    assert (pairs <= np.minimum.outer(single, single) + 1e-12).all()
    assert (pairs >= np.maximum(0, np.add.outer(single, single) - 1) - 1e-12).all()


def test_shared_fate_is_counted_not_multiplied():
    same = np.repeat(np.arange(400)[:, None] % 2 == 0, 6, axis=1)
    found = line(same, np.arange(400))
    assert found.all_met.value == pytest.approx(0.5, abs=0.01)
    assert found.number_met == (0.5, 0, 0, 0, 0, 0, 0.5)


def test_all_met_is_never_zero_or_one(hits):
    never = line(np.zeros((100, 3), bool))
    always = line(np.ones((100, 3), bool))
    assert 0 < never.all_met.value < 0.02
    assert 0.98 < always.all_met.value < 1
    assert (never.expected_met, always.expected_met) == (0, 3)


def test_nothing_to_join_is_refused():
    with pytest.raises(ValueError, match="class A or B"):
        line(np.zeros((10, 0), bool))
