"""Baseline probabilities and counts under a scenario's own readings, for comparison on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.app.page.record import RunRecord
from sim.study.inputs import Inputs
from sim.study.outcomes import Outcomes, ends_of
from sim.study.probabilities import estimate
from sim.study.record import DONE, Runs


@dataclass(frozen=True)
class BaselineFigures:
    """The baseline under the readings of a scenario. ``met``: target -> probability and its Monte Carlo error;
    ``count``: target -> expected count at the end; ``number_met``: expected number of targets of classes A and B met,
    ``number_met_before`` the same under the baseline's own readings; ``all_met``: probability of all of them.
    """

    met: Mapping[str, tuple[float, float]]
    count: Mapping[str, float]
    number_met: float
    number_met_before: float
    all_met: float


def baseline_figures(baseline: RunRecord, inputs: Inputs, shipped: Mapping[str, Any] | None) -> BaselineFigures:
    """The figures of ``baseline`` under the readings of ``inputs``, from all runs that it has.

    While runs are missing, the ``shipped`` forecast of the same baseline speaks for every target that both count alike,
    and the sums follow from the targets: a handful of runs never says other than the forecast did a moment before.
    """
    runs = baseline.runs()
    outcomes = Outcomes(inputs, ends_of(runs))
    rows = [] if shipped is None or baseline.complete else shipped["targets"]
    shipped_rows = {row["id"]: row for row in rows}
    changed = recounted(baseline, inputs)
    met, count = {}, {}
    for target in inputs.plan.targets:
        if target.id in shipped_rows and target.id not in changed:
            row = shipped_rows[target.id]
            met[target.id] = row["probability"], row["mc_error"] or 0.0
            count[target.id] = row["expected"]
            continue
        hits, draw = finished(outcomes.met[target.id], runs)
        chance = estimate(hits, draw)
        met[target.id] = chance.value, chance.error
        count[target.id] = float(np.nanmean(outcomes.count[target.id]))
    before = float(np.nanmean(Outcomes(baseline.inputs, ends_of(runs)).number_met))
    number_met = float(np.nanmean(outcomes.number_met))
    hits, draw = finished(outcomes.all_met, runs)
    all_met = estimate(hits, draw).value
    if shipped_rows and shipped is not None:
        before = number_met = shipped["joint"]["expected_met"]
        number_met += sum(met[id][0] - shipped_rows[id]["probability"] for id in changed if id in outcomes.together)
        all_met = min(all_met, *(met[id][0] for id in outcomes.together)) if changed else shipped["joint"]["all_met"]
    return BaselineFigures(met, count, number_met, before, all_met)


def recounted(baseline: RunRecord, inputs: Inputs) -> frozenset[str]:
    """The targets that ``inputs`` counts in another way than the baseline does: reading, number or tolerance."""
    ours, theirs = inputs.allocation.readings, baseline.inputs.allocation.readings
    return frozenset(id for id in ours if ours[id] != theirs[id])


def finished(hits: np.ndarray, runs: Runs) -> tuple[np.ndarray, np.ndarray]:
    """``hits`` of the runs that finished, and the parameter draw of each."""
    done = runs.status == DONE
    return hits[done], runs.draw[done]
