"""Synthetic histories around the real record: fast, and with a truth that a fit can find."""

from __future__ import annotations

import numpy as np

from sim.analyses.calibrate.history import Histories, Setting


def synthetic_histories(setting: Setting, runs: int, seed: int) -> Histories:
    """Each statistic lies around its published figure; its logarithm moves with the fitted parameters."""
    from sim.analyses.calibrate.statistics import drawn_scores

    used = setting.observations.used
    draw = np.arange(runs)
    blank = Histories(draw, np.zeros((runs, len(used))), np.zeros((runs, 0)), np.zeros((runs, 0)), np.zeros((runs, 0)))
    z = drawn_scores(setting, blank, seed, setting.targets.drawn)
    random = np.random.default_rng(seed)
    loads = np.random.default_rng(7).normal(0.0, 0.25, (z.shape[1], len(used)))
    # bounds lie where about half of all histories keep them
    centre = np.array([one.log for one in used])
    logs = centre + z @ loads + 0.1 * random.standard_normal((runs, len(used)))
    middle = np.array([3.7, 5.9, 5.7, 11.3, 9.7, 10.4, -1.9])
    states = np.exp(middle + 0.2 * z[:, :7] + 0.05 * random.standard_normal((runs, 7)))
    bases = states * np.exp(0.05 * random.standard_normal((runs, 7)) - 0.1)
    return Histories(
        draw, np.maximum(np.exp(logs) - 0.5, 0.0), states, bases, 100.0 * np.ones((runs, len(setting.targets.reported)))
    )
