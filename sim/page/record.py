"""Runs of one scenario as they come: every record of a page uses the same parameter draws and the same noise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.forecast.chunks import Chunks
from sim.forecast.provenance import code_digest, digest_of, numeric_fingerprint, versions
from sim.forecast.runs import REPLICATES, Runs, kept
from sim.tables.metrics import METRICS

if TYPE_CHECKING:
    from sim.forecast.inputs import Inputs

SAVED = 100  # runs that are kept together


class StoppedError(Exception):
    """A newer commit, a closed page or the end of the server ended these runs."""


@dataclass(frozen=True, eq=False)
class Design:
    """The runs that every scenario of a page gets, two a parameter draw.

    ``theta`` float64[n, P], ``seeds`` int64[n, 2] of (seed, run).

    They are the runs of ``xiandao forecast --runs n --seed seed``.
    """

    theta: NDArray[np.float64]
    seeds: NDArray[np.int64]
    seed: int

    @property
    def runs(self) -> int:
        """How many there are."""
        return len(self.seeds)


def design(inputs: Inputs, runs: int, seed: int) -> Design:
    """``runs``: an even number."""
    theta = inputs.draws(seed, 0, runs // REPLICATES)
    index = np.arange(runs)
    seeds = np.column_stack([np.full(runs, seed), index]).astype(np.int64)
    return Design(theta[index // REPLICATES], seeds, seed)


class Record:
    """The first ``made`` runs of a design under one scenario; grows by ``grow`` alone, from one thread at a time."""

    def __init__(self, inputs: Inputs, of: Design, simulate: Callable[..., Any], threads: int | None) -> None:
        plan = inputs.plan
        self.inputs = inputs
        self.made = 0
        self._design, self._simulate, self._threads = of, simulate, threads
        self._arrays = {
            "metrics": np.zeros((of.runs, plan.months, len(METRICS))),
            "status": np.zeros(of.runs, np.int64),
            "money": np.zeros((of.runs, len(plan.actions), 3)),
            "field_firms": np.zeros((of.runs, plan.months, len(plan.fields))),
            "district_firms": np.zeros((of.runs, plan.months, len(plan.districts))),
        }

    @property
    def complete(self) -> bool:
        """Whether every run of the design was made."""
        return self.made == self._design.runs

    def runs(self, number: int | None = None) -> Runs:
        """The first ``number`` runs, all that were made when None. Not to be written to."""
        made = slice(0, self.made if number is None else number)
        return Runs(**{name: array[made] for name, array in self._arrays.items()})

    def grow(self, until: int, stop: Event) -> None:
        """Make runs up to ``until``. Raises StoppedError soon after ``stop``; what is unfinished is dropped."""
        rows = slice(self.made, min(until, self._design.runs))
        if rows.stop <= rows.start:
            return

        def look(_done: int, _number: int) -> None:
            if stop.is_set():
                raise StoppedError

        look(0, 0)
        done = self._simulate(
            self._design.theta[rows],
            self.inputs.allocation.totals,
            self._design.seeds[rows],
            scenario=self.inputs.scenario,
            plan=self.inputs.plan,
            parameters=self.inputs.parameters,
            threads=self._threads,
            progress=look,
            background=True,
        )
        self._fill(rows, {name: getattr(done, name) for name in self._arrays})

    def _fill(self, rows: slice, arrays: dict[str, Any]) -> None:
        for name, own in self._arrays.items():
            own[rows] = arrays[name]
        self.made = rows.stop

    def load(self, folder: Path | None) -> None:
        """Take up what an earlier server kept in ``folder``."""
        chunks = None if folder is None else Chunks(folder)
        while chunks is not None and not self.complete:
            part = chunks.get(self._key(self.made))
            if part is None:
                return
            self._fill(slice(self.made, self.made + len(part["status"])), part)

    def save(self, folder: Path | None) -> None:
        """Keep the runs in ``folder`` in place of what stood there; a folder that cannot be written costs the next
        start some seconds, no more."""
        chunks = None if folder is None else Chunks(folder)
        if chunks is not None and not chunks.has(self._key(0)):
            chunks.clear()
        for first in range(0, self.made, SAVED):
            rows = slice(first, min(first + SAVED, self.made))
            chunks = kept(chunks, self._key(first), {name: own[rows] for name, own in self._arrays.items()})

    def _key(self, first: int) -> str:
        number = min(SAVED, self._design.runs - first)
        base = [self.inputs.digest, self._design.seed, REPLICATES, code_digest(), versions(), numeric_fingerprint()]
        return digest_of([*base, "page", first, number])
