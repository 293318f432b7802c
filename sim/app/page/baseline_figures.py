"""What the baseline reaches, counted as a scenario counts: the figures that a page sets the scenario's own beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.study.outcomes import Outcomes, ends_of
from sim.study.probabilities import estimate
from sim.study.record import DONE, Runs

if TYPE_CHECKING:
    from sim.app.page.record import Record
    from sim.study.inputs import Inputs


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


def baseline_figures(base: Record, inputs: Inputs, shipped: Mapping[str, Any] | None) -> BaselineFigures:
    """The figures of ``base`` under the readings of ``inputs``, from all runs that it has.

    While runs are missing, the ``shipped`` forecast of the same baseline speaks for every target that both count alike,
    and the sums follow from the targets: a handful of runs never says other than the forecast did a moment before.
    """
    made = base.runs()
    own = Outcomes(inputs, ends_of(made))
    known = {} if shipped is None or base.complete else {target["id"]: target for target in shipped["targets"]}
    changed = recounted(base, inputs)
    met, count = {}, {}
    for target in inputs.plan.targets:
        if target.id in known and target.id not in changed:
            row = known[target.id]
            met[target.id] = row["probability"], row["mc_error"] or 0.0
            count[target.id] = row["expected"]
            continue
        hits, draw = finished(own.met[target.id], made)
        chance = estimate(hits, draw)
        met[target.id] = chance.value, chance.error
        count[target.id] = float(np.nanmean(own.count[target.id]))
    before = float(np.nanmean(Outcomes(base.inputs, ends_of(made)).number_met))
    number_met = float(np.nanmean(own.number_met))
    hits, draw = finished(own.all_met, made)
    all_met = estimate(hits, draw).value
    if known and shipped is not None:
        before = number_met = shipped["joint"]["expected_met"]
        number_met += sum(met[id][0] - known[id]["probability"] for id in changed if id in own.together)
        all_met = min(all_met, *(met[id][0] for id in own.together)) if changed else shipped["joint"]["all_met"]
    return BaselineFigures(met, count, number_met, before, all_met)


def recounted(base: Record, inputs: Inputs) -> frozenset[str]:
    """The targets that ``inputs`` counts in another way than the baseline does: reading, number or tolerance."""
    ours, theirs = inputs.allocation.readings, base.inputs.allocation.readings
    return frozenset(id for id in ours if ours[id] != theirs[id])


def finished(hits: np.ndarray, made: Runs) -> tuple[np.ndarray, np.ndarray]:
    """``hits`` of the runs that finished, and the parameter draw of each."""
    done = made.status == DONE
    return hits[done], made.draw[done]
