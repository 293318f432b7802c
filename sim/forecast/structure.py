"""The same runs under other structural assumptions: each switch of the scenario at its other values, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.display import Displayed
from sim.forecast.chunks import Chunks
from sim.forecast.inputs import Inputs
from sim.forecast.paired import Difference, difference
from sim.forecast.runs import DONE, Progress, Runs, run_all
from sim.forecast.targets import hits

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


def run_structure(
    inputs: Inputs,
    made: Runs,
    runs: int,
    seed: int,
    simulate: Callable[..., Any],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    chunks: Chunks | None = None,
) -> Structure:
    """Run every variant on the first ``runs`` draws and seeds of ``made``. ``progress(done, total)`` of these runs.

    Raises Interrupted on Ctrl-C, as the main runs do.
    """
    others = variants(inputs)
    total = runs * len(others)
    own = _met(inputs, Runs(made.metrics[:runs], made.status[:runs], None))
    differences: dict[str, dict[str, Difference]] = {}
    shares: dict[str, dict[str, tuple[float, ...]]] = {target.id: {} for target in inputs.plan.targets}
    for place, (name, variant) in enumerate(others.items()):
        part = None if progress is None else _part(progress, place * runs, total)
        met = _met(variant, run_all(variant, runs, seed, simulate, threads=threads, progress=part, chunks=chunks))
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


def _part(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def _met(inputs: Inputs, made: Runs) -> dict[str, np.ndarray]:
    """Target -> float64[n]: 1 where a run meets it, nan where it failed."""
    done = made.status == DONE
    readings = inputs.allocation.readings
    return {
        target.id: np.where(done, hits(readings[target.id], made.metrics), np.nan) for target in inputs.plan.targets
    }
