"""The one loop over runs: a design in chunks, each read from disk where it was kept, else run and kept."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.results.files import StorageError
from sim.study.chunks import Chunks
from sim.study.design import Design
from sim.study.engine import Engine
from sim.study.inputs import Inputs
from sim.study.provenance import array_digest, code_digest, digest_of, numeric_fingerprint, versions
from sim.study.record import DONE, Interrupted, Progress, Runs

CHUNK = 100  # runs; about a second on two cores, the most that an interruption loses
_OPTIONAL = ("money", "field_firms", "district_firms")  # arrays by run that an engine may give

Arrays = dict[str, np.ndarray]
#: What is kept of finished runs: arrays by run, from what the engine gave and the design.
Keep = Callable[[Any, "Design"], Arrays]


def months(result: Any, _: Design) -> Arrays:
    """The monthly record of every run, and what else the engine gives by run."""
    optional = {name: getattr(result, name, None) for name in _OPTIONAL}
    part = {"metrics": np.asarray(result.metrics), "status": np.asarray(result.status, dtype=np.int64)}
    return {**part, **{name: np.asarray(array) for name, array in optional.items() if array is not None}}


def ends(result: Any, _: Design) -> Arrays:
    """The last month of every run, nan where it failed; the plan's, where runs are not asked to go on."""
    return {"ends": np.where((np.asarray(result.status) == DONE)[:, None], np.asarray(result.metrics)[:, -1], np.nan)}


class KeptChunks:
    """Finished chunks of one kind of runs. ``base``: digest of all that they depend on beside their design; ``strict``:
    a disk that refuses ends the work, else it only costs the chance to resume."""

    def __init__(self, chunks: Chunks | None, base: str, *, strict: bool = False) -> None:
        self._chunks, self._base, self._strict = chunks, base, strict

    def find(self, part: Design) -> Arrays | None:
        """The arrays of a chunk, None where it is still to be run."""
        return None if self._chunks is None else self._chunks.get(self._key(part))

    def put(self, part: Design, arrays: Arrays) -> None:
        """Save a finished chunk."""
        if self._chunks is None:
            return
        try:
            self._chunks.put(self._key(part), arrays)
        except StorageError as fault:
            if self._strict:
                raise
            warnings.warn(f"an interruption could not be resumed: {fault}", RuntimeWarning, stacklevel=2)
            self._chunks = None

    def _key(self, part: Design) -> str:
        return digest_of([self._base, *part.digest()])


NOTHING_KEPT = KeptChunks(None, "")


def kept_chunks(chunks: Chunks | None, inputs: Inputs, keep: Keep, length: int | None = None) -> KeptChunks:
    """Chunks that this code, on this numeric platform, finds again for these inputs; ``length``: months of the runs,
    None for the plan's."""
    if chunks is None:
        return NOTHING_KEPT
    depends_on = [inputs.digest, array_digest(inputs.allocation.totals), keep.__name__]
    depends_on += [] if length is None else [str(length)]
    return KeptChunks(chunks, digest_of([*depends_on, code_digest(), versions(), numeric_fingerprint()]))


def run(
    inputs: Inputs,
    design: Design,
    engine: Engine,
    keep: Keep,
    chunks: KeptChunks,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    size: int | None = None,
    **options: Any,
) -> Arrays:
    """What ``keep`` keeps of every run, joined; chunks of ``size`` runs do not show in it.

    ``progress(done, runs)``; ``options`` go to the engine. Raises Interrupted on Ctrl-C, with the finished runs where
    whole records are kept.
    """
    parts: list[Arrays] = []
    try:
        for rows in design.cuts(size or CHUNK):
            part = design.rows(rows)
            arrays = chunks.find(part)
            if arrays is None:
                after = part_of(progress, rows.start, len(design))
                arrays = keep(engine(inputs, part, threads=threads, progress=after, **options), part)
                chunks.put(part, arrays)
            parts.append(arrays)
            if progress is not None:
                progress(rows.stop, len(design))
    except KeyboardInterrupt:
        raise Interrupted(runs_of(joined(parts)) if parts and "metrics" in parts[0] else None) from None
    return joined(parts)


def part_of(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress of a part of the work, which begins after ``before`` of ``total`` runs, in the whole."""
    return None if progress is None else lambda done, _: progress(min(before + done, total), total)


def joined(parts: list[Arrays]) -> Arrays:
    """Arrays of chunks, one after the other."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def runs_of(arrays: Arrays) -> Runs:
    """The record of runs from the arrays that ``months`` keeps."""
    return Runs(arrays["metrics"], arrays["status"], *(arrays.get(name) for name in _OPTIONAL))
