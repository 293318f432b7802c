"""Prior predictive check: a fit to data that the model cannot produce is refused.

Two looks: the Mahalanobis distance of the published statistics among those of the simulated histories, and the rank of
each statistic alone. Both are read as shares of simulated histories that lie at least as far out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analyses.calibrate.training import Floats, Training
from sim.display import Displayed
from sim.errors import InputError, Text

LEAST_SHARE = 0.002  # of simulated histories further out than the record, below which the fit is refused


@dataclass(frozen=True, eq=False)
class PredictiveCheck(Displayed):
    """``share``: histories whose distance is at least the record's; ``rank`` float64[q]: share of histories below each
    published statistic; ``distance``: Mahalanobis distance of the record; ``names``: of the statistics."""

    names: tuple[str, ...]
    share: float
    rank: Floats
    distance: float

    def require(self) -> None:
        """Raise InputError naming the statistic that is furthest out when the record is not contained."""
        tails = 2.0 * np.minimum(self.rank, 1.0 - self.rank)
        if not self.names or (self.share >= LEAST_SHARE and tails.min() >= LEAST_SHARE):
            return
        worst = int(np.argmin(tails))
        if tails[worst] < LEAST_SHARE:
            problem = "the model does not produce this figure under its prior, so no fit is made"
            rank = Text("rank {rank:.2f} % among simulated histories", rank=100.0 * self.rank[worst])
            allowed = Text("a tail of {share:g} % at least", share=100.0 * LEAST_SHARE)
        else:
            problem = "the model does not produce these figures together under its prior, so no fit is made; furthest"
            rank = Text("distance {distance:.1f}, beyond {share:.2f} % of simulated histories", distance=self.distance,
                        share=100.0 * (1.0 - self.share))  # fmt: skip
            allowed = Text("{share:g} % further out at least", share=100.0 * LEAST_SHARE)
        raise InputError(problem, key=self.names[worst], value=rank, allowed=allowed)


def prior_predictive(names: tuple[str, ...], training: Training, x: Floats) -> PredictiveCheck:
    """Hold the published statistics ``x`` float64[q] against the simulated ones, weighted by the bounds."""
    if not names:
        return PredictiveCheck(names, 1.0, np.zeros(0), 0.0)
    weight = training.weight / training.weight.sum()
    rank = weight @ (training.x < x)
    middle = weight @ training.x
    centred = training.x - middle
    covariance = (centred * weight[:, None]).T @ centred
    inverse = np.linalg.pinv(covariance, hermitian=True)
    far = np.einsum("ij,jk,ik->i", centred, inverse, centred)
    observed = float((x - middle) @ inverse @ (x - middle))
    return PredictiveCheck(names, float(weight @ (far >= observed)), rank, float(np.sqrt(observed)))
