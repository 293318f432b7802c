"""Outcome measures of a sweep by run: targets met, number met in classes A and B, and attainment.

Defined as in ``sim.study.outcomes``, at each point under the readings of that point.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.aggregate import clustered_error
from sim.analyses.sweep.readings import BY_POINT, PointReadings, readings_of
from sim.analyses.sweep.record import SweepRecord
from sim.display import Displayed
from sim.inputs.plan.names import id_of, names_of
from sim.language import LANGUAGES
from sim.study.design import Floats
from sim.study.probabilities import JOINT_CLASSES, estimate, met, threshold

EXPECTED_MET, ATTAINMENT = "expected_met", "attainment"


@dataclass(frozen=True, eq=False)
class SweepTarget(Displayed):
    """A target as P points count it: met where a point's metric reaches its ``percent`` per cent of its ``number``.

    ``column`` int64[P]: of the metric's last month in a unit's row; -1 where it was not kept.
    """

    id: str
    class_: str
    name: Mapping[str, str]
    readings: PointReadings
    column: NDArray[np.int64]

    def met(self, rows: Floats, point: int) -> NDArray[np.bool_]:
        """bool[n]: which runs of ``point``, finished ones, meet the target."""
        return met(rows[:, self.column[point]], self.readings.number[point], self.readings.percent[point])

    def attained(self, rows: Floats, point: int) -> Floats:
        """float64[n]: the count over its threshold, at most 1."""
        needed = threshold(self.readings.number[point], self.readings.percent[point], whole=False)
        return np.minimum(rows[:, self.column[point]] / needed, 1.0)


@dataclass(frozen=True, eq=False)
class Measures(Displayed):
    """``names``: the targets whose metric was kept, then "expected_met" and "attainment" where any of them is of class
    A or B. ``left_out``: targets whose metric was not kept, at one point or more. ``by_point``: whether points differ
    in how they count a target.
    """

    targets: tuple[SweepTarget, ...]
    left_out: tuple[SweepTarget, ...]
    by_point: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns of ``answers``, in order."""
        together = (EXPECTED_MET, ATTAINMENT) if self.joint else ()
        return (*(target.id for target in self.targets), *together)

    @property
    def declared(self) -> tuple[SweepTarget, ...]:
        """Kept targets of class C: no rule was published, so runs tell only whether the capacity would be there."""
        return tuple(target for target in self.targets if target.class_ not in JOINT_CLASSES)

    @property
    def joint(self) -> tuple[SweepTarget, ...]:
        """Kept targets of classes A and B."""
        return tuple(target for target in self.targets if target.class_ in JOINT_CLASSES)

    def place(self, name: str) -> int:
        """Column of a measure in ``answers``, a target by id or name. Raises InputError for one that is not there."""
        names = {measure: dict.fromkeys(LANGUAGES, measure) for measure in self.names} | names_of(self.targets)
        return self.names.index(id_of("measure", name, names, key="measure"))

    def answers(self, point: int, rows: Floats) -> Floats:
        """float64[n, Q] from the rows float64[n, width] of finished runs of ``point``, under its readings."""
        hits = {target.id: target.met(rows, point).astype(np.float64) for target in self.targets}
        columns = list(hits.values())
        if self.joint:
            columns.append(np.sum([hits[target.id] for target in self.joint], axis=0))
            columns.append(np.mean([target.attained(rows, point) for target in self.joint], axis=0))
        return np.stack(columns, axis=1) if columns else np.empty((len(rows), 0))

    def estimates(self, sums: Floats, sizes: NDArray[np.int64]) -> Floats:
        """float64[Q, 4]: value, clustered error, low, high, from ``sums`` float64[D, Q] and ``sizes`` of D draws.

        A probability is shrunk and has the spread over parameter draws, as in a forecast; the others are plain means.
        All nan without a run.
        """
        table = np.full((len(self.names), 4), np.nan)
        if not sizes.any():
            return table
        table[:, 0], table[:, 1] = sums.sum(axis=0) / sizes.sum(), clustered_error(sums, sizes)
        draw = np.repeat(np.arange(len(sizes)), sizes)
        for k in range(len(self.targets)):
            share = estimate(_runs_of(sums[:, k], sizes), draw)
            table[k] = [share.value, share.error, *(np.nan if end is None else end for end in (share.low, share.high))]
        return table


def measures_of(results: SweepRecord) -> Measures:
    """The measures of a sweep's results. Raises InputError where the readings of its points are not known."""
    readings, last = readings_of(results), len(results.layout.months) - 1
    columns = {name: column for column, _, name in results.columns(results.layout.columns, months=[last])}
    targets = []
    for document in results.manifest["targets"]:
        counted = readings[document["id"]]
        column = np.array([columns.get(metric, -1) for metric in counted.metric.tolist()], np.int64)
        targets.append(SweepTarget(document["id"], document["class"], document["name"], counted, column))
    return Measures(
        tuple(target for target in targets if (target.column >= 0).all()),
        tuple(target for target in targets if (target.column < 0).any()),
        by_point=bool(results.manifest.get(BY_POINT)),
    )


def _runs_of(hits: Floats, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool[n]: for every draw as many runs that meet the target as ``hits`` says, then those that do not."""
    first = np.cumsum(sizes) - sizes
    rank = np.arange(int(sizes.sum())) - np.repeat(first, sizes)
    return rank < np.repeat(hits, sizes)
