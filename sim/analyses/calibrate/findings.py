"""Record of a calibration: the posterior and its diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.analyses.calibrate.gate import IDENTIFIED_FROM, Gate
from sim.analyses.calibrate.history import Setting
from sim.analyses.calibrate.pattern import SeriesPattern, pattern_faults, series_patterns
from sim.analyses.calibrate.predictive import PredictiveCheck
from sim.analyses.calibrate.statistics import Data
from sim.analyses.calibrate.targets import from_probit, state_of
from sim.analyses.calibrate.training import Floats
from sim.display import Displayed


@dataclass(frozen=True, eq=False)
class FitFindings(Displayed):
    """A posterior with its diagnostics.

    ``names``: columns in the order of ``FitTargets`` (parameters, nuisances, states); ``z`` float64[K, k]: posterior on
    the scale of the fit; ``prior_z`` float64[n, k]: the simulated prior; ``replicas`` float64[B, K, k]: posteriors
    of fits to resampled training sets; ``learning``: (histories learnt from, mean score over the
    prior's, identified columns only); ``prior_logs`` float64[n, Q] and ``posterior_logs`` float64[m, Q]: what would be
    published under prior and posterior for every observation used (``setting.observations.used``), as logs of
    number + 1/2; the posterior's histories are run again from its draws, with fresh luck. ``smoothed`` float64[m,
    Q + R]: the model's own numbers, luck included, given every figure: of all observations, then ``reported``; logs.
    ``others``: contraction of every other drawn parameter, by name; they keep their prior whatever it says.
    ``digests``: of a fit read from a folder, when it was saved; None for a new one.
    """

    FACTS = ("data.until", "runs", "seed", "names", "passed", "faults")

    setting: Setting
    data: Data
    names: tuple[str, ...]
    z: Floats
    prior_z: Floats
    prior_weight: Floats
    prior_logs: Floats
    posterior_logs: Floats
    smoothed: Floats
    check: PredictiveCheck
    gate: Gate
    replicas: Floats
    learning: tuple[tuple[int, float], ...]
    others: Mapping[str, float]
    runs: int
    seed: int
    digests: Mapping[str, str] | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """Sentences: faults of the two gates, and effects of money that the record seems to inform, which cannot be."""
        moved = [name for name in self.effects if self.others[name] >= IDENTIFIED_FROM]
        return (
            *self.gate.faults,
            *pattern_faults(self.patterns),
            *(f"{name}: an effect of money informed by a record without money" for name in moved),
        )

    @property
    def patterns(self) -> tuple[SeriesPattern, ...]:
        """How the fitted model misses each series of the record: level, trend, net growth."""
        points = self.data.points
        return series_patterns(points, self.setting.observations.columns(points), self.posterior_logs)

    @property
    def effects(self) -> tuple[str, ...]:
        """Parameters that are effects of money."""
        return tuple(row.name for row in self.setting.table if row.effect and row.name in self.others)

    @property
    def passed(self) -> bool:
        """Whether the fit may become the default."""
        return not self.faults

    def values(self, z: Floats) -> Floats:
        """Columns of ``z`` in natural units."""
        return natural(self.setting, z)


def natural(setting: Setting, z: Floats) -> Floats:
    """Columns in the order of ``FitTargets`` from the scale of the fit to natural units."""
    drawn = setting.targets.drawn
    return np.column_stack([from_probit(setting.table, drawn, z[:, : len(drawn)]), state_of(z[:, len(drawn) :])])


def carried_values(fit: FitFindings, z: Floats) -> Floats:
    """float64[K, c]: what a fitted set holds (parameters, then states) in natural units, from draws ``z``."""
    targets = fit.setting.targets
    values = natural(fit.setting, z)
    return values[:, [fit.names.index(name) for name in targets.carried]]


def column_names(setting: Setting) -> tuple[str, ...]:
    """Names of the columns of a fit."""
    return (*setting.targets.drawn, *setting.targets.states)
