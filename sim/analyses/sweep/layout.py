"""Layout of a sweep's results: flat order of runs, work units of about a second, columns of a unit's array."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.display import Displayed

STATUS = "status"
_LARGEST_UNIT = 32_000_000  # bytes of one unit's array
_MOST_RUNS = 5000
_NANOSECONDS = 300.0  # of a firm-month on one core: the cost budget


@dataclass(frozen=True)
class Layout(Displayed):
    """P points of ``draws`` x ``replicates`` runs; run r belongs to point r // (draws * replicates), then draw, then
    replicate. Unit u holds runs u * ``unit_runs`` on, as float64[runs, 1 + T * K]: status, then T months of K columns.

    ``months``: labels of the T months kept; ``columns``: names of the K columns; ``units_of``: their units of measure.
    """

    points: int
    draws: int
    replicates: int
    months: tuple[str, ...]
    columns: tuple[str, ...]
    units_of: tuple[str, ...]
    unit_runs: int

    @property
    def runs_a_point(self) -> int:
        """Runs of each point."""
        return self.draws * self.replicates

    @property
    def runs(self) -> int:
        """Runs of the whole sweep."""
        return self.points * self.runs_a_point

    @property
    def units(self) -> int:
        """Work units."""
        return -(-self.runs // self.unit_runs)

    @property
    def width(self) -> int:
        """Numbers of a run."""
        return 1 + len(self.months) * len(self.columns)

    @property
    def bytes(self) -> int:
        """Of all arrays together, headers apart."""
        return 8 * self.width * self.runs

    def runs_of(self, unit: int) -> range:
        """Flat numbers of a unit's runs."""
        return range(unit * self.unit_runs, min((unit + 1) * self.unit_runs, self.runs))

    def shape_of(self, unit: int) -> tuple[int, int]:
        """Shape of a unit's array."""
        return len(self.runs_of(unit)), self.width

    def written(self) -> dict[str, Any]:
        """The layout as a JSON object."""
        fields = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}
        return {**fields, "units": self.units, "runs": self.runs, "width": self.width}

    @staticmethod
    def read(document: dict[str, Any]) -> Layout:
        """The layout from the object that ``written`` gives. Raises KeyError, TypeError or ValueError."""
        values: dict[str, Any] = {name: int(document[name]) for name in ("points", "draws", "replicates", "unit_runs")}
        values |= {name: tuple(document[name]) for name in ("months", "columns", "units_of")}
        return Layout(**values)


def unit_size(firms: float, months: int, width: int) -> int:
    """Runs of a work unit: about a second on one core at the model's cost budget, and no more than 32 MB."""
    seconds = max(firms, 1.0) * months * _NANOSECONDS * 1e-9
    by_memory = _LARGEST_UNIT // (8 * width)
    return int(np.clip(round(1.0 / seconds), 1, max(1, min(_MOST_RUNS, by_memory))))
