"""The city inside the EMA Workbench: experiments by its own sampler, a box by its own PRIM.

    pip install "xiandao[ema]"
    python scenarios/examples/with_ema_workbench.py

Written for ema_workbench 2.5. Version 3.0 (Python 3.12 and later) takes `threshold` out of `Prim` and changes its
samplers; the rest of what is imported here keeps its name. (A script may not be called ema_workbench.py: Python would
import it in place of the library.)
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from ema_workbench import CategoricalParameter, Model, RealParameter, ScalarOutcome, perform_experiments
from ema_workbench.analysis import prim

import sim
from sim.inputs.parameters import load_parameters
from sim.inputs.policy import allocation
from sim.model.tables.metrics import METRIC_INDEX

# What differs between experiments; every other parameter stays at its central value. Names without brackets only, for
# the workbench wants names that are valid in Python.
PARAMETERS = ("field_firms", "centre_application", "leniency_strength")
SWITCHES = {"leniency": (False, True), "crowding": ("prior", "in", "out")}
TARGET = "high-tech-firms"
REPLICATES = 2


def city(scenario: str = "reference", seed: int = 1) -> Model:
    """A workbench model with one outcome: the mean count of TARGET at the end of the plan."""
    written = sim.load_scenario(scenario)
    plan, table = sim.load_plan(written.plan), load_parameters()
    metric = METRIC_INDEX[allocation(written, plan).readings[TARGET].metric]
    seeds = np.array([[seed, run] for run in range(REPLICATES)])  # the same noise in every experiment

    def count(**values: Any) -> dict[str, float]:
        theta = table.central()
        for name in PARAMETERS:
            theta[table.column(name)] = values[name]
        variant = written.with_switches(**{name: values[name] for name in SWITCHES})
        made = sim.simulate(np.tile(theta, (REPLICATES, 1)), None, seeds, scenario=variant, plan=plan, parameters=table)
        return {"count": float(made.metrics[:, -1, metric].mean())}

    model = Model("xiandao", function=count)
    laws = {name: table[name].law for name in PARAMETERS}
    model.uncertainties = [
        *(RealParameter(name, law.quantile(0.05), law.quantile(0.95)) for name, law in laws.items()),
        *(CategoricalParameter(name, values) for name, values in SWITCHES.items()),
    ]
    model.outcomes = [ScalarOutcome("count")]
    return model


def missed(counts: np.ndarray, scenario: str = "reference") -> np.ndarray:
    """bool[n]: which ``counts`` float64[n] fall short of the number of TARGET."""
    written = sim.load_scenario(scenario)
    return counts < allocation(written, sim.load_plan(written.plan)).readings[TARGET].number


def box(experiments: pd.DataFrame, failed: np.ndarray) -> Any:
    """The workbench's first PRIM box for ``failed`` bool[n]."""
    inputs = experiments[[*PARAMETERS, *SWITCHES]].copy()
    for name in SWITCHES:  # its PRIM knows numbers and categories
        inputs[name] = inputs[name].astype(str).astype("category")
    return prim.Prim(inputs, failed.astype(float), threshold=0.5).find_box()


if __name__ == "__main__":
    experiments, outcomes = perform_experiments(city(), scenarios=200)
    found = box(experiments, missed(outcomes["count"]))
    # found.inspect() prints the same, but 2.5.3 fails in it under pandas 3 where a category is restricted
    print(f"coverage {found.coverage:.2f}, density {found.density:.2f}, mass {found.mass:.2f}")
    print(found.box_lims[-1][list(found.qp[-1])].T)
