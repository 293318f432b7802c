"""From finished histories to a fit: posterior draws, gate, the fit's own error, learning curve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.calibration.gate import IDENTIFIED_FROM, Gate, contraction, run_gate
from sim.calibration.history import Histories, Setting, simulate_histories
from sim.calibration.predictive import PredictiveCheck, prior_predictive
from sim.calibration.regression import regression
from sim.calibration.statistics import Data, drawn_scores, published, training_pairs
from sim.calibration.targets import from_probit, state_of
from sim.calibration.training import Engine, Floats, Training
from sim.study.design import Design, seeds_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWS = 2000
REPLICAS = 20
HISTORIES = 1000  # synthetic ones of the gate
PREDICTIVE = 400  # histories run again from the posterior
_FRESH = 1_000_003  # added to the seed: luck that no fit has seen
_STEPS = (16, 8, 4, 2, 1)  # learning curve: parts of the training set

Report = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Fit:
    """A posterior and all that says how far to believe it.

    ``names``: columns in the order of ``FitTargets`` (parameters, nuisances, states); ``z`` float64[K, k]: posterior on
    the scale of the fit; ``prior_z`` float64[n, k]: the simulated prior; ``replicas`` float64[B, K, k]: posteriors
    of fits to resampled training sets; ``learning``: (histories learnt from, mean score over the
    prior's, identified columns only); ``prior_logs`` float64[n, Q] and ``posterior_logs`` float64[m, Q]: what would be
    published under prior and posterior for every observation used (``setting.observations.used``), as logs of
    number + 1/2; the posterior's histories are run again from its draws. ``others``: contraction of every other drawn
    parameter, by name; they keep their prior whatever it says.
    """

    setting: Setting
    data: Data
    names: tuple[str, ...]
    z: Floats
    prior_z: Floats
    prior_weight: Floats
    prior_logs: Floats
    posterior_logs: Floats
    check: PredictiveCheck
    gate: Gate
    replicas: Floats
    learning: tuple[tuple[int, float], ...]
    others: Mapping[str, float]
    runs: int
    seed: int

    @property
    def faults(self) -> tuple[str, ...]:
        """What fails: the gate's faults, and effects of money that the record seems to inform, which cannot be."""
        moved = [name for name in self.effects if self.others[name] >= IDENTIFIED_FROM]
        return (
            *self.gate.faults,
            *(f"{name}: an effect of money informed by a record without money" for name in moved),
        )

    @property
    def effects(self) -> tuple[str, ...]:
        """Parameters that are effects of money."""
        return tuple(row.name for row in self.setting.table if row.effect and row.name in self.others)

    @property
    def passed(self) -> bool:
        """Whether it may become the default."""
        return not self.faults

    def values(self, z: Floats) -> Floats:
        """Columns of ``z`` in natural units."""
        return natural(self.setting, z)

    def plot(self, path: str | Path | None = None, lang: str | None = None, kind: str = "prior-posterior") -> Figure:
        """What the record taught, written to ``path`` where one is given.

        ``kind``: another picture, see ``sim.charts.kinds.RESULTS``. Raises InputError.
        """
        from sim.charts.save import draw

        return draw(self, path, lang, kind)


def natural(setting: Setting, z: Floats) -> Floats:
    """Columns in the order of ``FitTargets`` from the scale of the fit to natural units."""
    drawn = setting.targets.drawn
    return np.column_stack([from_probit(setting.table, drawn, z[:, : len(drawn)]), state_of(z[:, len(drawn) :])])


def carried_values(fit: Fit, z: Floats) -> Floats:
    """float64[K, c]: what a fitted set holds (parameters, then states) in natural units, from draws ``z``."""
    targets = fit.setting.targets
    values = natural(fit.setting, z)
    return values[:, [fit.names.index(name) for name in targets.carried]]


def column_names(setting: Setting) -> tuple[str, ...]:
    """Names of the columns of a fit."""
    return (*setting.targets.drawn, *setting.targets.states)


def fit_histories(
    setting: Setting,
    histories: Histories,
    data: Data,
    draws: int,
    seed: int,
    *,
    engine: Engine = regression,
    synthetic: int = HISTORIES,
    replicas: int = REPLICAS,
    report: Report | None = None,
) -> Fit:
    """Fit what was published by ``data.until``; draws from ``draws`` on are unseen and serve the gate.

    Raises InputError when the prior predictive does not contain the record, naming the statistic.
    """
    tell = report or (lambda stage: None)
    pairs = training_pairs(setting, histories, seed, data)
    seen = histories.draw < draws
    training = pairs.rows(np.flatnonzero(seen))
    unseen = pairs.rows(np.flatnonzero(~seen))
    check = prior_predictive(tuple(one.id for one in data.points), training, data.x)
    check.require()
    tell("regression")
    fitted = engine(training)
    z = fitted.sample(data.x, DRAWS, seed)
    tell("gate")
    gate = run_gate(column_names(setting), fitted, training, unseen, synthetic)
    tell("bootstrap")
    again = bootstrap(engine, training, data.x, replicas, seed)
    tell("learning")
    curve = learning_curve(engine, training, unseen, gate)
    tell("others")
    names, scores = other_scores(setting, histories, seed)
    apart = Training(pairs.x, scores, pairs.weight)
    others = contraction(engine(apart.rows(np.flatnonzero(seen))), apart.rows(np.flatnonzero(~seen)))
    tell("predictive")
    prior_logs = published(setting, histories, seed, setting.observations.used)[seen]
    return Fit(
        setting=setting,
        data=data,
        names=column_names(setting),
        z=z,
        prior_z=training.z,
        prior_weight=training.weight,
        prior_logs=prior_logs,
        posterior_logs=posterior_predictive(setting, z, seed),
        check=check,
        gate=gate,
        replicas=again,
        learning=curve,
        others={name: float(value) for name, value in zip(names, others, strict=True)},
        runs=draws,
        seed=seed,
    )


def other_scores(setting: Setting, histories: Histories, seed: int) -> tuple[tuple[str, ...], Floats]:
    """Names and probit scores float64[n, r] of the drawn parameters that no fit estimates."""
    names = tuple(
        row.name
        for row in setting.table
        if row.name not in setting.targets.drawn and row.law.support[0] < row.law.support[1]
    )
    return names, drawn_scores(setting, histories, seed, names)


def posterior_predictive(setting: Setting, z: Floats, seed: int) -> Floats:
    """float64[m, Q]: histories run again from posterior draws, with fresh luck and fresh errors of observation."""
    fresh = seed + _FRESH
    theta = setting.table.draw(fresh, PREDICTIVE)
    rows = np.linspace(0, len(z) - 1, PREDICTIVE).astype(int)
    drawn = setting.targets.drawn
    theta[:, [setting.table.column(name) for name in drawn]] = natural(setting, z[rows])[:, : len(drawn)]
    again = simulate_histories(setting, Design(theta, seeds_of(fresh, np.arange(PREDICTIVE))))
    return published(setting, again, fresh, setting.observations.used)


def bootstrap(engine: Engine, training: Training, x: Floats, replicas: int, seed: int) -> Floats:
    """float64[B, K, k]: posterior draws of fits to resampled training sets, whose differences are the fit's error."""
    random = np.random.Generator(np.random.PCG64([seed, 1]))
    n = len(training.z)
    made = []
    for _ in range(replicas):
        # counts as weights, not repeated rows: a leave-one-out error must leave all copies out
        counts = np.bincount(random.integers(0, n, n), minlength=n)
        made.append(engine(Training(training.x, training.z, training.weight * counts)).sample(x, DRAWS, seed))
    return np.array(made)


def learning_curve(engine: Engine, training: Training, unseen: Training, gate: Gate) -> tuple[tuple[int, float], ...]:
    """Mean score over the prior's of the identified columns, for growing parts of the training set."""
    curve = []
    chosen = gate.identified
    for step in _STEPS:
        part = training.rows(np.arange(len(training.z) // step))
        if len(part.z) < 10 * (part.x.shape[1] + 1):
            continue
        scores = gate.score if step == 1 else run_gate(gate.names, engine(part), part, unseen, gate.histories).score
        curve.append((len(part.z), float(scores[chosen].mean()) if chosen.any() else 1.0))
    return tuple(curve)
