"""Twins of a run, and the template city in sizes that walk in a blink."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario, scenario_from

SMALL = 0.4  # of the template's 116 firms: every rule still acts, and a run is compared in a tenth of a second


def _load(name: str):
    spec = importlib.util.spec_from_file_location(f"parity_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def twins():
    """The class that runs one city on both engines."""
    return _load("twins").Twins


@pytest.fixture(scope="session")
def table():
    return load_parameters()


@pytest.fixture(scope="session")
def plan():
    """The plan of the template city."""
    return load_plan("template")


@pytest.fixture(scope="session")
def small(table):
    """A draw of parameters (float64[P]) for a city with fewer firms."""

    def shrunk(theta):
        changed = theta.copy()
        changed[table.index["field_firms"]] *= SMALL
        return changed

    return shrunk


@pytest.fixture(scope="session")
def variant(plan):
    """A scenario based on a shipped one of the template city, with other tables."""

    def write(name: str, based_on: str = "template", **tables):
        title = {"zh": name, "en": name}
        header = {"id": name, "name": title, "description": title, "based_on": based_on}
        return scenario_from({"scenario": header, **tables}, plan)

    return write


@pytest.fixture(scope="session")
def shipped(plan):
    """A shipped scenario of the template city."""
    return lambda name: load_scenario(name, plan)
