"""A sweep's results as an xarray Dataset: named axes, units of measure, and nothing loaded before it is asked for.

All columns of a run stand together on the disk, so a chunk (some points, or some draws of one point) is read once for
all variables that are computed together.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.layout import STATUS, Layout
from sim.analyses.sweep.readings import NAMES, readings_known, readings_of
from sim.analyses.sweep.record import DONE, SweepRecord
from sim.errors import InputError, Text
from sim.study.design import Floats

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

EXTRA = "data"
AXES = ("point", "draw", "replicate", "month")
_CHUNK = 32_000_000  # bytes: a few of them are in memory for each core


def required(name: str, why: str) -> Any:
    """A library by name. Raises InputError that says how to install it."""
    try:
        return import_module(name)
    except ImportError:
        raise InputError(Text("needs a library: {library}", library=name.partition(".")[0]), key=why,
                         allowed=f'pip install "xiandao[{EXTRA}]"') from None  # fmt: skip


def dataset(results: SweepRecord) -> xr.Dataset:
    """One lazy variable a column over (point, draw, replicate, month), and ``status`` without months (1: finished).

    Runs that are not there, and values of runs that failed, are nan. Coordinates: the month labels, each factor along
    ``point``, and how each point counts each ``target``: it is met in a run whose ``target_metric`` reaches
    ``target_percent`` per cent of ``target_number`` in the last month. Point, draw and replicate count from 0.

    Raises InputError where the extra ``data`` is missing; and when a value is asked for, for a damaged unit.
    """
    xarray = required("xarray", "dataset")
    array = required("dask.array", "dataset")
    layout = results.layout
    blocks = array.map_blocks(
        partial(_chunk, results, frozenset(results.units_done)),
        chunks=_chunks(layout),
        dtype=np.float64,
        meta=np.empty((0,) * 4),
    )
    values = blocks[..., 1:]
    width, months = len(layout.columns), len(layout.months)
    variables: dict[str, Any] = {STATUS: (AXES[:3], blocks[..., 0], {"units": "1", "long_name": "1: finished"})}
    for k, (name, unit) in enumerate(zip(layout.columns, layout.units_of, strict=True)):
        variables[name] = (AXES, values[..., k : width * months : width], {"units": unit})
    attributes = {"sweep": results.manifest["sweep"], "units_done": len(results.units_done), "units": layout.units}
    return xarray.Dataset(variables, coordinates(results), attributes)


def coordinates(results: SweepRecord) -> dict[str, Any]:
    """Coordinates of all axes, the factors along ``point``, and how points count the targets."""
    layout = results.layout
    axes = {
        "point": np.arange(layout.points),
        "draw": np.arange(layout.draws),
        "replicate": np.arange(layout.replicates),
        "month": np.array(layout.months),
    }
    return axes | {name: ("point", levels(results.points[name])) for name in results.paths} | target_axes(results)


def target_axes(results: SweepRecord) -> dict[str, Any]:
    """Coordinates along ``point`` and ``target``; none where the readings of the points are not known."""
    readings = readings_of(results) if readings_known(results) else {}
    axes: dict[str, Any] = {"target": np.array(list(readings))} if readings else {}
    for name in NAMES if readings else ():
        by_target = [getattr(reading, name) for reading in readings.values()]
        axes[f"target_{name}"] = (("point", "target"), np.stack(by_target, axis=1))
    return axes


def levels(column: pd.Series[Any]) -> NDArray[Any]:
    """Values of a factor as one type: switches that also take words are words throughout."""
    kinds = {type(value) for value in column.tolist()}
    if kinds == {bool}:
        return column.to_numpy(bool)
    if kinds <= {int, float}:
        return column.to_numpy(np.float64)
    return np.array([str(value) for value in column])


def _chunks(layout: Layout) -> tuple[tuple[int, ...], ...]:
    """Sizes along point, draw, replicate, and the numbers of a run: whole points where they are small enough."""
    a_draw = 8 * layout.width * layout.replicates
    draws = max(1, min(layout.draws, _CHUNK // a_draw))
    points = max(1, min(layout.points, _CHUNK // (a_draw * layout.draws)))
    return (_parts(layout.points, points), _parts(layout.draws, draws), (layout.replicates,), (layout.width,))


def _parts(whole: int, part: int) -> tuple[int, ...]:
    full, rest = divmod(whole, part)
    return (part,) * full + ((rest,) if rest else ())


def _chunk(results: SweepRecord, units_done: frozenset[int], *, block_info: Any = None) -> Floats:
    """float64[points, draws, replicates, width] of one chunk: made by dask, which names the place."""
    layout = results.layout
    (first, last), (start, end), *_ = block_info[None]["array-location"]
    # consecutive runs: a chunk with some of the draws only has one point
    runs = (last - first) * (end - start) * layout.replicates
    rows = np.empty((runs, layout.width))
    _fill(rows, first * layout.runs_a_point + start * layout.replicates, results, units_done)
    return rows.reshape(last - first, end - start, layout.replicates, layout.width)


def _fill(rows: Floats, begin: int, results: SweepRecord, units_done: frozenset[int]) -> None:
    """Copy consecutive runs from the unit files. Raises InputError for a damaged one."""
    layout, done = results.layout, 0
    while done < len(rows):
        unit, within = divmod(begin + done, layout.unit_runs)
        number = min(len(layout.runs_of(unit)) - within, len(rows) - done)
        part = rows[done : done + number]
        if unit in units_done:
            part[:] = results.unit(unit)[within : within + number]
            part[part[:, 0] != DONE, 1:] = np.nan
        else:
            part[:] = np.nan
        done += number
