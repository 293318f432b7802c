"""Training pairs from history runs and the figures published by a day: points become statistics, bounds weights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import scipy

from sim.analyses.calibrate.history import Histories, Setting
from sim.analyses.calibrate.observations import HALF, Observation
from sim.analyses.calibrate.targets import log_state, probit
from sim.analyses.calibrate.training import Floats, Training
from sim.display import Displayed
from sim.inputs.parameters.keyed import uniforms


@dataclass(frozen=True, eq=False)
class Data(Displayed):
    """What a fit made on ``until`` knows: ``points`` and their values ``x`` float64[q] (logs), and ``bounds``."""

    until: date
    points: tuple[Observation, ...]
    bounds: tuple[Observation, ...]

    @property
    def x(self) -> Floats:
        """float64[q]: logarithms of the published points."""
        return np.array([observation.log for observation in self.points])


def data_until(setting: Setting, until: date) -> Data:
    """The observations that a fit of that day may see; later rows are not touched."""
    known = setting.observations.fitted(until)
    points = tuple(observation for observation in known if observation.bound == "point")
    return Data(until, points, tuple(observation for observation in known if observation.bound != "point"))


def logs(values: Floats) -> Floats:
    """The model's numbers on the scale on which figures are compared."""
    return np.log(np.maximum(values, 0.0) + HALF)


def published(setting: Setting, histories: Histories, seed: int, chosen: tuple[Observation, ...]) -> Floats:
    """float64[n, len(chosen)]: the model's logs with errors of observation, each keyed by run and row."""
    exact = logs(histories.values[:, setting.observations.columns(chosen)])
    if not chosen:
        return exact
    unit = uniforms(seed, 0, int(histories.draw.max()) + 1, [f"error of {observation.id}" for observation in chosen])
    return exact + np.array([observation.error for observation in chosen]) * scipy.special.ndtri(unit[histories.draw])


def bound_weights(setting: Setting, histories: Histories, bounds: tuple[Observation, ...]) -> Floats:
    """float64[n]: probability that all bounds hold in each run, errors of observation included."""
    weight = np.ones(len(histories.draw))
    for column, row in zip(setting.observations.columns(bounds), bounds, strict=True):
        above = (logs(histories.values[:, column]) - row.log) / row.error
        weight *= scipy.special.ndtr(above if row.bound == "lower" else -above)
    return weight


def drawn_scores(setting: Setting, histories: Histories, seed: int, names: tuple[str, ...]) -> Floats:
    """float64[n, k]: probit scores of parameters ``names`` in each run."""
    columns = [setting.table.column(name) for name in names]
    theta = setting.table.draw(seed, int(histories.draw.max()) + 1)[histories.draw][:, columns]
    return probit(setting.table, names, theta)


def end_states(setting: Setting, histories: Histories, seed: int, data: Data) -> Floats:
    """float64[n, S]: logs of the states in which the histories end, on the scale of the fit.

    A state whose base was known stands at the published figure, with an error keyed by run and row, and has moved
    since by what it moves in the run. Where the figure was not yet known it is the run's own level.
    """
    logs_at_end = log_state(histories.states)
    moved = logs_at_end - log_state(histories.bases)
    for column, state in enumerate(setting.targets.states.values()):
        base = setting.base(state)
        if base is not None and base.known(data.until):
            unit = uniforms(seed, 0, int(histories.draw.max()) + 1, [f"start from {base.id}"])[histories.draw, 0]
            logs_at_end[:, column] = base.log + base.error * scipy.special.ndtri(unit) + moved[:, column]
    return logs_at_end


def training_pairs(setting: Setting, histories: Histories, seed: int, data: Data) -> Training:
    """Statistics against parameters, nuisances and states, in the order of ``FitTargets``."""
    z = drawn_scores(setting, histories, seed, setting.targets.drawn)
    return Training(
        published(setting, histories, seed, data.points),
        np.column_stack([z, end_states(setting, histories, seed, data)]),
        bound_weights(setting, histories, data.bounds),
    )
