"""Candidates on shared blocks of parameter draws and seeds: common random numbers, whatever is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.forecast.chunks import Chunks
from sim.forecast.inputs import Inputs
from sim.forecast.provenance import digest_of
from sim.forecast.rows import met_at_end, run_rows
from sim.forecast.runs import REPLICATES, Interrupted, Progress
from sim.search.objective import attained_at_end
from sim.search.space import Candidate, Space

Floats = NDArray[np.float64]
_AHEAD = 256  # draws made at a time


@dataclass(frozen=True, eq=False)
class Block:
    """``theta`` float64[n, P] and ``seeds`` int64[n, 2] that all candidates of a comparison share."""

    theta: Floats
    seeds: NDArray[np.int64]


class Blocks:
    """Fresh blocks without end: no parameter draw and no seed is handed out twice.

    The stream is keyed by ``purpose`` and ``seed``, so that a search never sees the draws of a forecast.
    """

    def __init__(self, inputs: Inputs, seed: int, purpose: str) -> None:
        self._inputs = inputs
        self._key = int(digest_of(["search", purpose, seed])[:15], 16)
        self._draws, self._runs = 0, 0
        self._ahead = np.empty((0, 0))

    def take(self, runs: int, replicates: int = 1) -> Block:
        """The next ``runs`` runs, ``replicates`` of each parameter draw one after the other."""
        draws = runs // replicates
        if len(self._ahead) < draws:
            fresh = self._inputs.draws(self._key, self._draws + len(self._ahead), max(_AHEAD, draws))
            self._ahead = np.concatenate([self._ahead, fresh]) if len(self._ahead) else fresh
        own, self._ahead = self._ahead[:draws], self._ahead[draws:]
        numbers = np.arange(self._runs, self._runs + runs)
        self._draws += draws
        self._runs += runs
        return Block(np.repeat(own, replicates, axis=0), _seeds(self._key, numbers))


def forecast_block(inputs: Inputs, runs: int, seed: int) -> Block:
    """The runs of ``sim.forecast`` with this seed, ``runs`` an even number: a forecast of the winner repeats them."""
    draws = inputs.draws(seed, 0, runs // REPLICATES)
    return Block(np.repeat(draws, REPLICATES, axis=0), _seeds(seed, np.arange(runs)))


def _seeds(key: int, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.column_stack([np.full(len(numbers), key), numbers]).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Outcome:
    """k candidates on a block of n runs: ``ends`` float64[k, n, M], ``hits`` and ``attained`` float64[k, n, T]."""

    ends: Floats
    hits: Floats
    attained: Floats

    def first(self, number: int) -> Outcome:
        """Of the first ``number`` candidates alone."""
        return Outcome(self.ends[:number], self.hits[:number], self.attained[:number])


class Evaluator:
    """Runs candidates of ``space`` and counts the simulations; ``progress(done, total)`` over all of them."""

    def __init__(
        self,
        space: Space,
        simulate: Callable[..., Any],
        *,
        threads: int | None = None,
        chunks: Chunks | None = None,
        progress: Progress | None = None,
        total: int = 0,
    ) -> None:
        self.space = space
        self.simulations = 0
        self._simulate, self._threads, self._chunks = simulate, threads, chunks
        self._progress, self._total = progress, total

    def __call__(
        self, candidates: Sequence[Candidate], block: Block, switches: dict[str, Any] | None = None
    ) -> Outcome:
        """All candidates on ``block``, under other structural ``switches`` where given. Raises Interrupted."""
        own = [self.space.inputs_of(candidate) for candidate in candidates]
        own = [inputs.under(**switches) for inputs in own] if switches else own
        if self.space.differ_beyond_totals:
            ends = self._apart(candidates, own, block)
        else:
            ends = self._together(candidates, self.space.inputs.under(**switches or {}), block)
        inputs = self.space.inputs
        self.simulations += len(candidates) * len(block.seeds)
        return Outcome(
            ends,
            np.stack([met_at_end(inputs, one) for one in ends]),
            np.stack([attained_at_end(inputs, one) for one in ends]),
        )

    def _together(self, candidates: Sequence[Candidate], inputs: Inputs, block: Block) -> Floats:
        """One call for all: rows of one parameter draw stand together, so that they share one world."""
        k, n = len(candidates), len(block.seeds)
        totals = np.tile(np.stack([candidate.totals for candidate in candidates]), (n, 1))
        theta, seeds = np.repeat(block.theta, k, axis=0), np.repeat(block.seeds, k, axis=0)
        ends = run_rows(inputs, theta, seeds, self._simulate, totals=totals, threads=self._threads,
                        progress=self._report, chunks=self._chunks)  # fmt: skip
        return np.ascontiguousarray(ends.reshape(n, k, -1).swapaxes(0, 1))

    def _apart(self, candidates: Sequence[Candidate], own: Sequence[Inputs], block: Block) -> Floats:
        """A call a candidate, for fields and calendar belong to a scenario: the threads share the candidates."""

        def ends(place: int) -> Floats:
            return run_rows(own[place], block.theta, block.seeds, self._simulate, totals=candidates[place].totals,
                            threads=1, chunks=self._chunks)  # fmt: skip

        pool = ThreadPoolExecutor(self._threads or available())
        made = []
        try:
            for part in pool.map(ends, range(len(candidates))):
                made.append(part)
                self._report(len(made) * len(block.seeds), 0)
        except KeyboardInterrupt:
            raise Interrupted(None) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return np.stack(made)

    def _report(self, done: int, _: int) -> None:
        if self._progress is not None:
            self._progress(min(self.simulations + done, self._total), self._total)


def available() -> int:
    """Processors that this process may use."""
    from sim.ensemble.available import available_cores

    return available_cores()
