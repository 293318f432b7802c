"""What half of the plan's money, less or more, changes of every target, and what limits it.

``python tests/benchmarks/half_of_the_money.py [RUNS]`` writes results/reference/decisions/half-of-the-money.csv: paired
runs of the reference against the same with half and with one and a half times its money, every action in proportion,
by the plan's end and by month 60 with no further plan money.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from sim.analyses.value.counted import at_horizons, counted
from sim.analyses.value.price_reasons import administrative
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import forecast_runs
from sim.study.paired import Difference, difference
from sim.study.study import Study

FILE = Path(__file__).resolve().parents[2] / "results" / "reference" / "decisions" / "half-of-the-money.csv"
LENGTH = 60
TIMES = {"half": 0.5, "half more": 1.5}
MUCH_UNSPENT = 0.1
COLUMNS = ("target", "reading", "primary", "month", "reference", "less", "less_error", "more", "more_error", "limits")


def limits(metric: str, soon: dict[str, Difference], late: dict[str, Difference], unspent: float) -> str:
    """What keeps money from moving a count: the office, the lag, takers, or no way from money to it."""
    if not any(change.shown for change in (*soon.values(), *late.values())):
        if metric in administrative():
            return "reading: a title or list of the office, for which nothing is paid"
        return "evidence: nothing that is paid for is known to lead there"
    found = []
    if abs(late["half more"].value) > 2.0 * abs(soon["half more"].value):
        found.append("lag: more than half of what is begun counts after the plan's end")
    if unspent > MUCH_UNSPENT:
        found.append(f"takers: {unspent:.0%} of the further money is left over by the plan's end")
    return "; ".join(found) or "price: what a unit costs"


def main(runs: int) -> None:
    """Run the three allocations and write the table."""
    study = Study.of("reference", plan=None, level=None, parameters=None, fitted=None, simulate=None)
    inputs = study.inputs
    plan, totals = inputs.plan, inputs.allocation.totals
    design = forecast_runs(inputs, runs, 1).drawn()
    keep = at_horizons({"plan": plan.months, "last": LENGTH}, LENGTH)
    found = {"reference": study.run(design, keep, inputs, length=LENGTH)}
    for name, times in TIMES.items():
        found[name] = study.run(design.with_money(totals * times), keep, inputs, length=LENGTH)
    left = METRIC_INDEX["unspent"]
    further = difference(found["half more"]["plan"][:, left], found["reference"]["plan"][:, left]).value
    unspent = further / (0.5 * float(totals.sum()))
    with FILE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for one in counted(plan, inputs.allocation.readings, ()):
            column = METRIC_INDEX[one.metric]
            changes = {
                kept: {
                    name: difference(found[name][kept][:, column], found["reference"][kept][:, column])
                    for name in TIMES
                }
                for kept in ("plan", "last")
            }
            words = limits(one.metric, changes["plan"], changes["last"], unspent)
            for month, kept in ((plan.months, "plan"), (LENGTH, "last")):
                less, more = changes[kept]["half"], changes[kept]["half more"]
                numbers = (found["reference"][kept][:, column].mean(), less.value, less.error, more.value, more.error)
                row = (one.target, one.reading, one.primary, month, *(f"{number:.4g}" for number in numbers), words)
                table.writerow(row)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
