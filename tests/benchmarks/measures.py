"""What is measured, each as a function that returns rows of (what, value, unit, at least or at most, target)."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from sim.engine.agents.city import City
from sim.engine.compiled import simulate
from sim.engine.compiled.worlds import build_worlds, plan_money
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation, load_scenario
from sim.model.tables.metrics import METRIC_INDEX
from sim.model.tables.phases import PHASE_COUNT, PHASES
from tests.stepped_run import SteppedRun

HERE = Path(__file__).parent
Row = tuple[str, float, str, str, float | None]


def inputs(runs: int, seed: int = 1):
    """theta and seeds of ``runs`` runs, two a draw."""
    table = load_parameters()
    theta = np.repeat(table.draw(seed, (runs + 1) // 2), 2, axis=0)[:runs]
    return theta, np.column_stack([np.full(runs, seed), np.arange(runs)])


def timed(runs: int, **options) -> tuple[float, float]:
    """Seconds and firm-months of ``runs`` runs."""
    theta, seeds = inputs(runs)
    loaded = {"scenario": load_scenario("reference"), "plan": load_plan("hangzhou"), "parameters": load_parameters()}
    start = time.perf_counter()
    made = simulate(theta, None, seeds, **loaded, **options)
    return time.perf_counter() - start, float(made.metrics[:, :, METRIC_INDEX["firms"]].sum())


def firm_month(runs: int = 60) -> list[Row]:
    """Nanoseconds a firm-month on one core: all phases together, then each."""
    timed(2, threads=1)
    samples = []
    for _ in range(5):
        seconds, months = timed(runs, threads=1)
        samples.append(seconds / months * 1e9)
    rows: list[Row] = [("firm-month, one core, all phases", statistics.median(samples), "ns", "at most", 300)]
    plan, table, scenario = load_plan("hangzhou"), load_parameters(), load_scenario("reference")
    policy = allocation(scenario, plan)
    money = plan_money(plan, policy, policy.totals[None, :], 24, plan.start_month)[0]
    spent, months = np.zeros(PHASE_COUNT), 0.0
    for run, theta in enumerate(table.draw(1, 20)):
        city = SteppedRun(build_worlds(plan, table, theta, policy)[0], money, 1, run)
        for month in range(24):
            city.open_month(month)
            for phase in range(PHASE_COUNT):
                start = time.perf_counter()
                city.perform(phase)
                spent[phase] += time.perf_counter() - start
            months += city.count[METRIC_INDEX["firms"]]
    rows += [(f"  phase {PHASES[k].name}", spent[k] / months * 1e9, "ns", "", None) for k in range(PHASE_COUNT)]
    return rows


def _child(code: str, **environment: str) -> str:
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    return made.stdout


def whole_forecast() -> list[Row]:
    """1,000 runs of the full city: seconds and peak memory, compiled already; then as the very first command."""
    code = (
        "import re, time, sim; t = time.perf_counter(); sim.forecast('reference', runs=1000, seed=1, structure_runs=0);"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read()).group(1);"
        "print(time.perf_counter() - t, int(peak) / 1024)"
    )
    _child(code.replace("runs=1000", "runs=2"))
    samples = [tuple(map(float, _child(code).split())) for _ in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "sim", "forecast", "--out", f"{folder}/out", "-q"],
            check=True, capture_output=True, env={**os.environ, "XIANDAO_CACHE": f"{folder}/cache"},
        )  # fmt: skip
        first = time.perf_counter() - start
    return [
        ("1,000 runs x 24 months, 2 cores, compiled", statistics.median(s for s, _ in samples), "s", "at most", 15),
        ("peak memory of it", statistics.median(m for _, m in samples), "MB", "at most", 800),
        ("the first command: compilation, structural variants and charts included", first, "s", "at most", 75),
    ]


def against_mesa() -> list[Row]:
    """Compiled against ``City`` stepping stock agents without DataCollector: per core, the same run, median of 5."""
    table = load_parameters()
    theta = table.central()
    loaded = {"scenario": load_scenario("reference"), "plan": load_plan("hangzhou"), "parameters": table, "threads": 1}
    simulate(theta, None, 1, **loaded)
    ratios, mesa = [], []
    for run in range(5):
        city = City("reference", rng=1, run=run, collect=False)
        start = time.perf_counter()
        while city.running:
            city.step()
        slow = time.perf_counter() - start
        keys = [[1, run]] * 20
        start = time.perf_counter()
        simulate([theta] * 20, None, keys, **loaded)
        fast = (time.perf_counter() - start) / 20
        ratios.append(slow / fast)
        mesa.append(slow)
    return [
        ("compiled against City, per core", statistics.median(ratios), "x", "at least", 30),
        ("  one City of 24 months", statistics.median(mesa), "s", "", None),
    ]


def against_starsim(python: str | None) -> list[Row]:
    """SIS in the rule dialect against Starsim's SIS on the same network, per core."""
    if python is None:
        return [("SIS against Starsim (not measured: give --starsim PYTHON)", float("nan"), "x", "at least", 5)]
    from sis import prepare, run
    from sis_network import network

    rows: list[Row] = []
    for agents, repeats in ((4_000, 7), (100_000, 3)):
        told = subprocess.run(
            [python, HERE / "starsim_sis.py", str(agents), "50", str(repeats)],
            capture_output=True, text=True, check=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"},
        )  # fmt: skip
        theirs = json.loads(told.stdout.splitlines()[-1])
        one, other = network(agents)
        mine, prevalence = [], []
        for repeat in range(repeats + 1):
            seeds = np.random.default_rng(repeat).random(agents) < 0.01
            people, statuses, contacts, world = prepare(agents, one, other, seeds)
            path = np.zeros(theirs["steps"])
            start = time.perf_counter()
            run(people, statuses, contacts, world, repeat, theirs["steps"], path)
            mine.append(time.perf_counter() - start)
            prevalence.append(path[-1])
        ratio = statistics.median(theirs["seconds"]) / statistics.median(mine[1:])
        rate = statistics.median(mine[1:]) / agents / theirs["steps"] * 1e9
        rows += [
            (f"SIS in the dialect against Starsim {theirs['version']}, {agents:,} agents", ratio, "x", "at least", 5),
            ("  SIS agent-step, ten contacts", rate, "ns", "", None),
            ("  prevalence at the end here", float(np.mean(prevalence[1:])), "", "", None),
            ("  prevalence at the end in Starsim", float(np.mean(theirs["prevalence"])), "", "", None),
        ]
    return rows


