"""A record that the model cannot produce stops the fit and is named."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.calibrate.predictive import prior_predictive
from sim.analyses.calibrate.training import Training
from sim.errors import InputError

NAMES = ("series:a", "series:b")


@pytest.fixture(scope="module")
def training() -> Training:
    """Two statistics that nearly agree."""
    random = np.random.default_rng(1)
    common = random.standard_normal(5000)
    x = np.column_stack([common, common + 0.1 * random.standard_normal(5000)])
    return Training(x, common[:, None], np.ones(5000))


def test_a_record_within_the_prior_predictive_passes(training: Training) -> None:
    check = prior_predictive(NAMES, training, np.array([0.5, 0.6]))
    check.require()
    assert check.rank == pytest.approx([0.69, 0.72], abs=0.03)


def test_one_figure_out_of_reach_is_named(training: Training) -> None:
    with pytest.raises(InputError, match="series:b"):
        prior_predictive(NAMES, training, np.array([0.0, 9.0])).require()


def test_figures_that_only_together_are_impossible_are_refused(training: Training) -> None:
    """Each is ordinary, but they differ by fifteen standard deviations of their difference."""
    check = prior_predictive(NAMES, training, np.array([0.75, -0.75]))
    assert 0.1 < check.rank.min() < check.rank.max() < 0.9
    with pytest.raises(InputError, match="together"):
        check.require()


def test_without_statistics_there_is_nothing_to_refuse() -> None:
    empty = Training(np.zeros((10, 0)), np.zeros((10, 1)), np.ones(10))
    check = prior_predictive((), empty, np.zeros(0))
    check.require()
    assert (check.share, check.distance) == (1.0, 0.0)
