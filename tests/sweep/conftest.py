"""Folders of sweeps: one made by the engine, and ones with numbers that are known beforehand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analyses.sweep.layout import Layout
from sim.analyses.sweep.results import SweepResults, open_results
from sim.analyses.sweep.run import sweep
from sim.analyses.sweep.store import SweepFolder
from tests.sweep.parts import again, small_units

Write = Callable[..., SweepResults]

TARGETS = [
    {"id": "firms", "class": "A", "metric": "firms", "number": 10.0, "percent": 98},
    {"id": "labs", "class": "B", "metric": "labs", "number": 4.0, "percent": 100},
    {"id": "zones", "class": "C", "metric": "zones", "number": 2.0, "percent": 100},
]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> SweepResults:
    """The shipped sweep of the invented city."""
    return sweep("tiny", tmp_path_factory.mktemp("sweeps") / "tiny", executor="threads", workers=1)


OWN_PROCESSES = ("test_cluster", "test_faults")


@pytest.fixture(autouse=True)
def _small_units(request: pytest.FixtureRequest) -> Iterator[None]:
    """Sweeps of a hundred runs have several units; processes of their own would know nothing of it."""
    if request.module.__name__.rpartition(".")[2] in OWN_PROCESSES:
        yield
        return
    with small_units():
        yield


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> SweepResults:
    """The small sweep, 100 runs in four units."""
    with small_units():
        made = again(tmp_path_factory.mktemp("sweeps") / "finished")
    assert made.layout.units == 4
    return made


@pytest.fixture
def folder(finished: SweepResults, tmp_path: Path) -> Path:
    """A copy of the finished sweep, to be damaged."""
    return Path(shutil.copytree(finished.folder, tmp_path / "copy"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """``write(values)``: a sweep folder with the values float64[P, D, R, T, K] given.

    ``failed``: flat numbers of runs that failed; ``missing``: units that are not there.
    """

    def written(
        values: np.ndarray,
        columns: Sequence[str] = ("firms", "labs"),
        unit_runs: int = 5,
        failed: Sequence[int] = (),
        missing: Sequence[int] = (),
        points: Sequence[Sequence[Any]] | None = None,
        paths: Sequence[str] = ("budget.expenditure",),
        units_of: Sequence[str] | None = None,
    ) -> SweepResults:
        number, draws, replicates, months, width = values.shape
        names = tuple(f"2025-{month + 1:02d}" for month in range(months))
        layout = Layout(number, draws, replicates, names, tuple(columns),
                        tuple(units_of or ["count"] * width), unit_runs)  # fmt: skip
        rows = np.column_stack([np.ones(layout.runs), values.reshape(layout.runs, -1)])
        rows[list(failed), 0] = 2.0
        points = [[100.0 * (point + 1)] for point in range(number)] if points is None else points
        both = {"zh": "合成", "en": "Written"}
        manifest = {
            "schema": 1,
            "sweep": "written",
            "name": both,
            "seed": 1,
            "paths": list(paths),
            "targets": [{**target, "name": {"zh": f"目标{target['id']}", "en": target["id"]}} for target in TARGETS],
            "layout": layout.written(),
        }
        folder = SweepFolder(tmp_path / f"written-{len(list(tmp_path.iterdir()))}")
        folder.write_inputs(manifest, {"points.json": json.dumps([list(point) for point in points]).encode()})
        for unit in set(range(layout.units)) - set(missing):
            runs = layout.runs_of(unit)
            folder.put(unit, rows[runs.start : runs.stop])
        if not missing:
            folder.complete(layout)
        return open_results(folder.folder)

    return written
