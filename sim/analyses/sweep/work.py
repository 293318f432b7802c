"""Work units: from the inputs of a job and the number of a unit to its array of results, and what all of them cost."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.experiment import Settings, SweepExperiment
from sim.engine.compiled.compilation import compiled_kernel
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import Design, Floats, seeds_of
from sim.study.engine import compiled
from sim.study.inputs import Inputs
from sim.study.provenance import code_digest, numeric_fingerprint

_SCENARIOS = 64  # kept by a worker
_PROBE = 8  # runs


class WorkerMismatchError(RuntimeError):
    """A worker runs other code or another numeric platform than the sweep; its numbers would not belong here."""


@dataclass(frozen=True, eq=False)
class Job:
    """What workers need: the experiment, and what code and numeric platform it began with.

    ``mixed``: workers of other numeric platforms are welcome.
    """

    experiment: SweepExperiment
    code: str
    fingerprint: str
    mixed: bool = False


def compile_model() -> None:
    """Compile the model, or find it compiled: workers that begin afterwards load it from the disk."""
    compiled_kernel()


def check_worker(job: Job) -> None:
    """Check of code and numeric platform. Raises WorkerMismatchError, saying what differs."""
    if code_digest() != job.code:
        raise WorkerMismatchError("a worker runs other code than the sweep")
    if numeric_fingerprint() != job.fingerprint and not job.mixed:
        raise WorkerMismatchError(
            "a worker has another numeric platform (processor, C library, NumPy) than the sweep; see --mixed"
        )


def run_unit(job: Job, unit: int) -> tuple[Floats, str]:
    """A unit's array and the numeric fingerprint it was made under. One thread: executors share the cores."""
    check_worker(job)
    experiment, layout = job.experiment, job.experiment.layout
    runs = layout.runs_of(unit)
    result = np.empty((len(runs), layout.width))
    for settings, numbers in _calls(experiment, runs):
        result[np.asarray(numbers) - runs.start] = _simulated(experiment, settings, np.asarray(numbers))
    return result, numeric_fingerprint()


def sample_runs(experiment: SweepExperiment, number: int) -> Floats:
    """The first ``number`` runs of the first point, float64[number, width]: what a time is taken from."""
    return _simulated(experiment, experiment.scenario_settings(0), np.arange(number))


def _calls(experiment: SweepExperiment, runs: range) -> Iterator[tuple[Settings, list[int]]]:
    """Runs of one scenario together, in flat order: they differ in parameters and seeds alone."""
    groups: dict[Settings, list[int]] = {}
    for run in runs:
        groups.setdefault(experiment.scenario_settings(run // experiment.layout.runs_a_point), []).append(run)
    yield from groups.items()


def _simulated(experiment: SweepExperiment, settings: Settings, runs: NDArray[np.int64]) -> Floats:
    """float64[n, width]: status and kept columns of ``runs``."""
    layout = experiment.layout
    point, within = runs // layout.runs_a_point, runs % layout.runs_a_point
    theta = _theta(experiment, point, within // layout.replicates)
    design = Design(theta, seeds_of(experiment.file.sweep.seed, within))
    ensemble = compiled(_inputs(experiment, settings), design, threads=1)
    months = slice(-len(layout.months), None)
    metrics = [METRIC_INDEX[name] for name in layout.columns if name in METRIC_INDEX]
    blocks = [ensemble.metrics[:, months, metrics]]
    outputs = experiment.file.outputs
    blocks += [ensemble.field_firms[:, months]] * outputs.fields
    blocks += [ensemble.district_firms[:, months]] * outputs.districts
    values = np.concatenate(blocks, axis=2).reshape(len(runs), -1)
    return np.column_stack([ensemble.status.astype(np.float64), values])


def _theta(experiment: SweepExperiment, point: NDArray[np.int64], draw: NDArray[np.int64]) -> Floats:
    """Parameter values of runs: the same draws at every point, with what the point holds laid over."""
    inputs = experiment.inputs
    first = int(draw.min())
    draws = inputs.draws(experiment.file.sweep.seed, first, int(draw.max()) - first + 1)
    theta = draws[draw - first]
    for index in np.unique(point):
        for column, value in experiment.parameter_values(int(index)).items():
            theta[point == index, column] = value
    return theta


@lru_cache(maxsize=_SCENARIOS)
def _inputs(experiment: SweepExperiment, settings: Settings) -> Inputs:
    return experiment.inputs.with_scenario(experiment.scenario(settings))


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
