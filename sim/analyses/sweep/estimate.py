"""Estimate of the cost of a sweep before it runs: runs, work units, wall time, disk."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sim.analyses.sweep.experiment import SweepExperiment
from sim.analyses.sweep.work import sample_runs

_PROBE = 8  # runs


@dataclass(frozen=True)
class Estimate:
    """``seconds``: wall time of the ``units_left`` on ``workers`` cores, from a few runs on this machine; ``bytes``: of
    the whole result on disk."""

    points: int
    runs: int
    units: int
    units_left: int
    seconds: float
    bytes: int
    workers: int


def estimate(experiment: SweepExperiment, units_left: int, workers: int) -> Estimate:
    """Time a few runs of the first point (one thread, after compilation) and reckon the rest from them."""
    layout = experiment.layout
    number = min(_PROBE, layout.runs_a_point)
    sample_runs(experiment, 1)
    start = time.perf_counter()
    sample_runs(experiment, number)
    each = (time.perf_counter() - start) / number
    left = min(units_left * layout.unit_runs, layout.runs)
    return Estimate(layout.points, layout.runs, layout.units, units_left, each * left / workers, layout.bytes, workers)
