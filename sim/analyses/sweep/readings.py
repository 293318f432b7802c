"""How each point of a sweep counts the targets: reading, metric, number and tolerance may differ between points."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.paths import SCENARIO, TARGETS, parse_path
from sim.analyses.sweep.record import SweepRecord
from sim.errors import InputError
from sim.inputs.plan import Plan
from sim.inputs.policy.money import TargetReading
from sim.study.probabilities import PERCENT_OF_NUMBER

FILE = "readings.json"
BY_POINT = "readings_by_point"  # key of the manifest: whether the file is there
NAMES = ("reading", "metric", "number", "percent")


@dataclass(frozen=True, eq=False)
class PointReadings:
    """How P points count one target: ``reading``, ``metric`` str[P], ``number`` float64[P], ``percent`` int64[P] of the
    number from which it is met.
    """

    reading: NDArray[np.str_]
    metric: NDArray[np.str_]
    number: NDArray[np.float64]
    percent: NDArray[np.int64]


def may_differ(paths: Sequence[str]) -> bool:
    """Whether a factor can change how targets are counted."""
    return any(parse_path(path).root in (SCENARIO, TARGETS) for path in paths)


def written(reading: TargetReading) -> dict[str, Any]:
    """How a target is counted, in JSON's words."""
    return {
        "reading": reading.reading,
        "metric": reading.metric,
        "number": reading.number,
        "percent": PERCENT_OF_NUMBER[reading.tolerance],
    }


def base_targets(plan: Plan, readings: Mapping[str, TargetReading]) -> list[dict[str, Any]]:
    """The targets under the base scenario's readings, for the manifest."""
    return [
        {"id": target.id, "class": target.class_, "name": target.name.model_dump(), **written(readings[target.id])}
        for target in plan.targets
    ]


def columns_by_point(
    base: Mapping[str, TargetReading], points: Sequence[Mapping[str, TargetReading]]
) -> dict[str, dict[str, list[Any]]]:
    """Target -> name -> a value a point, of the targets that some point counts otherwise than ``base``."""
    differing = {}
    for target, reading in base.items():
        if any(readings[target] != reading for readings in points):
            rows = [written(readings[target]) for readings in points]
            differing[target] = {name: [row[name] for row in rows] for name in NAMES}
    return differing


def readings_known(results: SweepRecord) -> bool:
    """Whether the folder says how each point counts the targets; older ones kept the base scenario's readings alone."""
    return results.manifest.get(BY_POINT) is not None or not may_differ(results.paths)


def readings_of(results: SweepRecord) -> dict[str, PointReadings]:
    """Target -> how each point counts it.

    Raises InputError for a sweep over readings from before they were kept by point, and where the file was altered.
    """
    manifest, points = results.manifest, results.layout.points
    if not readings_known(results):
        raise InputError("its readings of the targets were not kept by point: run the sweep again", file=results.folder)
    columns = json.loads(results.kept(FILE)) if manifest.get(BY_POINT) else {}
    return {target["id"]: _by_point(columns.get(target["id"]), target, points) for target in manifest["targets"]}


def _by_point(columns: Mapping[str, Sequence[Any]] | None, base: Mapping[str, Any], points: int) -> PointReadings:
    if columns is None:  # one value for all, without the memory
        values = {name: np.broadcast_to(np.array(base.get(name, "")), points) for name in NAMES}
    else:
        values = {name: np.array(columns[name]) for name in NAMES}
    return PointReadings(
        values["reading"],
        values["metric"],
        np.asarray(values["number"], np.float64),
        np.asarray(values["percent"], np.int64),
    )
