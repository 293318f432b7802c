"""Runs with the draws and seeds of a forecast: the share of variance due to chance, the baseline of differences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.forecast.structure import Structure
from sim.analyses.forecast.uncertainty import VarianceSplit, variance_split
from sim.analyses.sensitivity.common_numbers import Floats, outputs_of
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import Design, forecast_runs
from sim.study.inputs import Inputs
from sim.study.paired import finished_pairs
from sim.study.probabilities import PERCENT_OF_NUMBER, met
from sim.study.record import REPLICATES
from sim.study.study import Study


@dataclass(frozen=True, eq=False)
class UsualRuns:
    """n runs, two a draw: ``design`` under ``inputs``, ``ends`` float64[n, M], nan where failed."""

    inputs: Inputs
    design: Design
    ends: Floats

    @property
    def done(self) -> NDArray[np.bool_]:
        """bool[n]: which runs finished."""
        return np.isfinite(self.ends.sum(axis=1))

    def outputs(self, targets: Sequence[str]) -> Floats:
        """float64[n, 2 T]: counts of ``targets``, then whether each is met."""
        return outputs_of(self.inputs, self.ends, targets)


def usual_runs(study: Study, inputs: Inputs, runs: int, seed: int) -> UsualRuns:
    """The runs of ``sim.forecast(..., runs, seed)``, of which the last month is kept. Raises Interrupted on Ctrl-C."""
    design = forecast_runs(inputs, runs, seed).drawn()
    return UsualRuns(inputs, design, study.ends(design, inputs))


def chance_share(values: Floats) -> float | None:
    """Share of the variance of ``values`` float64[n] (two replicates a draw) that is between replicates of a draw.

    One-way analysis of variance: unbiased components, the one between draws at least 0. None where nothing varies.
    """
    pairs = finished_pairs(values)
    if len(pairs) < 2:
        return None
    within = float(np.mean((pairs[:, 0] - pairs[:, 1]) ** 2) / 2.0)
    between = max(float(np.cov(pairs[:, 0], pairs[:, 1])[0, 1]), 0.0)
    return within / (within + between) if within + between > 0.0 else None


def split_of(runs: UsualRuns, target: str, structure: Structure | None) -> VarianceSplit | None:
    """What the variance of "met" of one target is made of; None where nothing varies."""
    inputs, done = runs.inputs, runs.done
    planned = inputs.plan.targets[inputs.plan.target_index[target]]
    choice = inputs.allocation.readings[target]
    percent = PERCENT_OF_NUMBER[choice.tolerance]
    ends = runs.ends[done]
    readings = [
        float(met(ends[:, METRIC_INDEX[reading.metric]], choice.number, percent).mean()) for reading in planned.readings
    ]
    hits = runs.outputs([target])[done, 1] > 0.5
    draw = (np.arange(len(runs.ends)) // REPLICATES)[done]
    return variance_split(hits, draw, readings, None if structure is None else structure.shares[target])
