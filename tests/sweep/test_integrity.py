"""Files of a sweep that are no longer as they were written: named wherever they are used, made again on request."""

from __future__ import annotations

import json
import shlex
import shutil

import numpy as np
import pytest

from sim.analyses.sweep.digests import record
from sim.analyses.sweep.export import export
from sim.analyses.sweep.results import open_results
from sim.analyses.sweep.run import SweepInterrupted, sweep
from sim.errors import InputError
from tests.sweep.parts import KEPT, SMALL, again, alter, content_of, unit

TOML = """
[sweep]
id = "small"
name = { zh = "小", en = "Small" }
scenario = "template"
fitted = "prior"
draws = 2
[[factors]]
path = "shares.pilot-zones"
values = [0.1]
"""
MINE = """
[scenario]
id = "mine"
name = { zh = "我的", en = "Mine" }
description = { zh = "我的", en = "mine" }
based_on = "template"
"""


def test_an_altered_unit_of_a_finished_sweep_is_refused_and_its_digest_stays(finished, folder):
    alter(unit(folder, 1))
    before = content_of(folder)
    with pytest.raises(InputError) as refusal:
        again(folder)
    assert refusal.value.file == str(unit(folder, 1))
    assert "not the file that SHA256SUMS records" in refusal.value.problem
    assert refusal.value.problem.endswith(f"xiandao sweep SWEEP --out {folder} --repair")
    assert content_of(folder) == before
    assert again(folder, repair=True).sha256 == finished.sha256
    assert content_of(folder) == content_of(finished.folder)


def test_a_cut_or_foreign_unit_is_altered_too(finished, folder):
    unit(folder, 0).write_bytes(unit(folder, 0).read_bytes()[:-8])
    unit(folder, 2).write_bytes(unit(folder, 1).read_bytes())
    with pytest.raises(InputError, match=r"2 units are not the files.*/00000000.npy, units/00000/00000002.npy"):
        again(folder)
    again(folder, repair=True)
    assert content_of(folder) == content_of(finished.folder)


def test_several_altered_units_are_counted_and_the_first_named(finished, folder):
    for number in range(4):
        alter(unit(folder, number))
    with pytest.raises(InputError, match=r"damaged, 4 units are not the files.*00000000.npy, .*00000003.npy'"):
        again(folder)
    again(folder, repair=True)
    assert content_of(folder) == content_of(finished.folder)


def test_the_command_names_the_sweep_as_it_was_typed(folder, tmp_path):
    """Pasted into a shell it has the very words."""
    file = tmp_path / "my sweep.toml"
    file.write_text(TOML, encoding="utf-8")
    out = sweep(file, tmp_path / "its own", executor="threads").folder
    alter(unit(out, 0))
    with pytest.raises(InputError) as refusal:
        sweep(file, out, executor="threads")
    words = shlex.split(refusal.value.problem.partition(": ")[2])
    assert words == ["xiandao", "sweep", str(file), "--out", str(out), "--repair"]


def test_an_unfinished_sweep_does_not_go_on_from_an_altered_unit(finished, tmp_path):
    def stop(done, units):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(SweepInterrupted):
        again(tmp_path, progress=stop)
    alter(unit(tmp_path, 0))
    with pytest.raises(InputError, match=r"00000000.npy: damaged"):
        again(tmp_path)
    assert not (tmp_path / "complete.json").exists()
    assert again(tmp_path, repair=True).sha256 == finished.sha256


def test_a_unit_altered_while_the_sweep_runs_keeps_it_from_being_finished(tmp_path):
    with pytest.raises(InputError, match=r"00000000.npy: damaged"):
        again(tmp_path, progress=lambda done, units: alter(unit(tmp_path, 0)) if done == units else None)
    assert not (tmp_path / "complete.json").exists()


@pytest.mark.parametrize("use", [
    lambda results: results.summary(),
    lambda results: results.table(["firms"]),
    lambda results: results.plot("lines"),
    lambda results: export(results, "csv"),
    lambda results: export(results, "csv", what="points"),
    lambda results: export(results, "csv", what="targets"),
])  # fmt: skip
def test_whatever_reads_an_altered_unit_names_it(folder, use):
    alter(unit(folder, 2))
    with pytest.raises(InputError, match=r"00000002.npy: damaged.* --repair"):
        use(open_results(folder))
    assert not list(folder.glob("*.csv"))


