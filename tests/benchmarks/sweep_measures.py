"""What is measured of sweeps: overhead, scaling, memory of the parent, large results. Rows as in ``measures.py``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from sim.analyses.sweep.experiment import load_experiment
from sim.analyses.sweep.run import sweep
from sim.analyses.sweep.work import Job, run_unit
from sim.engine.compiled import simulate

Row = tuple[str, float, str, str, float | None]


def declared(scenario: str, draws: int, **outputs) -> dict:
    """A sweep over four allocations."""
    return {
        "sweep": {"id": "bench", "name": {"zh": "测", "en": "Bench"}, "scenario": scenario, "fitted": "prior",
                  "draws": draws, "replicates": 2},
        "factors": [{"path": "shares.pilot-zones", "values": [0.0, 0.01, 0.02, 0.03]}],
        "outputs": outputs,
    }  # fmt: skip


def overhead() -> list[Row]:
    """Sweep of the full city in one thread, units of a second, against the same runs by bare ``simulate``; medians."""
    document = declared("reference", 60)
    experiment = load_experiment(document)
    layout, inputs = experiment.layout, experiment.inputs
    theta = np.repeat(inputs.draws(1, 0, 60), 2, axis=0)
    seeds = np.column_stack([np.ones(120), np.arange(120)]).astype(np.int64)
    ratios = []
    for _ in range(3):
        start = time.perf_counter()
        for point in range(layout.points):
            scenario = experiment.scenario(experiment.scenario_settings(point))
            for first in range(0, 120, layout.unit_runs):
                rows = slice(first, first + layout.unit_runs)
                simulate(theta[rows], None, seeds[rows], scenario=scenario, plan=inputs.plan,
                         parameters=inputs.parameters, threads=1)  # fmt: skip
        bare = time.perf_counter() - start
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            sweep(document, Path(folder) / "s", executor="threads", workers=1)
            ratios.append((time.perf_counter() - start) / bare)
    return [("sweep layer over bare simulate, units of a second", 100 * (float(np.median(ratios)) - 1.0), "%",
             "at most", 5)]  # fmt: skip


def scaling() -> list[Row]:
    """Two processes against one, two Dask workers against one, start-up apart (a first unit is run before)."""
    document = declared("reference", 120)
    rows: list[Row] = []
    seconds = {number: _pooled(document, number) for number in (1, 2)}
    rows.append(("sweep, 2 processes against 1", seconds[1] / seconds[2], "x", "at least", 1.8))
    seconds = {number: _clustered(document, number) for number in (1, 2)}
    rows.append(("sweep, 2 Dask workers against 1", seconds[1] / seconds[2], "x", "at least", 1.7))
    return rows


def _timed(pool, units: int) -> float:
    """Seconds of all units but the first ones, which start the workers."""
    for future in [pool.submit(unit) for unit in range(2 * pool.workers)]:
        future.result()
    start = time.perf_counter()
    for future in [pool.submit(unit) for unit in range(units)]:
        future.result()
    return time.perf_counter() - start


def _job(document: dict) -> Job:
    from sim.study.provenance import code_digest, numeric_fingerprint

    return Job(load_experiment(document), code_digest(), numeric_fingerprint())


def _pooled(document: dict, workers: int) -> float:
    from sim.analyses.sweep.executors import Processes

    job = _job(document)
    run_unit(job, 0)
    pool = Processes(job, workers)
    try:
        return _timed(pool, job.experiment.layout.units)
    finally:
        pool.close()


def _clustered(document: dict, workers: int) -> float:
    from sim.analyses.sweep.executors import Dask

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        words = [sys.executable, "-m", "dask"]
        options = ["--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        processes = [subprocess.Popen([*words, "scheduler", *options], **quiet)]
        try:
            while not file.exists():
                time.sleep(0.1)
            options = [
                "--nworkers",
                "1",
                "--nthreads",
                "1",
                "--no-dashboard",
                "--no-nanny",
                "--scheduler-file",
                str(file),
            ]
            for _ in range(workers):
                processes.append(subprocess.Popen([*words, "worker", *options], cwd=folder, **quiet))
            import json

            address = json.loads(file.read_text())["address"]
            job = _job(document)
            _wait_for(address, workers)
            pool = Dask(job, address)
            try:
                return _timed(pool, job.experiment.layout.units)
            finally:
                pool.close()
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


def large_result() -> list[Row]:
    """Open a result of 2 GB and take the mean of every column over draws and replicates, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _write_large(Path(folder))
        code = (
            "import resource, sys, time, sim\n"
            "start = time.perf_counter()\n"
            "made = sim.open_results(sys.argv[1]).dataset()\n"
            "mean = made.drop_vars('status').mean(['draw', 'replicate']).compute()\n"
            "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
            "print(time.perf_counter() - start, peak)"
        )
        made = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    seconds, peak = map(float, made.stdout.split())
    return [
        ("open a 2 GB result and aggregate every column", seconds, "s", "at most", 10),
        ("  memory", peak, "MB", "at most", 1000),
    ]


def _write_large(folder: Path) -> None:
    """A sweep of 2 GB as another would have left it: numbers drawn, not simulated."""
    from sim.analyses.sweep.begin import begin
    from sim.analyses.sweep.run import manifest_of
    from sim.analyses.sweep.store import SweepFolder

    document = declared("reference", 12_500, record="months")
    experiment = load_experiment(document)
    place = SweepFolder(folder)
    begin(place, manifest_of(experiment, mixed=False), experiment.files(), new=False)
    layout, rng = experiment.layout, np.random.default_rng(1)
    whole = rng.random((layout.unit_runs, layout.width))
    whole[:, 0] = 1.0
    for unit in range(layout.units):
        place.put(unit, whole[: layout.shape_of(unit)[0]])


_MILLION = """
import resource, sys
from pathlib import Path
from sim.analyses.sweep.run import sweep
values = [k / 10000 for k in range(10)]
document = {
    "sweep": {"id": "million", "name": {"zh": "x", "en": "x"}, "scenario": "template", "fitted": "prior",
              "draws": 50000, "replicates": 2},
    "factors": [{"path": "shares.pilot-zones", "values": values}],
    "outputs": {"metrics": ["firms", "births"]},
}
seen = []
sweep(document, Path(sys.argv[1]), executor="processes",
      progress=lambda d, n: seen.append((d, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))
half = next(m for d, m in seen if d >= len(seen) // 2)
print(seen[-1][1], seen[-1][1] - half)
"""


def million() -> list[Row]:
    """Memory of the parent in a sweep of a million runs of the tiny city (takes ten minutes or more)."""
    with tempfile.TemporaryDirectory() as folder:
        code = "if __name__ == '__main__':\n" + "\n".join("    " + line for line in _MILLION.strip().splitlines())
        script = Path(folder) / "million.py"
        script.write_text(code, encoding="utf-8")
        made = subprocess.run(
            [sys.executable, str(script), str(Path(folder) / "out")], capture_output=True, text=True, check=True
        )
    peak, growth = map(float, made.stdout.split())
    return [
        ("memory of the parent, sweep of 1,000,000 runs", peak, "MB", "at most", 500),
        ("  growth over the second half", growth, "MB", "", None),
    ]
