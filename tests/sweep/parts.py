"""Sweeps for tests: one of which some points are there, and a small one whose files are altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.sweep.layout import Layout
from sim.analyses.sweep.results import SweepResults, open_results
from sim.analyses.sweep.run import sweep
from sim.analyses.sweep.store import SweepFolder

SMALL = {
    "sweep": {
        "id": "small",
        "name": {"zh": "小", "en": "Small"},
        "scenario": "template",
        "fitted": "prior",
        "draws": 10,
        "replicates": 2,
    },
    "factors": [{"path": "shares.pilot-zones", "values": [0.0, 0.05, 0.1, 0.15, 0.2]}],
    "outputs": {"metrics": ["firms", "high_tech_first"]},
}
#: Files beside its units.
KEPT = ["manifest.json", "complete.json", *(f"inputs/{name}" for name in (
    "sweep.json", "points.json", "scenario.toml", "plan.toml", "parameters.csv"))]  # fmt: skip


def part_of(results: SweepResults, place: Path, points: Iterable[int]) -> SweepResults:
    """A copy in ``place`` of ``results``, a finished sweep of one unit: these points alone, in units of one point."""
    rows = np.concatenate([block for _, block in results.blocks()])
    each = results.layout.runs_a_point
    document = {**results.manifest, "layout": {**results.manifest["layout"], "unit_runs": each}}
    document["layout"] = Layout.read(document["layout"]).written()
    inputs = results.folder / "inputs"
    files = {path.relative_to(inputs).as_posix(): path.read_bytes() for path in inputs.rglob("*") if path.is_file()}
    SweepFolder(place).write_inputs(document, files)
    for point in points:
        SweepFolder(place).put(point, rows[each * point : each * (point + 1)])
    return open_results(place)


@contextmanager
def small_units() -> Iterator[None]:
    """A unit has 28 runs at most, a tenth of what a second holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.analyses.sweep.layout._MOST_RUNS", 28)
        yield


def again(folder: Path, **options) -> SweepResults:
    """The small sweep run, or gone on with, in ``folder``."""
    return sweep(SMALL, folder, executor="threads", workers=1, **options)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of a sweep but its lock."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}  # fmt: skip


def alter(path: Path) -> None:
    """Turn one bit in the middle of a file: its size stays, and an array is still an array."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def unit(folder: Path, number: int) -> Path:
    """File of a unit."""
    return SweepFolder(folder).path(number)
