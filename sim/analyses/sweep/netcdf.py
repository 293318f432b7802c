"""A sweep's results as netCDF-4 with the axes of ``sim.analyses.sweep.dataset``, written part by part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sim.analyses.sweep.aggregate import point_tables
from sim.analyses.sweep.dataset import coordinates, dataset, required
from sim.analyses.sweep.record import SweepRecord
from sim.analyses.sweep.summary import STATISTICS, summary

_STATISTICS = {"mean": "mean over runs", "sd": "standard deviation over runs", "error": "error of the mean"}


def write_runs(results: SweepRecord, path: Path) -> None:
    """Every run: the lazy dataset, chunk by chunk. Raises InputError where the extra ``data`` is missing."""
    required("netCDF4", "netcdf")
    dataset(results).to_netcdf(path, engine="netcdf4", format="NETCDF4")


def write_points(results: SweepRecord, path: Path) -> None:
    """Points taken together: mean, sd, error over (point, month, column), runs and failed over point.

    Raises InputError where the extra ``data`` is missing.
    """
    netcdf, xarray = required("netCDF4", "netcdf"), required("xarray", "netcdf")
    layout = results.layout
    axes = _without(results, "draw", "replicate")
    columns = {"column": np.array(layout.columns), "units": ("column", np.array(layout.units_of))}
    xarray.Dataset(coords={**axes, **columns}, attrs={"sweep": results.manifest["sweep"]}).to_netcdf(path)
    with netcdf.Dataset(path, "a") as file:
        shape = (len(layout.months), len(layout.columns))
        for name, meaning in _STATISTICS.items():
            file.createVariable(name, "f8", ("point", "month", "column"), fill_value=np.nan).long_name = meaning
        for name in ("runs", "failed"):
            file.createVariable(name, "i8", ("point",))
        for part in point_tables(results, layout.columns):
            _put(file, part, shape)


def write_targets(results: SweepRecord, path: Path) -> None:
    """Each target by point: value, error, low, high over (point, measure), runs and failed over point.

    Raises InputError where the extra ``data`` is missing.
    """
    required("netCDF4", "netcdf")
    xarray, result = required("xarray", "netcdf"), summary(results)
    axes = _without(results, "draw", "replicate", "month") | {"measure": np.array(result.measures.names)}
    variables: dict[str, Any] = {name: (("point", "measure"), getattr(result, name)) for name in STATISTICS}
    variables |= {name: ("point", getattr(result, name)) for name in ("runs", "failed")}
    xarray.Dataset(variables, axes, {"sweep": results.manifest["sweep"]}).to_netcdf(
        path, engine="netcdf4", format="NETCDF4"
    )


WRITERS = {"runs": write_runs, "points": write_points, "targets": write_targets}


def _without(results: SweepRecord, *names: str) -> dict[str, Any]:
    return {name: value for name, value in coordinates(results).items() if name not in names}


def _put(file: Any, part: Any, shape: tuple[int, int]) -> None:
    first, last = int(part["point"].iloc[0]), int(part["point"].iloc[-1]) + 1
    for name in _STATISTICS:
        file[name][first:last] = part[name].to_numpy().reshape(last - first, *shape)
    for name in ("runs", "failed"):
        file[name][first:last] = part[name].to_numpy().reshape(last - first, -1)[:, 0]