def doubling() -> list[Row]:
    """Cost when the city, the months or the runs double."""
    plan = load_plan("hangzhou")
    anchors = {
        name: tuple(point.model_copy(update={"value": 2 * point.value}) for point in points)
        for name, points in plan.anchors.items()
    }
    header = plan.header.model_copy(update={"scale": 2 * plan.header.scale})
    twice = plan.model_copy(update={"header": header, "anchors": anchors})
    scenario, table = load_scenario("reference"), load_parameters()
    money = allocation(scenario, plan).totals
    theta, seeds = inputs(40)

    def seconds(runs=40, months=24, city=plan, factor=1.0):
        samples = []
        for _ in range(5):
            start = time.perf_counter()
            simulate(
                theta[:runs], factor * money, seeds[:runs],
                scenario=scenario, plan=city, parameters=table, months=months, threads=1,
            )  # fmt: skip
            samples.append(time.perf_counter() - start)
        return statistics.median(samples)

    seconds(2)
    base = seconds()
    return [
        (
            "cost when firms, funds, incubators, capacities double",
            seconds(city=twice, factor=2.0) / base,
            "x",
            "1.8 to",
            2.2,
        ),
        ("cost when months double (12 to 24)", base / seconds(months=12), "x", "1.8 to", 2.2),
        ("cost when runs double", base / seconds(runs=20), "x", "1.8 to", 2.2),
    ]


def threads() -> list[Row]:
    """Two threads against one."""
    ratios = [timed(160, threads=1)[0] / timed(160, threads=2)[0] for _ in range(5)]
    return [("2 threads against 1", statistics.median(ratios), "x", "at least", 1.8)]


def paired_variance(runs: int = 300) -> list[Row]:
    """Variance of reference - even with common numbers over that with independent numbers, median over targets."""
    plan = load_plan("hangzhou")
    theta, seeds = inputs(runs)
    other = seeds + np.array([1000, 0])
    columns = [METRIC_INDEX[target.reading(target.primary).metric] for target in plan.targets]
    reference = simulate(theta, None, seeds).metrics[:, -1, columns]
    even = simulate(theta, None, seeds, scenario="even").metrics[:, -1, columns]
    apart = simulate(theta, None, other, scenario="even").metrics[:, -1, columns]
    common, independent = (reference - even).var(axis=0), (reference - apart).var(axis=0)
    varies = independent > 0
    ratio = float(np.median(common[varies] / independent[varies]))
    return [("variance of reference - even, common over independent numbers", ratio, "", "at most", 0.2)]


def interruption() -> list[Row]:
    """Milliseconds from Ctrl-C to quiet, with the finished runs kept."""
    code = (
        "import sys, time, sim\n"
        "from sim.study.record import Interrupted\n"
        "try:\n"
        "    sim.forecast('reference', runs=4000, seed=1, progress=lambda d, n: print(d, flush=True))\n"
        "except Interrupted as stop:\n"
        "    print('quiet', time.monotonic(), len(stop.runs_made.status), flush=True)\n"
    )
    samples, kept = [], []
    for _ in range(5):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        while int(child.stdout.readline()) < 150:
            pass
        struck = time.monotonic()
        child.send_signal(signal.SIGINT)
        line = next(line for line in child.stdout if line.startswith("quiet")).split()
        samples.append((float(line[1]) - struck) * 1e3)
        kept.append(int(line[2]))
        child.wait()
    assert min(kept) >= 100
    return [("Ctrl-C to quiet, finished runs kept", statistics.median(samples), "ms", "at most", 100)]


def help_time() -> list[Row]:
    """``xiandao --help``."""
    samples = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sim", "--help"], check=True, capture_output=True)
        samples.append(time.perf_counter() - start)
    return [("xiandao --help", statistics.median(samples), "s", "at most", 0.5)]


def calibration() -> list[Row]:
    """A trial fit from nothing to its gate, and from its parts what 40,000 histories take (minutes)."""
    from sim.analyses.calibrate.run import calibrate, held_out

    trial, whole = 4000, 40_000
    stages: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        calibrate(trial, seed=7, histories=folder, report=lambda stage: stages.setdefault(stage, time.perf_counter()))
        total = time.perf_counter() - start
    histories = stages["regression"] - start
    # every stage after the histories is linear in their number but for running some again, which is the same
    rest = (total - histories) * whole / trial
    scaled = histories * (whole + held_out(whole)) / (trial + held_out(trial)) + rest
    return [
        ("calibrate, 4,000 histories, fit, gate and diagnostics, 2 cores", total / 60.0, "min", "at most", 5),
        ("  histories of 84 months, each, 2 cores", 1e3 * histories / (trial + held_out(trial)), "ms", "", None),
        ("calibrate, 40,000 histories, scaled from the same run", scaled / 60.0, "min", "at most", 45),
    ]
