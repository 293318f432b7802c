"""The fit from finished history runs: posterior draws, gate, bootstrap error, learning curve."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.analyses.calibrate.findings import column_names, natural
from sim.analyses.calibrate.gate import Gate, contraction, run_gate
from sim.analyses.calibrate.history import Histories, Setting, simulate_histories
from sim.analyses.calibrate.predictive import prior_predictive
from sim.analyses.calibrate.regression import regression
from sim.analyses.calibrate.result import Fit
from sim.analyses.calibrate.statistics import Data, drawn_scores, logs, published, training_pairs
from sim.analyses.calibrate.training import Engine, Floats, Training
from sim.study.design import Design, seeds_of

DRAWS = 2000
REPLICAS = 20
HISTORIES = 1000  # synthetic ones of the gate
PREDICTIVE = 400  # histories run again from the posterior
_FRESH = 1_000_003  # added to the seed: luck that no fit has seen
_STEPS = (16, 8, 4, 2, 1)  # learning curve: parts of the training set

Report = Callable[[str], None]


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
    check = prior_predictive(tuple(point.id for point in data.points), training, data.x)
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
    told = np.column_stack([histories.values, histories.reported])
    explained = Training(pairs.x, logs(told), pairs.weight).rows(np.flatnonzero(seen))
    smoothed = engine(explained).sample(data.x, PREDICTIVE, seed)
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
        smoothed=smoothed,
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
    samples = []
    for _ in range(replicas):
        # counts as weights, not repeated rows: a leave-one-out error must leave all copies out
        counts = np.bincount(random.integers(0, n, n), minlength=n)
        samples.append(engine(Training(training.x, training.z, training.weight * counts)).sample(x, DRAWS, seed))
    return np.array(samples)


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
