"""A finished sweep of one unit cut into units of one point each, of which some are there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from sim.sweep.layout import Layout
from sim.sweep.results import SweepResults, open_results
from sim.sweep.store import SweepFolder


def part_of(results: SweepResults, place: Path, points: Iterable[int]) -> SweepResults:
    """A copy of ``results`` in ``place`` that holds only these points."""
    rows = np.concatenate([block for _, block in results.blocks()])
    shutil.copytree(results.folder / "inputs", place / "inputs")
    each = results.layout.runs_a_point
    document = {**results.manifest, "layout": {**results.manifest["layout"], "unit_runs": each}}
    document["layout"] = Layout.read(document["layout"]).written()
    (place / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
    for point in points:
        SweepFolder(place).put(point, rows[each * point : each * (point + 1)])
    return open_results(place)
