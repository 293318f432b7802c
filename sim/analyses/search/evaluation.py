"""Runs of candidate allocations on shared blocks of parameter draws and seeds (common random numbers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analyses.search.space import Candidate, Space
from sim.engine.compiled.available import available_cores
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import Design, Floats, seeds_of
from sim.study.inputs import Inputs
from sim.study.outcomes import met_at_end
from sim.study.probabilities import PERCENT_OF_NUMBER
from sim.study.provenance import digest_of
from sim.study.record import Interrupted
from sim.study.runs import ends
from sim.study.study import Study


class Blocks:
    """A stream of fresh blocks of runs: no parameter draw and no seed is handed out twice.

    The stream is keyed by ``purpose`` and ``seed``, so that a search never sees the draws of a forecast.
    """

    def __init__(self, inputs: Inputs, seed: int, purpose: str) -> None:
        self._inputs = inputs
        self._key = int(digest_of(["search", purpose, seed])[:15], 16)
        self._draws, self._runs = 0, 0

    def take(self, runs: int, replicates: int = 1) -> Design:
        """The next ``runs`` runs, ``replicates`` of each parameter draw one after the other."""
        draws = runs // replicates
        theta = self._inputs.draws(self._key, self._draws, draws)
        numbers = np.arange(self._runs, self._runs + runs)
        self._draws += draws
        self._runs += runs
        return Design(np.repeat(theta, replicates, axis=0), seeds_of(self._key, numbers))


@dataclass(frozen=True, eq=False)
class Outcome:
    """Last months of k candidates on n runs, float64[k, n, M], and their ``hits`` and ``attained`` float64[k, n, T]."""

    ends: Floats
    hits: Floats
    attained: Floats

    @classmethod
    def of(cls, inputs: Inputs, ends: Floats) -> Outcome:
        """Outcome of runs that end in ``ends`` float64[k, n, M], targets counted under the readings of ``inputs``."""
        hits, attained = (np.stack([count(inputs, runs) for runs in ends]) for count in (met_at_end, attained_at_end))
        return cls(ends, hits, attained)

    def __getitem__(self, candidates: slice) -> Outcome:
        """The outcome of some of the candidates alone."""
        return Outcome(self.ends[candidates], self.hits[candidates], self.attained[candidates])


ByWorld = Mapping[str, Outcome]


def joined(outcomes: Sequence[Outcome], axis: int) -> Outcome:
    """The candidates of all ``outcomes`` (``axis`` 0), or all runs of the same candidates (``axis`` 1)."""
    fields = zip(*((part.ends, part.hits, part.attained) for part in outcomes), strict=True)
    return Outcome(*(np.concatenate(arrays, axis=axis) for arrays in fields))


class Evaluator:
    """Runs candidates of ``space`` and counts the simulations."""

    def __init__(self, space: Space, study: Study) -> None:
        self.space, self.study = space, study
        self.simulations = 0

    def __call__(
        self, candidates: Sequence[Candidate], block: Design, switches: dict[str, Any] | None = None
    ) -> Outcome:
        """All candidates on ``block``, under other structural ``switches`` where given. Raises Interrupted."""
        if self.space.differ_beyond_totals:
            variants = [self.space.inputs_of(candidate).under(**switches or {}) for candidate in candidates]
            last_months = self._apart(candidates, variants, block)
        else:
            last_months = self._together(candidates, self.space.inputs.under(**switches or {}), block)
        self.simulations += len(candidates) * len(block)
        return Outcome.of(self.space.inputs, last_months)

    def _together(self, candidates: Sequence[Candidate], inputs: Inputs, block: Design) -> Floats:
        """One call for all: rows of one parameter draw stand together, so that they share one world."""
        k, n = len(candidates), len(block)
        totals = np.tile(np.stack([candidate.totals for candidate in candidates]), (n, 1))
        last_months = self.study.ends(block.each(k).with_money(totals), inputs)
        return np.ascontiguousarray(last_months.reshape(n, k, -1).swapaxes(0, 1))

    def _apart(self, candidates: Sequence[Candidate], variants: Sequence[Inputs], block: Design) -> Floats:
        """A call a candidate, for fields and calendar belong to a scenario: the threads share the candidates."""

        def run(index: int) -> Floats:
            design = block.with_money(candidates[index].totals)
            return self.study.run(design, ends, variants[index], threads=1)["ends"]

        runs = len(candidates) * len(block)
        progress = self.study.part(runs)
        pool = ThreadPoolExecutor(self.study.threads or available_cores())
        last_months = []
        try:
            for part in pool.map(run, range(len(candidates))):
                last_months.append(part)
                if progress is not None:
                    progress(len(last_months) * len(block), runs)
        except KeyboardInterrupt:
            raise Interrupted(None) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return np.stack(last_months)


def attained_at_end(inputs: Inputs, ends: Floats) -> Floats:
    """float64[n, T]: count of each target at the end as a part of what it asks, 0 to 1; nan where a run failed."""
    parts = []
    for target in inputs.plan.targets:
        reading = inputs.allocation.readings[target.id]
        needed = PERCENT_OF_NUMBER[reading.tolerance] / 100.0 * reading.number
        parts.append(np.clip(ends[:, METRIC_INDEX[reading.metric]] / needed, 0.0, 1.0))
    return np.column_stack(parts)
