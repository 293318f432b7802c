"""The record of digests itself: damaged, half-written, lost, or never there, as in an older folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.sweep.digests import RECORD, read_digests
from sim.analyses.sweep.results import UncheckedWarning, open_results
from sim.analyses.sweep.store import SweepFolder
from sim.errors import InputError
from tests.sweep.parts import KEPT, again, alter, content_of, unit

READ = ["manifest.json", "complete.json", "inputs/points.json", "inputs/plan.toml", "units/00000/00000001.npy"]


@pytest.mark.parametrize("name", ["units/00000/00000001.npy", *KEPT])
@pytest.mark.parametrize("damage", ["other digest", "no digest", "no line"])
def test_a_damaged_record_is_not_taken_for_a_good_one(finished, folder, name, damage):
    lines = (folder / RECORD).read_text().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.endswith(f"  {name}\n"))
    digest = lines[place][:64]
    lines[place] = {"other digest": lines[place].replace(digest, digest[::-1]), "no digest": f"?{lines[place]}",
                    "no line": ""}[damage]  # fmt: skip
    (folder / RECORD).write_text("".join(lines))
    with pytest.raises(InputError, match="--repair"):
        again(folder)
    if damage != "no line" or name in READ:
        with pytest.raises(InputError, match="--repair"):
            open_results(folder).summary()
    assert again(folder, repair=True).sha256 == finished.sha256
    assert content_of(folder) == content_of(finished.folder)


def test_a_kill_at_any_moment_leaves_a_folder_to_go_on_with(finished, folder):
    """Before the unit (its line stands alone), and within its line."""
    unit(folder, 3).unlink()
    (folder / "complete.json").unlink()
    lines = (folder / RECORD).read_bytes().splitlines(keepends=True)
    before = [line for line in lines if not line.endswith((b"0003.npy\n", b"complete.json\n"))]
    (folder / RECORD).write_bytes(b"".join(before))
    for rest in (lines[-1][:30], lines[-1]):
        with open(folder / RECORD, "ab") as file:
            file.write(rest)
        assert len(open_results(folder).units_done) == finished.layout.units - 1
        assert again(folder).sha256 == finished.sha256
        assert content_of(folder) == content_of(finished.folder)
        unit(folder, 3).unlink()
        (folder / "complete.json").unlink()
        (folder / RECORD).write_bytes(b"".join(before))


@pytest.mark.parametrize("name", ["../outside", "/etc/hostname", "inputs/../../outside", "runs.csv", "units/.hidden"])
def test_a_record_names_files_of_the_sweep_and_no_others(folder, name):
    with open(folder / RECORD, "a") as file:
        file.write(f"{'0' * 64}  {name}\n")
    with pytest.raises(InputError, match="SHA256SUMS: line 12: damaged, not a digest and a name"):
        open_results(folder)


def test_the_record_is_one_that_other_programs_check(finished):
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum")
    command = ["sha256sum", "--check", "--strict", "--quiet", RECORD]
    assert subprocess.run(command, cwd=finished.folder, check=False).returncode == 0
    named = {line[66:] for line in (finished.folder / RECORD).read_text().splitlines()}
    assert named == set(content_of(finished.folder)) - {RECORD}


def older(folder: Path) -> Path:
    """The folder as versions before digests left it."""
    (folder / RECORD).unlink()
    return folder


def test_an_older_folder_opens_and_says_that_nothing_is_checked(finished, folder):
    with pytest.warns(UncheckedWarning, match=r"nothing tells whether its units, points and inputs|无从得知"):
        made = open_results(older(folder))
    assert made.summary().value.tolist() == finished.summary().value.tolist()
    assert made.sha256 == finished.sha256
    assert np.array_equal(made.unit(0), finished.unit(0))


@pytest.mark.filterwarnings("ignore::sim.analyses.sweep.results.UncheckedWarning")
def test_an_older_folder_with_a_cut_unit_counts_it_as_missing(folder):
    unit(folder, 1).write_bytes(unit(folder, 1).read_bytes()[:-8])
    assert 1 not in open_results(older(folder)).units_done


@pytest.mark.filterwarnings("ignore::sim.analyses.sweep.results.UncheckedWarning")
def test_an_older_folder_with_an_altered_unit_is_refused(folder):
    alter(unit(folder, 1))
    with pytest.raises(InputError, match=r"SHA256SUMS: missing, so that nothing says.*--repair"):
        open_results(older(folder))


@pytest.mark.filterwarnings("ignore::sim.analyses.sweep.results.UncheckedWarning")
def test_garbage_in_an_unfinished_older_folder_is_not_read_as_runs(folder):
    content = bytearray(unit(folder, 1).read_bytes())
    content[-8 * 10_000 :] = b"\x7f" * min(8 * 10_000, len(content))
    unit(folder, 1).write_bytes(bytes(content))
    (folder / "complete.json").unlink()
    with pytest.raises(InputError, match="damaged, delete it and run the sweep again"):
        open_results(older(folder)).unit(1)


def test_a_lost_record_is_made_again_where_the_digest_over_all_confirms_the_units(finished, folder):
    assert again(older(folder)).sha256 == finished.sha256
    assert content_of(folder) == content_of(finished.folder)


@pytest.mark.parametrize("complete", [True, False])
def test_a_lost_record_confirms_no_unit_by_itself(finished, folder, complete):
    older(folder)
    if complete:
        alter(unit(folder, 1))
    else:
        (folder / "complete.json").unlink()
        unit(folder, 3).unlink()
    with pytest.raises(InputError, match=r"SHA256SUMS: missing, so that nothing says.*--repair"):
        again(folder)
    assert not (folder / RECORD).exists()
    assert again(folder, repair=True).sha256 == finished.sha256
    assert content_of(folder) == content_of(finished.folder)


def test_another_platform_is_noted_in_the_manifest_and_in_the_record(folder):
    SweepFolder(folder).note_platform("other")
    assert open_results(folder).manifest["fingerprints"][1:] == ["other"]
    assert again(folder).manifest["fingerprints"][1:] == ["other"]
    assert len(read_digests(folder).files["manifest.json"]) == 1
