"""Saved results: whole or not there, checked when read, and enough to repeat the forecast."""

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.forecast.document import load
from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.run import forecast
from sim.errors import InputError
from sim.model.tables.metrics import METRIC_INDEX
from sim.report import report
from sim.results import files
from sim.results.files import StorageError, write_whole
from sim.study.provenance import array_digest


@pytest.fixture(scope="module")
def result(small):
    return small(runs=60)


@pytest.fixture
def folder(result, tmp_path):
    return result.save(tmp_path / "made", lang="en")


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_round_trip(result, folder):
    saved = load(folder)
    assert saved.document == result.to_json()
    assert np.array_equal(saved.metrics, result.metrics)
    assert np.array_equal(saved.arrays["money"], result.action_money)
    assert (folder / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_saved_twice_the_same_bytes(small, folder, tmp_path):
    again = small(runs=60).save(tmp_path / "again", lang="en")
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
        load(folder)
    (folder / "metrics.npz").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        load(folder)
    with pytest.raises(InputError, match=r"no manifest\.json"):
        load(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(InputError, match="not the manifest"):
        load(tmp_path)


def test_arrays_that_belong_to_another_forecast_are_found(folder, small):
    other = small(runs=60, seed=9).save(folder.parent / "other", lang="en")
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
        other.save(folder, lang="en")
    assert fault.value.result is other
    assert isinstance(fault.value, InputError)
    assert content(folder) == before
    monkeypatch.undo()
    assert load(folder).document == result.to_json()
    other.save(folder, lang="en")
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
        result.save(tmp_path / "file", lang="en")


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


@pytest.mark.usefixtures("drawn_pictures")
def test_charts_are_saved_beside_and_redrawn_without_a_complaint(small, tmp_path):
    result = small(runs=20)
    folder = result.save(tmp_path, charts=True, lang="zh")
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
    load(folder)


def older(folder, columns, names=None):
    """The folder as a program with other metrics wrote it: a record of ``columns``, under ``names`` where given."""
    with np.load(folder / "metrics.npz") as members:
        arrays = dict(members)
    assert arrays.pop("columns").tolist() == list(METRIC_INDEX)
    arrays["metrics"] = arrays["metrics"][:, :, columns]
    if names is not None:
        arrays["columns"] = np.array(names)
    np.savez_compressed(folder / "metrics.npz", **arrays)
    document = json.loads((folder / "forecast.json").read_bytes())
    document["provenance"]["fingerprint"]["metrics"] = array_digest(arrays["metrics"], arrays["status"])
    (folder / "forecast.json").write_text(json.dumps(document), encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name in ("metrics.npz", "forecast.json"):
        manifest["files"][name] = files.sha256((folder / name).read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_forecast_of_a_program_with_fewer_metrics_is_drawn_and_reported(result, folder):
    """Metrics are added at the end; the first release wrote no names."""
    counted = [METRIC_INDEX[reading.metric] for target in result.plan.targets for reading in target.readings]
    number = max(counted) + 1
    assert number < len(METRIC_INDEX), "the last metric is counted by this plan: take another plan"
    before = {kind: Forecast.opened(folder).plot(lang="en", kind=kind).record for kind in ("sheet", "quantiles")}
    again = Forecast.opened(older(folder, slice(0, number)))
    assert again.columns == tuple(METRIC_INDEX)[:number]
    name = again.columns[0]
    assert np.array_equal(again.counts(name), result.counts(name))
    assert {kind: again.plot(lang="en", kind=kind).record for kind in before} == before
    for to in ("html", "xlsx"):
        assert report(folder, to).stat().st_size > 1000
    with pytest.raises(InputError, match="not in the monthly record of this forecast"):
        again.plot(kind="fan", metric=list(METRIC_INDEX)[number])
    assert Forecast.opened(again.save(folder.parent / "again")).columns == again.columns


def test_columns_are_read_by_name_and_unknown_ones_are_left_alone(result, folder):
    """Of a later program, which may order them as it likes."""
    names = ["tomorrow", *reversed(METRIC_INDEX)]
    columns = [0, *reversed(METRIC_INDEX.values())]
    again = Forecast.opened(older(folder, columns, names))
    for name in METRIC_INDEX:
        assert np.array_equal(again.counts(name), result.counts(name))
    assert again.plot(lang="en").record == Forecast.opened(result.save(folder.parent / "now")).plot(lang="en").record
    assert report(folder, "html").is_file()
    with pytest.raises(InputError, match="unknown metric"):
        again.plot(kind="fan", metric="tomorrow")
    assert np.array_equal(Forecast.opened(again.save(folder.parent / "copy")).counts("firms"), result.counts("firms"))


def test_names_that_are_not_those_of_the_columns_are_refused(folder):
    with pytest.raises(InputError, match="another version"):
        Forecast.opened(older(folder, slice(0, 3), ["firms"]))
