"""Summary of a sweep, finished or not: probability of each target and expected number met at every point."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.aggregate import by_draw
from sim.analyses.sweep.measures import Measures, measures_of
from sim.analyses.sweep.readings import NAMES
from sim.analyses.sweep.record import SweepRecord
from sim.display import Displayed
from sim.inputs.plan import Plan
from sim.results.frame import DataFrame, data_frame, plain
from sim.study.design import Floats

STATISTICS = ("value", "error", "low", "high")


@dataclass(frozen=True, eq=False)
class Summary(Displayed):
    """P points, Q measures (``measures.names``: targets, expected number met, attainment).

    ``value``, ``error`` (clustered by parameter draw), ``low``, ``high`` (5 and 95 per cent of a probability over
    parameter draws): float64[P, Q], nan where undefined. ``runs`` and ``failed`` int64[P]: finished and failed runs.
    ``points``: values of the factors ``paths``. ``runs_planned``: of the whole sweep;
    ``plan``: where it was kept.
    """

    sweep: str
    name: Mapping[str, str]
    paths: tuple[str, ...]
    points: tuple[tuple[Any, ...], ...]
    measures: Measures
    value: Floats
    error: Floats
    low: Floats
    high: Floats
    runs: NDArray[np.int64]
    failed: NDArray[np.int64]
    runs_planned: int
    plan: Plan | None = None

    @property
    def runs_done(self) -> int:
        """Number of finished runs."""
        return int(self.runs.sum())

    @property
    def runs_failed(self) -> int:
        """Number of failed runs."""
        return int(self.failed.sum())

    @property
    def share_there(self) -> float:
        """Share of the planned runs that finished or failed, 0 to 1."""
        return (self.runs_done + self.runs_failed) / self.runs_planned

    def table(self) -> DataFrame:
        """One row a point and measure: point, factors, measure, value, error, low, high, runs, failed.

        And how the point counts a target: reading, metric, number, percent of it (empty and nan for joint measures).
        """
        names = self.measures.names
        points = np.repeat(np.arange(len(self.points)), len(names))
        factors = data_frame(self.points, columns=self.paths).iloc[points].reset_index(drop=True)
        values = {"measure": list(names) * len(self.points)}
        numbers = {name: getattr(self, name).ravel() for name in STATISTICS}
        counts = {name: getattr(self, name)[points] for name in ("runs", "failed")}
        columns = data_frame({**values, **numbers, **counts, **self._readings()})
        return data_frame({"point": points}).join(factors).join(columns)

    def to_json(self) -> dict[str, Any]:
        """The summary in JSON's own types, None where a number is undefined."""
        rows = [
            {
                "factors": dict(zip(self.paths, values, strict=True)),
                "readings": self._readings_at(point),
                "runs": int(self.runs[point]),
                "failed": int(self.failed[point]),
                "measures": plain({name: self._cell(point, k) for k, name in enumerate(self.measures.names)}),
            }
            for point, values in enumerate(self.points)
        ]
        return {
            "schema_version": "1",
            "sweep": self.sweep,
            "points": rows,
            "left_out": [target.id for target in self.measures.left_out],
            "runs_done": self.runs_done,
            "runs_failed": self.runs_failed,
            "runs_planned": self.runs_planned,
        }

    def _readings(self) -> dict[str, NDArray[Any]]:
        """How points count, as columns over points and measures."""
        targets, points = self.measures.targets, len(self.points)
        joint = len(self.measures.names) - len(targets)
        columns: dict[str, NDArray[Any]] = {}
        for name in NAMES:
            none = np.full(points, "" if name in ("reading", "metric") else np.nan)
            by_measure = [*(getattr(target.readings, name) for target in targets), *[none] * joint]
            columns[name] = np.stack(by_measure, axis=1).ravel() if by_measure else none[:0]
        return columns

    def _readings_at(self, point: int) -> dict[str, dict[str, Any]]:
        targets = self.measures.targets
        return {t.id: {name: getattr(t.readings, name)[point].item() for name in NAMES} for t in targets}

    def _cell(self, point: int, measure: int) -> dict[str, float | None]:
        cell = {name: float(getattr(self, name)[point, measure]) for name in STATISTICS}
        return {name: None if np.isnan(number) else number for name, number in cell.items()}


def summary(results: SweepRecord) -> Summary:
    """The summary of all finished units, each read once, one at a time. Raises InputError for a damaged unit."""
    measures, layout = measures_of(results), results.layout
    number = len(measures.names)
    estimates = np.full((layout.points, number, 4), np.nan)
    runs, failed = (np.zeros(layout.points, np.int64) for _ in range(2))
    for point, sums, sizes, lost in by_draw(results, measures.answers, number):
        estimates[point] = measures.estimates(sums, sizes)
        runs[point], failed[point] = sizes.sum(), lost
    value, error, low, high = np.moveaxis(estimates, 2, 0)
    return Summary(
        sweep=results.manifest["sweep"],
        name=results.manifest["name"],
        paths=results.paths,
        points=tuple(results.points.itertuples(index=False, name=None)),
        measures=measures,
        value=value,
        error=error,
        low=low,
        high=high,
        runs=runs,
        failed=failed,
        runs_planned=layout.runs,
        plan=results.plan,
    )
