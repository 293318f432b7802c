"""From finished histories to a fit: posterior draws, gate, the fit's own error, learning curve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.calibration.gate import Gate, run_gate
from sim.calibration.history import Histories, Setting, simulate_histories
from sim.calibration.predictive import PredictiveCheck, prior_predictive
from sim.calibration.regression import regression
from sim.calibration.statistics import Data, published, training_pairs
from sim.calibration.targets import from_probit, state_of
from sim.calibration.training import Engine, Floats, Training
from sim.forecast.runs import DONE

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
    the scale of the fit; ``prior_z`` float64[n, k]: the simulated prior; ``replicas`` float64[B, k, 2]: mean and mean
    square of each bootstrap replica of the posterior; ``learning``: (histories learnt from, mean score over the
    prior's, identified columns only); ``prior_logs`` float64[n, Q] and ``posterior_logs`` float64[m, Q]: what would be
    published under prior and posterior for every observation used (``setting.observations.used``), as logs of
    number + 1/2; the posterior's histories are run again from its draws.
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
    runs: int
    seed: int

    @property
    def passed(self) -> bool:
        """Whether it may become the default."""
        return not self.gate.faults

    def values(self, z: Floats) -> Floats:
        """Columns of ``z`` in natural units."""
        return natural(self.setting, z)


def natural(setting: Setting, z: Floats) -> Floats:
    """Columns in the order of ``FitTargets`` from the scale of the fit to natural units."""
    drawn = setting.targets.drawn
    return np.column_stack([from_probit(setting.table, drawn, z[:, : len(drawn)]), state_of(z[:, len(drawn) :])])


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
    say = report or (lambda stage: None)
    pairs = training_pairs(setting, histories, seed, data)
    seen = histories.draw < draws
    training = pairs.rows(np.flatnonzero(seen))
    unseen = pairs.rows(np.flatnonzero(~seen))
    check = prior_predictive(tuple(one.id for one in data.points), training, data.x)
    check.require()
    say("regression")
    fitted = engine(training)
    z = fitted.sample(data.x, DRAWS, seed)
    say("gate")
    gate = run_gate(column_names(setting), fitted, training, unseen, synthetic)
    say("bootstrap")
    moments = bootstrap(engine, training, data.x, replicas, seed)
    say("learning")
    curve = learning_curve(engine, training, unseen, gate)
    say("predictive")
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
        replicas=moments,
        learning=curve,
        runs=draws,
        seed=seed,
    )


def posterior_predictive(setting: Setting, z: Floats, seed: int) -> Floats:
    """float64[m, Q]: histories run again from posterior draws, with fresh luck and fresh errors of observation."""
    fresh = seed + _FRESH
    theta = setting.table.draw(fresh, PREDICTIVE)
    rows = np.linspace(0, len(z) - 1, PREDICTIVE).astype(int)
    drawn = setting.targets.drawn
    theta[:, [setting.table.column(name) for name in drawn]] = natural(setting, z[rows])[:, : len(drawn)]
    made = simulate_histories(setting, theta, fresh, 0)
    done = made["status"] == DONE
    again = Histories(np.flatnonzero(done), made["values"][done], made["states"][done])
    return published(setting, again, fresh, setting.observations.used)


def bootstrap(engine: Engine, training: Training, x: Floats, replicas: int, seed: int) -> Floats:
    """float64[B, k, 2]: posterior mean and mean square of fits to resampled training sets: the fit's own error."""
    random = np.random.Generator(np.random.PCG64([seed, 1]))
    n = len(training.z)
    moments = []
    for _ in range(replicas):
        # counts as weights, not repeated rows: a leave-one-out error must leave all copies out
        counts = np.bincount(random.integers(0, n, n), minlength=n)
        z = engine(Training(training.x, training.z, training.weight * counts)).sample(x, DRAWS, seed)
        moments.append(np.stack([z.mean(axis=0), (z * z).mean(axis=0)], axis=1))
    return np.array(moments)


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
