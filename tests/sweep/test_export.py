"""Files for other programs: the numbers of the units, in order, whole or not there."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest

from sim.analyses.sweep import export as module
from sim.analyses.sweep.export import export
from sim.errors import InputError
from sim.results.files import StorageError

FRONT = ["point", "budget.expenditure", "draw", "replicate", "month", "status"]


def values() -> np.ndarray:
    return np.random.default_rng(3).random((3, 4, 2, 2, 2))


def test_csv_is_tidy_and_opens_in_a_spreadsheet(write):
    made = write(values(), unit_runs=7)
    path = export(made, "csv")
    assert path == made.folder / "runs.csv"
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfpoint,")
    assert content.count(b"\xef\xbb\xbf") == content.count(b"point,") == 1
    frame = pd.read_csv(path, encoding="utf-8-sig")
    assert list(frame.columns) == [*FRONT, "firms", "labs"]
    assert len(frame) == 3 * 4 * 2 * 2
    row = frame[(frame.point == 2) & (frame.draw == 1) & (frame.replicate == 1) & (frame.month == "2025-02")].iloc[0]
    assert row["labs"] == values()[2, 1, 1, 1, 1]  # every digit
    assert row["budget.expenditure"] == 300.0


def test_parquet_holds_the_same_rows(write):
    pytest.importorskip("pyarrow", reason="the extra `data` is not installed")
    made = write(values(), unit_runs=7, failed=[3], missing=[1])
    one, other = (export(made, to) for to in ("csv", "parquet"))
    pd.testing.assert_frame_equal(pd.read_csv(one), pd.read_parquet(other), check_dtype=False)
    frame = pd.read_parquet(other)
    assert len(frame) == 2 * (24 - 7)
    failed = frame[frame["status"] != 1]
    assert len(failed) == 2
    assert failed[["firms", "labs"]].isna().all(axis=None)


def test_netcdf_holds_the_dataset(write):
    xarray = pytest.importorskip("xarray", reason="the extra `data` is not installed")
    made = write(values(), unit_runs=7, missing=[1], units_of=["count", "persons"])
    with xarray.open_dataset(export(made, "netcdf")) as read:
        xarray.testing.assert_equal(read.load(), made.dataset().compute())
        assert read["labs"].attrs["units"] == "persons"


@pytest.mark.parametrize("rows", [1, 5, 10**6])
def test_points_are_the_table_in_every_format(write, monkeypatch, rows):
    xarray = pytest.importorskip("xarray", reason="the extra `data` is not installed")
    monkeypatch.setattr("sim.analyses.sweep.aggregate._ROWS", rows)
    made = write(values(), unit_runs=8, missing=[1], points=[["in"], ["out"], ["in"]], paths=["switches.crowding"])
    table = made.table()
    assert len(table) == 3 * 2 * 2
    for to, read in (("csv", pd.read_csv), ("parquet", pd.read_parquet)):
        own = read(export(made, to, what="points"))
        pd.testing.assert_frame_equal(own, table, check_dtype=False)
    with xarray.open_dataset(export(made, "netcdf", what="points")) as read:
        np.testing.assert_array_equal(read["error"].values.ravel(), table["error"])
        assert read["runs"].values.tolist() == [8, 0, 8]
        assert read["units"].sel(column="labs") == "count"
        assert read["switches.crowding"].values.tolist() == ["in", "out", "in"]


def test_a_file_is_whole_or_the_old_one(write, tmp_path, monkeypatch):
    made = write(values())
    place = tmp_path / "there" / "x.csv"
    export(made, "csv", place)
    old = place.read_bytes()

    def breaks(*_):
        yield pd.DataFrame({"a": [1]})
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "tables", breaks)
    with pytest.raises(StorageError, match="disk is full"):
        export(made, "csv", place)
    assert place.read_bytes() == old
    assert [path.name for path in place.parent.iterdir()] == ["x.csv"]


def test_progress_ends_at_the_last_point(write):
    told = []
    export(write(values(), unit_runs=7), "csv", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
    assert told == sorted(told)


def test_what_cannot_be_exported_is_one_sentence(write, monkeypatch):
    made = write(values())
    for options in ({"to": "excel"}, {"what": "run"}):
        with pytest.raises(InputError, match="allowed"):
            export(made, **options)
    with pytest.raises(InputError, match="no results yet"):
        export(write(values(), unit_runs=100, missing=[0]), "csv")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"needs a library: pyarrow.*xiandao\[data\]"):
        export(made, "parquet")
    assert not list(made.folder.glob("*.parquet"))
    assert export(made, "csv").is_file()  # needs no extra
