"""All benchmarks in one run: ``python tests/benchmarks/run.py [--starsim PYTHON]`` writes results/reference/.

``--starsim``: an interpreter of an environment with Starsim (``pip install '.[bench]'``); without it that row is left
open. Takes about an hour on two quiet cores.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
OUT = HERE.parents[1] / "results" / "reference"


def verdict(value: float, relation: str, target: float | None) -> str:
    """met, not met, or nothing where no figure was promised."""
    if target is None:
        return ""
    if value != value:
        return "not measured"
    met = {"at most": value <= target, "at least": value >= target, "1.8 to": 1.8 <= value <= target}[relation]
    return "met" if met else "**not met**"


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    import mesa
    import numba
    import numpy

    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.processor())
    return {
        "processor": f"{model}, {os.cpu_count()} cores",
        "system": platform.platform(),
        "Python": platform.python_version(),
        "numba": numba.__version__,
        "numpy": numpy.__version__,
        "Mesa": mesa.__version__,
        "load before": f"{os.getloadavg()[0]:.2f}",
        "date": datetime.date.today().isoformat(),
    }


def merged(before: list, fresh: list) -> list:
    """The rows of the last table with those measured again in their places, new ones at the end."""
    again = {row[0]: row for row in fresh}
    kept = [again.pop(row[0], row) for row in before]
    return [*kept, *again.values()]


def _named(names: str, rooms: tuple) -> list:
    """Functions by their names, with commas."""
    return [next(getattr(room, name) for room in rooms if hasattr(room, name)) for name in names.split(",")]


def main() -> None:
    """Measure everything and write benchmarks.md and benchmarks.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starsim", help="interpreter with Starsim")
    parser.add_argument(
        "--only", help="measure these functions alone (names with commas); other rows keep their figures"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the table, results/reference otherwise")
    options = parser.parse_args()
    import decision_measures
    import measures
    import page_measures
    import sweep_measures

    rooms = (measures, decision_measures, sweep_measures, page_measures)
    about = machine()
    rows = []
    everything = (
        measures.firm_month,
        measures.whole_forecast,
        measures.against_mesa,
        lambda: measures.against_starsim(options.starsim),
        measures.doubling,
        measures.threads,
        measures.paired_variance,
        measures.interruption,
        measures.help_time,
        measures.calibration,
        decision_measures.comparison,
        decision_measures.search_regret,
        decision_measures.search_real,
        decision_measures.sensitivity_known,
        decision_measures.sensitivity_real,
        sweep_measures.overhead,
        sweep_measures.scaling,
        sweep_measures.large_result,
        sweep_measures.million,
        page_measures.page,
    )
    for measure in everything if options.only is None else _named(options.only, rooms):
        for row in measure():
            rows.append(row)
            print(f"{row[0]:75s} {row[1]:10.3g} {row[2]}", flush=True)
    if options.only is not None:
        rows = merged(json.loads((OUT / "benchmarks.json").read_text(encoding="utf-8"))["rows"], rows)
    table = ["| what | measured | promised | |", "|---|---|---|---|"]
    for what, value, unit, relation, target in rows:
        promised = "" if target is None else f"{relation} {target:g} {unit}"
        name = what.replace("  ", "&nbsp;&nbsp;", 1) if what.startswith("  ") else what
        table.append(f"| {name} | {value:.3g} {unit} | {promised} | {verdict(value, relation, target)} |")
    head = [
        "# Benchmarks",
        "",
        "Repeat with `python tests/benchmarks/run.py --starsim PYTHON`; medians, side by side in one run.",
        "",
    ]
    head += [f"- {key}: {value}" for key, value in about.items()] + [""]
    (options.out / "benchmarks.md").write_text("\n".join(head + table) + "\n", encoding="utf-8")
    (options.out / "benchmarks.json").write_text(
        json.dumps({"machine": about, "rows": rows}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
