"""The same runs under other structural assumptions: each switch of the scenario at its other values, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.display import Displayed
from sim.forecast.inputs import Inputs
from sim.forecast.paired import Difference, difference
from sim.forecast.runs import DONE, Runs
from sim.forecast.targets import hits
from sim.study.design import forecast_runs
from sim.study.study import Study

#: switch -> its values. The switch between the pots is an allocation, not an assumption about the world.
ALTERNATIVES: Mapping[str, tuple[Any, ...]] = {
    "lever_effects": ("discounted", "none", "full"),
    "label_effects": (False, True),
    "crowding": ("prior", "in", "out"),
    "zone_displacement": (True, False),
    "mobilisation": (False, True),
    "leniency": (False, True),
    "co_funding": (False, True),
    "national_channel": (False, True),
}


@dataclass(frozen=True, eq=False)
class Structure(Displayed):
    """``runs`` of each variant. ``differences``: variant ("lever_effects=none") -> target -> difference.

    ``shares``: target -> switch -> share of these runs that meet the target at each value, the scenario's own first.
    """

    runs: int
    differences: Mapping[str, Mapping[str, Difference]]
    shares: Mapping[str, Mapping[str, tuple[float, ...]]]


def variants(inputs: Inputs) -> dict[str, Inputs]:
    """The scenario with one switch at another value, by name "switch=value"."""
    made = {}
    for switch, values in ALTERNATIVES.items():
        for value in values:
            if value != getattr(inputs.scenario.switches, switch):
                made[f"{switch}={str(value).lower()}"] = inputs.under(**{switch: value})
    return made


def run_structure(study: Study, made: Runs, runs: int, seed: int) -> Structure:
    """Run every variant on the first ``runs`` draws and seeds of ``made``, the runs of the study's scenario.

    Raises Interrupted on Ctrl-C, as the main runs do.
    """
    inputs = study.inputs
    own = _met(inputs, Runs(made.metrics[:runs], made.status[:runs], None))
    differences: dict[str, dict[str, Difference]] = {}
    shares: dict[str, dict[str, tuple[float, ...]]] = {target.id: {} for target in inputs.plan.targets}
    for name, variant in variants(inputs).items():
        met = _met(variant, study.months(forecast_runs(variant, runs, seed), variant))
        differences[name] = {}
        switch = name.partition("=")[0]
        for id in own:
            both = np.isfinite(own[id]) & np.isfinite(met[id])
            if not both.any():  # no run finished under both: nothing to say, and no reason to lose the forecast
                continue
            differences[name][id] = difference(met[id], own[id])
            before = shares[id].get(switch, (float(np.mean(own[id][both])),))
            shares[id][switch] = (*before, float(np.mean(met[id][both])))
    return Structure(runs, differences, shares)


def _met(inputs: Inputs, made: Runs) -> dict[str, np.ndarray]:
    """Target -> float64[n]: 1 where a run meets it, nan where it failed."""
    done = made.status == DONE
    readings = inputs.allocation.readings
    return {
        target.id: np.where(done, hits(readings[target.id], made.metrics), np.nan) for target in inputs.plan.targets
    }
