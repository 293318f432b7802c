"""A real Dask scheduler with real worker processes on this machine: same bytes, workers that die and come."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sim.analyses.sweep.run import sweep
from sim.errors import InputError

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")

SWEEP = {
    "sweep": {"id": "cluster", "name": {"zh": "集群", "en": "Cluster"}, "scenario": "template", "fitted": "prior",
              "draws": 300, "replicates": 2},
    "factors": [{"path": "shares.pilot-zones", "values": [k / 50 for k in range(8)]}],
    "outputs": {"metrics": ["firms", "scenarios_listed"]},
}  # fmt: skip


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.scheduler = self._run("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        import json

        time.sleep(0.2)
        self.address = json.loads(file.read_text())["address"]

    def add(self) -> None:
        """One worker more, one thread."""
        options = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--no-nanny")
        self.workers.append(self._run("worker", self.address, *options, "--local-directory", str(self.folder)))

    def kill(self) -> None:
        """The oldest worker, without a warning."""
        worker = self.workers.pop(0)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()

    def close(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, "-m", "dask", *words], cwd=self.folder, **quiet)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    made.add()
    made.add()
    yield made
    made.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return sweep(SWEEP, tmp_path_factory.mktemp("sweeps") / "whole", executor="threads")


@pytest.mark.slow
def test_the_same_bytes_on_a_cluster(cluster, whole, tmp_path):
    assert sweep(SWEEP, tmp_path, executor=f"dask:{cluster.address}").sha256 == whole.sha256


@pytest.mark.slow
def test_workers_die_and_others_come_during_the_run(cluster, whole, tmp_path):
    """Both workers that began it are killed on the way; two new ones finish."""
    turns = iter((2, 5))
    due = [next(turns)]

    def change(done, units):
        if due and done >= due[0]:
            cluster.add()
            cluster.kill()
            due[:] = [step] if (step := next(turns, None)) else []

    made = sweep(SWEEP, tmp_path, executor=f"dask:{cluster.address}", progress=change)
    assert made.sha256 == whole.sha256
    assert not due


@pytest.mark.slow
def test_a_sweep_goes_on_elsewhere(cluster, whole, tmp_path):
    """Begun on a cluster, interrupted, finished by threads of this machine."""

    def stop(done, units):
        if done == 3:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        sweep(SWEEP, tmp_path, executor=f"dask:{cluster.address}", progress=stop)
    assert threading.active_count() < 50
    assert sweep(SWEEP, tmp_path, executor="threads").sha256 == whole.sha256


def test_no_scheduler_there_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.analyses.sweep.executors._PATIENCE", 0.5)
    with pytest.raises(InputError, match=r"no Dask scheduler answers.*dask:tcp://127.0.0.1:1'"):
        sweep(SWEEP, tmp_path / "never", executor="dask:tcp://127.0.0.1:1")
