"""Growing record of the runs of one scenario; all records of a page use common random numbers."""

from pathlib import Path
from threading import Event
from typing import Any

import numpy as np

from sim.model.tables.metrics import METRICS
from sim.study.chunks import Chunks
from sim.study.design import Design
from sim.study.engine import Engine
from sim.study.inputs import Inputs
from sim.study.record import Runs
from sim.study.runs import NOTHING_KEPT, KeptChunks, kept_chunks, months, run

SAVED = 100  # runs that are kept together


class StoppedError(Exception):
    """A newer commit, a closed page or the end of the server ended these runs."""


class RunRecord:
    """The first ``made`` runs of a design under one scenario; grows by ``grow`` alone, from one thread at a time."""

    def __init__(self, inputs: Inputs, of: Design, engine: Engine, threads: int | None) -> None:
        plan = inputs.plan
        self.inputs = inputs
        self.made = 0
        self._design, self._engine, self._threads = of, engine, threads
        self._arrays = {
            "metrics": np.zeros((len(of), plan.months, len(METRICS))),
            "status": np.zeros(len(of), np.int64),
            "money": np.zeros((len(of), len(plan.actions), 3)),
            "field_firms": np.zeros((len(of), plan.months, len(plan.fields))),
            "district_firms": np.zeros((len(of), plan.months, len(plan.districts))),
        }

    @property
    def complete(self) -> bool:
        """Whether every run of the design was made."""
        return self.made == len(self._design)

    def runs(self, number: int | None = None) -> Runs:
        """The first ``number`` runs, all that were made when None. Not to be written to."""
        rows = slice(0, self.made if number is None else number)
        return Runs(**{name: array[rows] for name, array in self._arrays.items()})

    def grow(self, until: int, stop: Event) -> None:
        """Make runs up to ``until``. Raises StoppedError soon after ``stop``; what is unfinished is dropped."""
        rows = slice(self.made, min(until, len(self._design)))
        if rows.stop <= rows.start:
            return

        def look(_done: int, _number: int) -> None:
            if stop.is_set():
                raise StoppedError

        look(0, 0)
        arrays = run(self.inputs, self._design.rows(rows), self._engine, months, NOTHING_KEPT,
                     threads=self._threads, progress=look, background=True)  # fmt: skip
        self._fill(rows, arrays)

    def _fill(self, rows: slice, arrays: dict[str, Any]) -> None:
        for name, array in self._arrays.items():
            array[rows] = arrays[name]
        self.made = rows.stop

    def load(self, folder: Path | None) -> None:
        """Load the runs that an earlier server kept in ``folder``."""
        chunks = self._kept(folder)
        for rows in self._design.cuts(SAVED):
            if (part := chunks.find(self._design.rows(rows))) is None:
                return
            self._fill(rows, part)

    def save(self, folder: Path | None) -> None:
        """Keep the runs in ``folder`` in place of what stood there; a folder that cannot be written costs the next
        start some seconds, no more."""
        chunks = self._kept(folder)
        if folder is not None and chunks.find(self._design.rows(slice(SAVED))) is None:
            Chunks(folder).clear()
        for rows in self._design.cuts(SAVED):
            if rows.stop <= self.made:
                arrays = {name: array[rows] for name, array in self._arrays.items()}
                chunks.put(self._design.rows(rows), arrays)

    def _kept(self, folder: Path | None) -> KeptChunks:
        return kept_chunks(None if folder is None else Chunks(folder), self.inputs, months)
