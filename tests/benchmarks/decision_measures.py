"""What is measured of the decision layer: comparisons, searches, sensitivity. Rows as in ``measures.py``."""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import sys
import time
from pathlib import Path

import numpy as np

import sim
from sim.study.outcomes import Outcomes, ends_of
from sim.study.record import Runs

TESTS = Path(__file__).resolve().parents[1]
RESULTS = TESTS.parent / "results"
Row = tuple[str, float, str, str, float | None]


def _module(path: str):
    """A module of the tests, by path: their folders are no packages."""
    spec = importlib.util.spec_from_file_location(path.replace("/", "_"), TESTS / f"{path}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _emptied(folder: Path) -> Path:
    """``folder`` without what an earlier run left, from which this one would go on."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def comparison() -> list[Row]:
    """Two scenarios, 1,000 paired runs each and the three assumptions on effects; paired against unpaired errors."""
    sim.compare("reference", "even", runs=4, effects_runs=0)
    start = time.perf_counter()
    made = sim.compare("reference", "even", runs=1000)
    seconds = time.perf_counter() - start
    (side,) = made.sides
    outcomes = [_outcomes(forecast) for forecast in made.forecasts]
    ratios = {"probability": [], "count": []}
    for target in made.first.targets:
        for name, paired in (("probability", side.probability), ("count", side.count)):
            own = [_error((one.met if name == "probability" else one.count)[target.id]) for one in outcomes]
            unpaired = float(np.hypot(*own))
            if unpaired > 0.0:
                ratios[name].append(paired[target.id].error / unpaired)
    return [
        ("compare two scenarios, 1,000 paired runs each, effects included", seconds, "s", "at most", 30),
        ("paired over unpaired error, probability, median target", statistics.median(ratios["probability"]), "",
         "at most", 0.45),
        ("paired over unpaired error, expected count, median target", statistics.median(ratios["count"]), "",
         "at most", 0.45),
    ]  # fmt: skip


def _outcomes(forecast):
    from sim.study.inputs import gather

    inputs = gather(forecast.scenario, forecast.plan)
    return Outcomes(inputs, ends_of(Runs(forecast.metrics, forecast.status, None)))


def _error(values: np.ndarray) -> float:
    """Standard error of a mean, clustered by draw."""
    clusters = values[: 2 * (len(values) // 2)].reshape(-1, 2).mean(axis=1)
    return float(clusters.std(ddof=1) / np.sqrt(len(clusters)))


def search_regret() -> list[Row]:
    """Median regret over 21 seeds on the stand-in whose optimum is known, through the same code."""
    toy = _module("search/toy")
    rows: list[Row] = []
    for simulations, limit in ((1000, 0.15), (4000, 0.06)):
        regrets = []
        for seed in range(21):
            engine = toy.stand_in()
            found = sim.search(
                "reference", "expected", simulations, seed, fitted="prior", simulate=engine, estimate_runs=4
            )
            regrets.append(engine.regret(toy.totals_of(found)))
        rows.append((f"search, median regret at {simulations:,} simulations", statistics.median(regrets), "",
                     "at most", limit))  # fmt: skip
    return rows


def search_real() -> list[Row]:
    """20,000 simulations on the real model; the gain on fresh seeds and its 95 % interval. Kept in results/."""
    folder = _emptied(RESULTS / "search-reference-expected-20000-1")
    start = time.perf_counter()
    found = sim.search("reference", "expected", 20_000, 1, out=folder, lang="en")
    seconds = time.perf_counter() - start
    gain = found.worth.gain
    return [
        ("search on the real model, 20,000 simulations", seconds, "s", "at most", 360),
        ("  gain over reference on fresh seeds, targets met", gain.value, "", "", None),
        ("  its 95 % interval, half", 1.96 * gain.error, "", "", None),
    ]


def sensitivity_known() -> list[Row]:
    """Largest error of any index, Ishigami and g-function, through the same code."""
    known = _module("sensitivity/test_functions")
    from sim.analyses.sensitivity.indices import variance_indices

    ishigami = variance_indices(known.ishigami, list(known.ISHIGAMI), range(3), 2048, seed=1)
    expected = np.array(list(known.ISHIGAMI.values()))
    found = np.column_stack([ishigami.first[:, 0], ishigami.total[:, 0]])
    g = variance_indices(known.g_function, list("abcde"), range(5), 4096, seed=1)
    g_found = np.column_stack([g.first[:, 0], g.total[:, 0]])
    g_error = np.abs(g_found - np.column_stack(known.g_indices())).max()
    return [
        ("Sobol' indices, Ishigami, largest error", float(np.abs(found - expected).max()), "", "at most", 0.05),
        ("Sobol' indices, g-function, largest error", float(g_error), "", "at most", 0.05),
    ]


def sensitivity_real() -> list[Row]:
    """Morris and Sobol' over all uncertain parameters of the real model, tornado and values of information; kept."""
    folder = _emptied(RESULTS / "sensitivity-reference")
    start = time.perf_counter()
    sim.sensitivity("reference", out=folder, lang="en")
    minutes = (time.perf_counter() - start) / 60.0
    return [("sensitivity on the real model: Morris, Sobol', tornado, information", minutes, "min", "at most", 30)]
