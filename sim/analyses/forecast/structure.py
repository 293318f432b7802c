"""The forecast's runs under other structural assumptions: each switch at its other values, one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.display import Displayed
from sim.study.design import forecast_runs
from sim.study.inputs import Inputs
from sim.study.outcomes import Floats, Outcomes
from sim.study.paired import Difference, difference
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
    """Probabilities under structural variants, from ``runs`` of each. ``differences``: variant ("lever_effects=none")
    -> target -> difference.

    ``shares``: target -> switch -> share of these runs that meet the target at each value, the scenario's own first.
    """

    runs: int
    differences: Mapping[str, Mapping[str, Difference]]
    shares: Mapping[str, Mapping[str, tuple[float, ...]]]


def alternatives(inputs: Inputs) -> dict[str, dict[str, Any]]:
    """Each switch at each other value than the scenario's, by name "switch=value"."""
    switches = inputs.scenario.switches
    pairs = [(switch, value) for switch, values in ALTERNATIVES.items() for value in values]
    return {f"{name}={str(value).lower()}": {name: value} for name, value in pairs if value != getattr(switches, name)}


def variants(inputs: Inputs) -> dict[str, Inputs]:
    """The scenario with one switch at another value, by name "switch=value"."""
    return {name: inputs.under(**switch) for name, switch in alternatives(inputs).items()}


def run_structure(study: Study, ends: Floats, runs: int, seed: int) -> Structure:
    """Run every variant on the first ``runs`` draws and seeds of a forecast; ``ends`` float64[n, M]: its last month.

    Raises Interrupted on Ctrl-C, as the main runs do.
    """
    inputs = study.inputs
    baseline = Outcomes(inputs, ends[:runs]).met
    differences: dict[str, dict[str, Difference]] = {}
    shares: dict[str, dict[str, tuple[float, ...]]] = {target.id: {} for target in inputs.plan.targets}
    for name, variant in variants(inputs).items():
        met = Outcomes(variant, study.ends(forecast_runs(variant, runs, seed), variant)).met
        differences[name] = {}
        switch = name.partition("=")[0]
        for id, unchanged in baseline.items():
            both = np.isfinite(unchanged) & np.isfinite(met[id])
            if not both.any():  # no run finished under both: nothing to say, and no reason to lose the forecast
                continue
            differences[name][id] = difference(met[id], unchanged)
            before = shares[id].get(switch, (float(np.mean(unchanged[both])),))
            shares[id][switch] = (*before, float(np.mean(met[id][both])))
    return Structure(runs, differences, shares)
