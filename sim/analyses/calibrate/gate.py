"""Simulation-based calibration: is the posterior honest on synthetic histories whose truth is known?

Histories that the engine has not seen take the place of the record. For each, the rank of the true value in the
posterior must be uniform (Talts et al. 2018), intervals must cover what they promise, and the score must beat the
prior's wherever the record informs at all. Tests over many parameters are held to 5 per cent together (Holm 1979).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from sim.analyses.calibrate.regression import sample_crps
from sim.analyses.calibrate.training import Amortised, Floats, Training
from sim.display import Displayed

LEVELS = (0.5, 0.8, 0.9)
IDENTIFIED_FROM = 0.05  # contraction on unseen histories from which a parameter counts as informed by the record
AVERAGE_COVERAGE = (0.88, 0.92)  # of nominal 90 per cent over the identified
_ALPHA = 0.05
_PRIOR_SCORE = 1.02  # a parameter that is not informed may not score worse than its prior by more than this


@dataclass(frozen=True, eq=False)
class Gate(Displayed):
    """Results on m synthetic histories, for k columns named ``names``.

    ``contraction``: 1 less the variance of the error of the posterior mean over the variance of the truth, never below
    0; ``coverage`` float64[k, 3] of 50, 80 and 90 % intervals; ``uniform``: p-value of the ranks; ``score``: mean CRPS
    over that of the prior; ``ranks`` float64[m, k].
    """

    names: tuple[str, ...]
    histories: int
    contraction: Floats
    coverage: Floats
    uniform: Floats
    score: Floats
    ranks: Floats

    @property
    def identified(self) -> np.ndarray:
        """bool[k]: informed by the record."""
        return self.contraction >= IDENTIFIED_FROM

    @property
    def average_coverage(self) -> float:
        """Coverage of nominal 90 per cent, averaged over the identified (nan when there are none)."""
        chosen = self.coverage[self.identified, LEVELS.index(0.9)]
        return float(chosen.mean()) if len(chosen) else float("nan")

    @property
    def faults(self) -> tuple[str, ...]:
        """What fails, in words; empty when the fit may become the default."""
        return (*self._significant("coverage"), *self._significant("ranks"), *self._average(), *self._scores())

    def _significant(self, what: str) -> tuple[str, ...]:
        chosen = np.flatnonzero(self.identified)
        if what == "ranks":
            values = self.uniform[chosen]
        else:
            hits = np.round(self.coverage[chosen, LEVELS.index(0.9)] * self.histories).astype(int)
            values = np.array([scipy.stats.binomtest(int(hit), self.histories, 0.9).pvalue for hit in hits])
        return tuple(
            f"{self.names[column]}: {what} off (p = {value:.1e}, nominal 90 % covered {self.coverage[column, 2]:.3f})"
            for column, value, bad in zip(chosen, values, holm(values, _ALPHA), strict=True)
            if bad
        )

    def _average(self) -> tuple[str, ...]:
        low, high = AVERAGE_COVERAGE
        # a reduced number of histories cannot tell 0.88 from 0.9: its own error is allowed on top
        slack = 1.96 * np.sqrt(0.09 / self.histories) if self.histories < 1000 else 0.0
        value = self.average_coverage
        if np.isnan(value) or low - slack <= value <= high + slack:
            return ()
        return (f"average coverage of nominal 90 % is {value:.3f}, not {low} to {high}",)

    def _scores(self) -> tuple[str, ...]:
        worse = np.where(self.identified, self.score >= 1.0, self.score > _PRIOR_SCORE)
        return tuple(f"{self.names[k]}: score {self.score[k]:.3f} of the prior's" for k in np.flatnonzero(worse))


def run_gate(names: Sequence[str], fitted: Amortised, training: Training, unseen: Training, histories: int) -> Gate:
    """Hold ``fitted`` against at most ``histories`` of the ``unseen``, accepted in proportion to their bound weights.

    ``training`` gives the prior under the bounds. Raises ValueError when no history is accepted.
    """
    accepted = unseen.rows(accept(unseen.weight)[:histories])
    ranks = fitted.ranks(accepted.x, accepted.z)
    score = fitted.crps(accepted.x, accepted.z).mean(axis=0)
    weight = training.weight / training.weight.sum()
    prior = np.array(
        [sample_crps(training.z[:, k], weight, accepted.z[:, k]).mean() for k in range(accepted.z.shape[1])]
    )
    coverage = np.column_stack([np.mean(np.abs(ranks - 0.5) <= level / 2.0, axis=0) for level in LEVELS])
    return Gate(
        tuple(names), len(ranks), contraction(fitted, accepted), coverage, uniformity(ranks), score / prior, ranks
    )


def contraction(fitted: Amortised, unseen: Training) -> Floats:
    """float64[k]: share of the variance of the truth that the posterior mean explains on unseen histories."""
    left = np.var(unseen.z - fitted.mean(unseen.x), axis=0) / np.var(unseen.z, axis=0)
    return np.clip(1.0 - left, 0.0, 1.0)


def accept(weight: Floats) -> np.ndarray:
    """Rows kept with probability in proportion to ``weight``: synthetic truths under the bounds. Evenly spread."""
    if not len(weight) or weight.max() <= 0.0:
        raise ValueError("no synthetic history agrees with the bounds")
    steps = np.floor(np.cumsum(weight / weight.max()) + 0.5)
    return np.flatnonzero(np.diff(steps, prepend=0.0) > 0.0)


def uniformity(ranks: Floats) -> Floats:
    """float64[k]: p-values of uniform ranks (Kolmogorov-Smirnov, one column at a time)."""
    return np.array([scipy.stats.kstest(ranks[:, column], "uniform").pvalue for column in range(ranks.shape[1])])


def holm(p: Floats, alpha: float) -> np.ndarray:
    """bool[k]: hypotheses that Holm's step-down procedure rejects at ``alpha`` together."""
    order = np.argsort(p)
    rejected = np.zeros(len(p), bool)
    for step, index in enumerate(order):
        if p[index] > alpha / (len(p) - step):
            break
        rejected[index] = True
    return rejected
