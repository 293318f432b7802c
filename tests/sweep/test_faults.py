"""Nothing finished is lost: the parent killed, workers killed, the disk full, the folder read-only. Real processes."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.sweep.run import SweepInterrupted, sweep
from sim.analyses.sweep.store import SweepFolder

MOMENTS = 50
VALUES = ", ".join(f"{k / 100}" for k in range(16))
TOML = f"""
[sweep]
id = "faults"
name = {{ zh = "故障", en = "Faults" }}
scenario = "template"
fitted = "prior"
draws = 300
replicates = 2
[[factors]]
path = "shares.pilot-zones"
values = [{VALUES}]
[outputs]
metrics = ["firms", "scenarios_listed"]
"""


def units_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("units/*/*.npy"))}


def sound(folder: Path, whole: dict[str, bytes]) -> bool:
    """Whether every unit that is there is that of the uninterrupted sweep."""
    return all(whole[name] == content for name, content in units_of(folder).items())


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sweeps") / "faults.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(file):
    """The uninterrupted sweep: unit files and digest."""
    made = sweep(file, file.parent / "whole", executor="threads")
    assert made.layout.units > 20
    return units_of(made.folder), made.sha256


def started(file: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """The real command in a process group of its own."""
    words = [sys.executable, "-m", "sim", "sweep", str(file), "--out", str(folder), "-q", "--lang", "en", *options]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.slow
@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_the_parent_killed_at_random_moments(file, whole, tmp_path, executor):
    """25 kills each: whatever is there is whole, workers do not outlive their parent, and the end is the same."""
    rng = random.Random(1 if executor == "threads" else 2)
    kills, folder, rounds = 0, tmp_path / "0", 0
    while kills < MOMENTS // 2:
        before = len(units_of(folder))
        process = started(file, folder, "--executor", executor, "--workers", "2")
        wanted, patience = before + rng.randint(0, 4), time.monotonic() + 60
        while len(units_of(folder)) <= wanted and process.poll() is None and time.monotonic() < patience:
            time.sleep(0.002)
        time.sleep(rng.random() * 0.1)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
        assert len(units_of(folder)) >= before
        assert sound(folder, whole[0])
        if (folder / "complete.json").exists():
            assert json.loads((folder / "complete.json").read_bytes())["sha256"] == whole[1]
            rounds += 1
            folder = tmp_path / str(rounds)
    assert sweep(file, folder, executor="threads").sha256 == whole[1]
    deadline = time.monotonic() + 10
    while orphans(str(folder.parent)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert orphans(str(folder.parent)) == []


def orphans(words: str) -> list[int]:
    """Processes of this test that still run, by their command line (Linux)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if words in path.read_bytes().decode(errors="replace"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid()]


@pytest.mark.slow
def test_workers_killed_at_random_moments(file, whole, tmp_path):
    """50 workers killed while sweeps run: each sweep ends by itself, with the same bytes.

    The killer keeps this machine's pace: where workers take long to start, they are left to live longer.
    """
    rng = random.Random(3)
    began = time.monotonic()
    assert sweep(file, tmp_path / "paced", executor="processes", workers=2).sha256 == whole[1]
    pace = (time.monotonic() - began) / 4
    kills, over = 0, threading.Event()

    def kill() -> None:
        nonlocal kills
        while not over.is_set():
            time.sleep(pace * (0.5 + rng.random()))
            workers = [child for child in multiprocessing.active_children() if child.pid]
            if workers and not over.is_set():
                os.kill(rng.choice(workers).pid or 0, signal.SIGKILL)
                kills += 1

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        turn = 0
        while kills < MOMENTS:
            made = sweep(file, tmp_path / str(turn), executor="processes", workers=2)
            assert made.sha256 == whole[1]
            turn += 1
    finally:
        over.set()
        killer.join()


@pytest.fixture
def small_disk(tmp_path):
    """A file system that holds the inputs, the record and a unit or two, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=140k", "tmpfs", str(place)]
    if os.name != "posix" or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user may not mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.slow
def test_a_disk_that_is_full(file, whole, small_disk):
    """One sentence, exit code 1, what was finished stays; with room the same command does the rest."""
    folder = small_disk / "sweep"
    process = started(file, folder, "--executor", "threads")
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert b"the disk is full" in said
    assert b"Traceback" not in said
    assert sound(folder, whole[0])
    assert 0 < len(units_of(folder)) < len(whole[0])
    subprocess.run(["mount", "-o", "remount,size=50m", str(small_disk)], check=True)
    assert sweep(file, folder, executor="threads").sha256 == whole[1]


@pytest.mark.slow
def test_a_folder_that_is_read_only(file, whole, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    process = started(file, small_disk / "sweep", "--executor", "threads")
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2
    assert b"cannot be written" in said
    assert b"Traceback" not in said


@pytest.mark.slow
def test_ctrl_c_in_a_real_terminal_command(file, whole, tmp_path):
    """SIGINT to the whole group, as a terminal sends it: the units in flight are kept, the resume line works."""
    folder = tmp_path / "cut"
    process = started(file, folder, "--executor", "processes", "--workers", "2")
    while len(units_of(folder)) < 2 and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said.decode()
    kept = len(units_of(folder))
    assert f"{kept} of {len(whole[0])} are kept".encode() in said
    assert f"xiandao sweep {file} --out {folder}".encode() in said
    assert b"Traceback" not in said
    assert sound(folder, whole[0])
    assert sweep(file, folder, executor="threads").sha256 == whole[1]


@pytest.mark.slow
def test_ctrl_c_while_a_unit_is_being_saved(file, whole, tmp_path, monkeypatch):
    """The unit that Ctrl-C finds between its file and the reckoning of it is counted, and told of once."""
    folder, put, cut = tmp_path / "cut", SweepFolder.put, [True]

    def put_and_interrupt(self, unit, array):
        put(self, unit, array)
        if cut:
            cut.pop()
            raise KeyboardInterrupt

    monkeypatch.setattr(SweepFolder, "put", put_and_interrupt)
    with pytest.raises(SweepInterrupted) as stop:
        sweep(file, folder, executor="threads")
    assert 0 < stop.value.done == len(units_of(folder)) < len(whole[0])
    assert sweep(file, folder, executor="threads").sha256 == whole[1]


@pytest.mark.slow
def test_digests_are_of_the_content(whole):
    digest = hashlib.sha256()
    for content in whole[0].values():
        digest.update(hashlib.sha256(content).digest())
    assert digest.hexdigest() == whole[1]
    assert np.load(io.BytesIO(next(iter(whole[0].values())))).dtype == np.float64
