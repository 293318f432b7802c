"""The runs behind a forecast: parameter draws with two replicates each, in chunks that can be kept and found again."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.forecast.chunks import Chunks
from sim.forecast.inputs import Inputs
from sim.forecast.provenance import code_digest, digest_of, numeric_fingerprint, versions
from sim.results.files import StorageError

REPLICATES = 2
CHUNK = 100  # runs; about a second on two cores, the most that an interruption loses
DONE = 1  # status of a run that counts, as in sim.ensemble (a test holds the two together)
_OPTIONAL = ("money", "field_firms", "district_firms")  # arrays by run that an engine may give

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Runs:
    """``metrics`` float64[n, months, M], ``status`` int64[n]; n the runs made.

    None where the engine keeps none: ``money`` float64[n, A, 3], ``field_firms`` float64[n, months, F],
    ``district_firms`` float64[n, months, D].
    """

    metrics: np.ndarray
    status: np.ndarray
    money: np.ndarray | None
    field_firms: np.ndarray | None = None
    district_firms: np.ndarray | None = None

    @property
    def draw(self) -> np.ndarray:
        """int64[n]: parameter draw of each run; runs 2i and 2i + 1 share draw i."""
        return np.arange(len(self.status)) // REPLICATES


class Interrupted(KeyboardInterrupt):
    """Ctrl-C. ``runs_made``: what was finished before it, None where nothing was; ``result``: the forecast from it."""

    def __init__(self, runs_made: Runs | None) -> None:
        super().__init__("interrupted")
        self.runs_made = runs_made
        self.result: object = None


def run_all(
    inputs: Inputs,
    runs: int,
    seed: int,
    simulate: Callable[..., Any],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    chunks: Chunks | None = None,
) -> Runs:
    """All runs, chunk by chunk; finished chunks are kept in ``chunks`` and not run again.

    The chunks do not show in the numbers: a run depends on its own draw and seed alone. Raises Interrupted on Ctrl-C.
    """
    parts: list[dict[str, np.ndarray]] = []
    base = _base_key(inputs, seed)
    try:
        for first, last in _bounds(runs):
            key = digest_of([base, first, last])
            part = chunks.get(key) if chunks is not None else None
            if part is None:
                part = _simulated(inputs, first, last, seed, simulate, threads, shifted(progress, first, runs))
                chunks = kept(chunks, key, part)
            parts.append(part)
            if progress is not None:
                progress(last, runs)
    except KeyboardInterrupt:
        raise Interrupted(_joined(parts) if parts else None) from None
    return _joined(parts)


def _bounds(runs: int) -> Iterator[tuple[int, int]]:
    for first in range(0, runs, CHUNK):
        yield first, min(first + CHUNK, runs)


def _simulated(
    inputs: Inputs,
    first: int,
    last: int,
    seed: int,
    simulate: Callable[..., Any],
    threads: int | None,
    progress: Progress | None,
) -> dict[str, np.ndarray]:
    index = np.arange(first, last)
    first_draw, last_draw = first // REPLICATES, (last - 1) // REPLICATES + 1
    draws = inputs.draws(seed, first_draw, last_draw - first_draw)
    theta = draws[index // REPLICATES - first_draw]
    seeds = np.column_stack([np.full(len(index), seed), index]).astype(np.int64)
    made = simulate(
        theta,
        inputs.allocation.totals,
        seeds,
        scenario=inputs.scenario,
        plan=inputs.plan,
        parameters=inputs.parameters,
        threads=threads,
        progress=progress,
    )
    part = {"metrics": np.asarray(made.metrics), "status": np.asarray(made.status, dtype=np.int64)}
    kept = {name: getattr(made, name, None) for name in _OPTIONAL}
    return {**part, **{name: np.asarray(array) for name, array in kept.items() if array is not None}}


def kept(chunks: Chunks | None, key: str, part: dict[str, np.ndarray]) -> Chunks | None:
    """Keep a chunk. A disk that refuses costs the chance to resume, not the runs: they stay in memory."""
    if chunks is None:
        return None
    try:
        chunks.put(key, part)
    except StorageError as fault:
        warnings.warn(f"an interruption could not be resumed: {fault}", RuntimeWarning, stacklevel=2)
        return None
    return chunks


def shifted(progress: Progress | None, first: int, runs: int) -> Progress | None:
    """Progress of a part that begins after ``first`` of ``runs`` runs in all of them."""
    if progress is None:
        return None
    return lambda done, _: progress(first + done, runs)


def _joined(parts: list[dict[str, np.ndarray]]) -> Runs:
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Runs(whole["metrics"], whole["status"], *(whole.get(name) for name in _OPTIONAL))


def _base_key(inputs: Inputs, seed: int) -> str:
    """What a chunk depends on besides its place: not the number of runs, so a longer forecast uses a shorter one's."""
    return digest_of([inputs.digest, seed, REPLICATES, code_digest(), versions(), numeric_fingerprint()])
