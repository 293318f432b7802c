"""The lazy dataset: the numbers of the units under names, nothing read before it is asked for."""

from __future__ import annotations

import sys

import numpy as np
import pytest

import sim.analyses.sweep.dataset as lazy
from sim.analyses.sweep.results import SweepResults
from sim.errors import InputError

xr = pytest.importorskip("xarray", reason="the extra `data` is not installed")
pytest.importorskip("dask", reason="the extra `data` is not installed")


def values() -> np.ndarray:
    return np.random.default_rng(3).random((5, 4, 2, 3, 2))


def test_axes_names_and_units(write):
    made = write(values(), units_of=["count", "million CNY"]).dataset()
    assert made["labs"].dims == ("point", "draw", "replicate", "month")
    assert made["labs"].attrs["units"] == "million CNY"
    assert made["status"].dims == ("point", "draw", "replicate")
    assert made["month"].values.tolist() == ["2025-01", "2025-02", "2025-03"]
    assert made["budget.expenditure"].dims == ("point",)
    assert made.attrs["units_done"] == made.attrs["units"]
    np.testing.assert_array_equal(made["firms"].values, values()[..., 0])
    np.testing.assert_array_equal(
        made["labs"].sel(month="2025-02").isel(point=3, draw=2).values, values()[3, 2, :, 1, 1]
    )


@pytest.mark.parametrize("chunk", [1, 8 * 7 * 2, 8 * 7 * 8, 8 * 7 * 8 * 2, 10**9])
@pytest.mark.parametrize("unit_runs", [1, 3, 8, 40])
def test_the_same_numbers_however_it_is_cut(write, monkeypatch, chunk, unit_runs):
    """A chunk may be part of a point, a point, or some points; units end anywhere."""
    monkeypatch.setattr(lazy, "_CHUNK", chunk)
    made = write(values(), unit_runs=unit_runs).dataset()
    np.testing.assert_array_equal(made["labs"].values, values()[..., 1])


def test_what_is_not_there_or_failed_is_nan(write):
    made = write(values(), unit_runs=8, missing=[1], failed=[0]).dataset()
    there = made["firms"].count(("draw", "replicate", "month")).values
    assert there.tolist() == [21, 0, 24, 24, 24]
    assert made["status"].values[0, 0, 0] == 2.0
    assert np.isnan(made["status"].values[1]).all()
    expected = np.delete(values()[0, ..., 0].reshape(8, 3), 0, axis=0).mean(axis=0)
    np.testing.assert_allclose(made["firms"].mean(("draw", "replicate")).isel(point=0), expected)


def test_nothing_is_read_before_it_is_asked_for(write, monkeypatch):
    made = write(values(), unit_runs=8)
    read: list[int] = []
    real = SweepResults.unit
    monkeypatch.setattr(lazy, "_CHUNK", 1)
    monkeypatch.setattr(SweepResults, "unit", lambda self, unit: read.append(unit) or real(self, unit))
    data = made.dataset()
    assert read == []
    data["firms"].isel(point=2, draw=0).values  # noqa: B018
    assert set(read) == {2}


def test_a_chunk_is_read_once_for_all_variables(write, monkeypatch):
    made = write(values(), unit_runs=8)
    read: list[int] = []
    real = lazy._fill
    monkeypatch.setattr(lazy, "_fill", lambda *a: read.append(1) or real(*a))
    monkeypatch.setattr(lazy, "_CHUNK", 8 * 7 * 8)
    made.dataset().mean(("draw", "replicate")).compute()
    assert len(read) == 5


def test_factors_keep_one_type(write):
    points = [[True, "in", 1.0], [False, True, 2], [True, "out", 3.5], [True, "in", 4], [False, "in", 5]]
    made = write(values(), points=points, paths=("switches.leniency", "switches.crowding", "parameters.x")).dataset()
    assert made["switches.leniency"].dtype == bool
    assert made["switches.crowding"].values.tolist() == ["in", "True", "out", "in", "in"]
    assert made["parameters.x"].dtype == np.float64


def test_a_missing_extra_says_how_to_install_it(write, monkeypatch):
    made = write(values())
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(InputError, match=r"needs a library: xarray.*xiandao\[data\]"):
        made.dataset()
