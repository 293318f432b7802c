"""Saved results: whole or not there, checked when read, and enough to repeat the forecast."""

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.forecast import files
from sim.forecast.files import StorageError, write_whole
from sim.forecast.run import forecast
from sim.forecast.store import load, save, verify


@pytest.fixture(scope="module")
def result(small):
    return small(runs=60)


@pytest.fixture
def folder(result, tmp_path):
    return save(result, tmp_path / "made", lang="en")


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_round_trip(result, folder):
    saved = load(folder)
    assert saved.document == result.to_json()
    assert np.array_equal(saved.metrics, result.metrics)
    assert np.array_equal(saved.arrays["money"], result.action_money)
    assert (folder / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_saved_twice_the_same_bytes(small, folder, tmp_path):
    again = save(small(runs=60), tmp_path / "again", lang="en")
    assert content(again) == content(folder)


def test_the_copies_repeat_the_forecast(result, folder, toy):
    inputs = folder / "inputs"
    again = forecast(inputs / "scenario.toml", runs=60, seed=1, parameters=inputs / "parameters.csv", simulate=toy)
    assert again.plan == result.plan
    assert again.provenance["fingerprint"] == result.provenance["fingerprint"]
    assert again.to_json()["targets"] == result.to_json()["targets"]


@pytest.mark.parametrize("name", ["forecast.json", "metrics.npz", "table.csv", "inputs/plan.toml"])
def test_a_changed_byte_is_found(folder, name):
    damaged = bytearray((folder / name).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (folder / name).write_bytes(damaged)
    with pytest.raises(InputError, match=r"damaged or changed.*|.*damaged") as fault:
        load(folder)
    assert name in str(fault.value)


def test_a_truncated_file_a_missing_file_and_no_forecast_at_all(folder, tmp_path):
    (folder / "metrics.npz").write_bytes((folder / "metrics.npz").read_bytes()[:100])
    with pytest.raises(InputError, match="damaged"):
        verify(folder)
    (folder / "metrics.npz").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        verify(folder)
    with pytest.raises(InputError, match=r"no manifest\.json"):
        verify(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(InputError, match="not the manifest"):
        verify(tmp_path)


def test_arrays_that_belong_to_another_forecast_are_found(folder, small):
    other = save(small(runs=60, seed=9), folder.parent / "other", lang="en")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "metrics.npz").write_bytes((other / "metrics.npz").read_bytes())
    manifest["files"]["metrics.npz"] = files.sha256((other / "metrics.npz").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match=r"not those of forecast\.json"):
        load(folder)


def full_after(monkeypatch, number):
    """A disk that is full from the ``number``-th flush on."""
    flushes = []

    def fsync(handle):
        flushes.append(handle)
        if len(flushes) > number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", fsync)


@pytest.mark.parametrize("flushes", [0, 3, 7])
def test_a_full_disk_loses_nothing(result, folder, small, monkeypatch, flushes):
    (folder / "mine.txt").write_text("kept")
    before = content(folder)
    other = small(runs=62)
    full_after(monkeypatch, flushes)
    with pytest.raises(StorageError, match="the disk is full") as fault:
        save(other, folder, lang="en")
    assert fault.value.result is other
    assert isinstance(fault.value, InputError)
    assert content(folder) == before
    monkeypatch.undo()
    assert load(folder).document == result.to_json()
    save(other, folder, lang="en")
    assert load(folder).document["runs"] == 62
    assert (folder / "mine.txt").read_text() == "kept"


def test_a_disk_that_fills_during_the_runs_costs_only_the_resume(small, monkeypatch, tmp_path):
    full_after(monkeypatch, 0)
    with pytest.warns(RuntimeWarning, match="could not be resumed"), pytest.raises(StorageError) as fault:
        small(runs=60, out=tmp_path)
    monkeypatch.undo()
    assert fault.value.result.to_json() == small(runs=60).to_json()


def test_a_folder_that_cannot_be_made(result, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        save(result, tmp_path / "file", lang="en")


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    path = tmp_path / "a.bin"
    write_whole(path, b"old")
    full_after(monkeypatch, 0)
    with pytest.raises(StorageError):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(Path(tmp_path).iterdir()) == [path]


def test_the_place_does_not_stand_in_what_is_saved(folder, tmp_path):
    for name, saved in content(folder).items():
        assert str(tmp_path).encode() not in saved, name


def test_charts_are_saved_beside_and_redrawn_without_a_complaint(small, tmp_path):
    result = small(runs=20)
    folder = save(result, tmp_path, charts=True, lang="zh")
    assert (folder / "forecast.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (folder / "forecast.svg").read_bytes()
    assert sorted(json.loads((folder / "manifest.json").read_text())["files"]) == sorted(
        [
            "forecast.json",
            "metrics.npz",
            "table.csv",
            "inputs/scenario.toml",
            "inputs/plan.toml",
            "inputs/parameters.csv",
        ]
    )
    (folder / "forecast.png").unlink()
    verify(folder)
