"""Counts of one run by month for every target, with the target's threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.study.probabilities import PERCENT_OF_NUMBER, threshold

if TYPE_CHECKING:
    from sim.app.viz.watched import WatchedCity


@dataclass(frozen=True)
class TargetPath:
    """One target under the reading of the scenario. ``counts``: at the end of each month done so far.

    ``class_``: "C" is declared by the issuer, so its count is what the model could carry, no statement about the goal.
    """

    id: str
    name: str
    reading: str
    class_: str
    needed: float
    counts: tuple[float, ...]

    @property
    def reached(self) -> bool:
        """Whether the last count is as high as needed."""
        return bool(self.counts) and self.counts[-1] >= self.needed


def target_paths(city: WatchedCity, lang: str) -> tuple[TargetPath, ...]:
    """The plan's targets in its order, with the thresholds of a forecast."""
    columns = city.datacollector.model_vars
    paths = []
    for record in city.plan.targets:
        choice = city.inputs.allocation.readings[record.id]
        whole = METRICS[METRIC_INDEX[choice.metric]].unit == "count"
        needed = threshold(choice.number, PERCENT_OF_NUMBER[choice.tolerance], whole=whole)
        name, reading = record.name[lang], record.reading(choice.reading).name[lang]
        counts = tuple(float(value) for value in columns[choice.metric])
        paths.append(TargetPath(record.id, name, reading, record.class_, needed, counts))
    return tuple(paths)