@pytest.mark.parametrize("to", ["parquet", "netcdf"])
def test_no_file_for_others_is_made_of_an_altered_unit(folder, to):
    pytest.importorskip("xarray", reason="the extra `data` is not installed")
    alter(unit(folder, 2))
    before = set(content_of(folder))
    with pytest.raises(InputError, match=r"00000002.npy: damaged"):
        export(open_results(folder), to)
    assert set(content_of(folder)) == before


def test_a_dataset_stays_lazy_and_checks_the_units_that_it_reads(write, monkeypatch):
    pytest.importorskip("xarray", reason="the extra `data` is not installed")
    monkeypatch.setattr("sim.analyses.sweep.dataset._CHUNK", 1)
    made = write(np.random.default_rng(3).random((5, 4, 2, 3, 2)), unit_runs=8)
    alter(unit(made.folder, 3))
    data = open_results(made.folder).dataset()  # nothing is read
    assert data["firms"].isel(point=2).notnull().all()
    with pytest.raises(InputError, match=r"00000003.npy: damaged"):
        data["firms"].isel(point=3).values  # noqa: B018


@pytest.mark.parametrize("name", KEPT)
def test_every_other_kept_file_is_checked_and_written_again(finished, folder, name):
    alter(folder / name)
    before = content_of(folder)
    for use in (open_results, again):
        with pytest.raises(InputError) as refusal:
            use(folder)
        assert refusal.value.file == str(folder / name)
        assert refusal.value.problem.endswith("--repair")
    assert content_of(folder) == before
    assert again(folder, repair=True).sha256 == finished.sha256
    assert content_of(folder) == content_of(finished.folder)


@pytest.mark.parametrize("name", [name for name in KEPT if name != "complete.json"])
def test_every_other_kept_file_is_missed(finished, folder, name):
    (folder / name).unlink()
    for use in (open_results, again):
        with pytest.raises(InputError, match=r"missing; to mend it: xiandao sweep .* --repair") as refusal:
            use(folder)
        assert refusal.value.file == str(folder / name)
    again(folder, repair=True)
    assert content_of(folder) == content_of(finished.folder)


def test_a_unit_altered_with_its_digest_is_betrayed_by_the_digest_over_all(finished, folder):
    """Nothing says which unit is wrong: the sweep is run anew, and what there was is set aside, not relabelled."""
    alter(unit(folder, 1))
    record(folder, "units/00000/00000001.npy", unit(folder, 1).read_bytes())
    before = content_of(folder)
    with pytest.raises(InputError, match=r"complete.json: damaged, not the digest of the units.* --repair"):
        open_results(folder)
    for repair in (False, True):
        with pytest.raises(InputError, match=r"complete.json: damaged, not the digest of the units.* --new"):
            again(folder, repair=repair)
    assert content_of(folder) == before
    assert again(folder, new=True).sha256 == finished.sha256
    assert json.loads((folder / "superseded-1" / "complete.json").read_bytes())["sha256"] == finished.sha256


def test_a_file_of_another_sweep_is_not_written_over(finished, folder):
    """``--repair`` with the wrong sweep file: its inputs are not those that were recorded."""
    other = {**SMALL, "sweep": {**SMALL["sweep"], "seed": 2}}
    for name in ("manifest.json", "inputs/points.json"):
        alter(folder / name)
        before = content_of(folder)
        with pytest.raises(InputError, match=r"damaged, and not the file|holds another sweep"):
            sweep(other, folder, executor="threads", repair=True)
        assert content_of(folder) == before
        shutil.copy(finished.folder / name, folder / name)


def test_a_scenario_file_that_changes_between_two_runs_is_another_sweep(tmp_path):
    """A factor names it; what its file said when the sweep began is part of the sweep."""
    file = tmp_path / "mine.toml"
    file.write_text(MINE, encoding="utf-8")
    document = {**SMALL, "factors": [{"path": "scenario", "values": ["template", str(file)]}]}
    document["sweep"] = {**SMALL["sweep"], "draws": 4}
    sweep(document, tmp_path / "out", executor="threads")
    file.write_text(MINE + "[budget]\nexpenditure = 30\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"what differs: scenario '.*mine.toml'"):
        sweep(document, tmp_path / "out", executor="threads")
