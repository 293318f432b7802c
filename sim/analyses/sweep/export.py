"""A sweep's results as one file for other programs: CSV, Parquet or netCDF, run by run or by point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.aggregate import point_tables
from sim.analyses.sweep.dataset import levels, required
from sim.analyses.sweep.layout import STATUS
from sim.analyses.sweep.netcdf import WRITERS
from sim.analyses.sweep.record import DONE, SweepRecord
from sim.analyses.sweep.summary import summary
from sim.errors import InputError, check_name
from sim.results.files import whole_file
from sim.results.frame import DataFrame, data_frame

FORMATS = {"parquet": ".parquet", "netcdf": ".nc", "csv": ".csv"}
WHATS = ("runs", "points", "targets")
_BOM = "\ufeff"  # spreadsheets read UTF-8 as such only behind it

Progress = Callable[[int, int], None]


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
