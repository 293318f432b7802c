"""Lazy reader of the results that a sweep has written so far: layout, points, and finished units one at a time."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.digests import Digests
from sim.analyses.sweep.layout import Layout
from sim.analyses.sweep.store import COMPLETE, INPUTS, SweepFolder
from sim.display import Displayed
from sim.errors import check_name
from sim.inputs.plan import Plan, load_plan
from sim.results.frame import DataFrame, data_frame
from sim.study.design import Floats

DONE = 1.0


@dataclass(frozen=True, eq=False)
class SweepRecord(Displayed):
    """``units_done`` of ``layout.units`` units are there; runs of the others count as not made.

    ``digests``: what was recorded of the files. Each is checked when it is read; None in a folder from before digests
    were kept, of which nothing can be checked.
    """

    FACTS = ("folder", "paths", "layout.points", "layout.runs", "layout.months", "layout.columns", "share_done")

    folder: Path
    manifest: dict[str, Any]
    layout: Layout
    units_done: tuple[int, ...]
    digests: Digests | None = field(default=None, repr=False)

    @property
    def share_done(self) -> float:
        """Share of the units that are finished, 0 to 1."""
        return len(self.units_done) / self.layout.units

    @property
    def finished(self) -> bool:
        """Whether all units are finished."""
        return self.share_done == 1.0 and (self.folder / COMPLETE).is_file()

    @property
    def sha256(self) -> str | None:
        """Digest over all units, None for an unfinished sweep."""
        return SweepFolder(self.folder).whole_digest(self.digests) if self.finished else None

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of the factors, in order."""
        return tuple(self.manifest["paths"])

    @cached_property
    def points(self) -> DataFrame:
        """One row a point, one column a factor."""
        return data_frame(json.loads(self.kept("points.json")), columns=self.paths)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan saved with the sweep, for the names of actions; None where there is none."""
        path = self.folder / INPUTS / "plan.toml"
        if not path.is_file():
            return None
        self.kept(path.name)
        return load_plan(path)

    def kept(self, name: str) -> bytes:
        """Content of a saved input. Raises InputError when it is missing or was altered."""
        return SweepFolder(self.folder).read_kept(f"{INPUTS}/{name}", self.digests)

    def blocks(self) -> Iterator[tuple[NDArray[np.int64], Floats]]:
        """(flat run numbers int64[n], rows float64[n, width]) unit by unit; never more than one unit in memory.

        Raises InputError at a unit that is damaged.
        """
        for unit in self.units_done:
            yield np.asarray(self.layout.runs_of(unit)), self.unit(unit)

    def unit(self, number: int) -> Floats:
        """Rows of one unit that is there, float64[n, width], read and checked. Raises InputError for a damaged one."""
        return SweepFolder(self.folder).read(number, self.layout, self.digests)

    def columns(self, names: Sequence[str], months: Iterable[int] | None = None) -> list[tuple[int, str, str]]:
        """(position in a unit's row, month label, name) of columns. Raises InputError for an unknown name."""
        layout = self.layout
        for name in names:
            check_name("unknown column", name, layout.columns, key="columns")
        chosen = range(len(layout.months)) if months is None else list(months)
        width = len(layout.columns)
        return [
            (1 + month * width + layout.columns.index(name), layout.months[month], name)
            for month in chosen
            for name in names
        ]
