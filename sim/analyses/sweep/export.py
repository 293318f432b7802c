"""A sweep's results as one file for other programs: CSV, Parquet or netCDF, run by run or by point."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.aggregate import point_tables
from sim.analyses.sweep.dataset import coordinates, dataset, levels, required
from sim.analyses.sweep.layout import STATUS
from sim.analyses.sweep.record import DONE, SweepRecord
from sim.analyses.sweep.summary import STATISTICS, summary
from sim.errors import InputError, check_name
from sim.results.files import whole_file
from sim.results.frame import DataFrame, data_frame

_STATISTICS = {"mean": "mean over runs", "sd": "standard deviation over runs", "error": "error of the mean"}
FORMATS = {"parquet": ".parquet", "netcdf": ".nc", "csv": ".csv"}
WHATS = ("runs", "points", "targets")
_BOM = "\ufeff"  # spreadsheets read UTF-8 as such only behind it
Progress = Callable[[int, int], None]


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


def export(
    results: SweepRecord,
    to: str = "parquet",
    path: str | Path | None = None,
    what: str = "runs",
    progress: Progress | None = None,
) -> Path:
    """Write the results that are there to one file and return its path (``DIR/runs.parquet`` and so on when None).

    ``what``: "runs", one row a run and month (point, factors, draw, replicate, month, status, one column a metric);
    "points", one row a point, month and column (mean, sd, error clustered by draw, runs, failed); or "targets", one row
    a point and measure, as ``Summary.table``, each point under its own readings. netCDF has axes instead. Written in
    parts that fit into memory, into place only when whole. ``progress(done, total)`` in points.

    Raises InputError for unknown words, results without a run, a damaged unit, or a missing extra; StorageError where
    the disk refuses.
    """
    check_name("unknown format", to, FORMATS, key="to")
    check_name("unknown kind of table", what, WHATS, key="what")
    if not results.units_done:
        raise InputError("holds no results yet", file=results.folder)
    destination = results.folder / f"{what}{FORMATS[to]}" if path is None else Path(path)
    write: Callable[[Path], None]
    if to == "netcdf":
        write = lambda file: WRITERS[what](results, file)  # noqa: E731
    else:
        parts = _with_progress(tables(results, what), results, progress)
        write = lambda file: (_write_parquet if to == "parquet" else _write_csv)(parts, file)  # noqa: E731
    with whole_file(destination, destination.suffix) as file:
        write(file)
    return destination


def tables(results: SweepRecord, what: str) -> Iterator[DataFrame]:
    """The table of ``what`` in parts, in order. A factor has one type throughout, also where a part has one value."""
    factors = {name: levels(results.points[name]) for name in results.paths}
    if what == "runs":
        for runs, block in results.blocks():
            yield _runs_table(results, runs, block, factors)
        return
    parts = iter([summary(results).table()]) if what == "targets" else point_tables(results, results.layout.columns)
    for part in parts:
        points = part["point"].to_numpy()
        yield part.assign(**{name: values[points] for name, values in factors.items()})


def _runs_table(
    results: SweepRecord, runs: NDArray[np.int64], block: NDArray[np.float64], factors: dict[str, NDArray[Any]]
) -> DataFrame:
    """One row a run and month; nan in the months of a run that failed."""
    layout = results.layout
    months = len(layout.months)
    point, within = np.divmod(np.repeat(runs, months), layout.runs_a_point)
    draw, replicate = np.divmod(within, layout.replicates)
    values = np.where(block[:, :1] == DONE, block[:, 1:], np.nan).reshape(len(point), len(layout.columns))
    front: dict[str, Any] = {"point": point, **{name: column[point] for name, column in factors.items()}}
    front |= {"draw": draw, "replicate": replicate, "month": np.tile(np.array(layout.months), len(runs))}
    front[STATUS] = np.repeat(block[:, 0].astype(np.int64), months)
    return data_frame(front).join(data_frame(values, columns=layout.columns))


def _with_progress(parts: Iterator[DataFrame], results: SweepRecord, progress: Progress | None) -> Iterator[DataFrame]:
    for part in parts:
        yield part
        if progress is not None:
            progress(int(part["point"].iloc[-1]) + 1, results.layout.points)


def _write_csv(parts: Iterator[DataFrame], path: Path) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(_BOM)
        for number, part in enumerate(parts):
            part.to_csv(file, index=False, header=number == 0, lineterminator="\n")


def _write_parquet(parts: Iterator[DataFrame], path: Path) -> None:
    """One row group a part."""
    arrow, parquet = required("pyarrow", "parquet"), required("pyarrow.parquet", "parquet")
    writer = None
    try:
        for part in parts:
            rows = arrow.Table.from_pandas(part, preserve_index=False)
            if writer is None:
                writer = parquet.ParquetWriter(path, rows.schema)
            writer.write_table(rows.cast(writer.schema))
    finally:
        if writer is not None:
            writer.close()
