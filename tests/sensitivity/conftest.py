"""The toy city of this room, and one analysis of it shared by the tests."""

import importlib.util
from pathlib import Path

import pytest

from sim.analyses.sensitivity.run import sensitivity


@pytest.fixture(scope="session")
def toy():
    """The module of the toy (loaded by path: the test folders are no packages)."""
    spec = importlib.util.spec_from_file_location("sensitivity_toy", Path(__file__).with_name("toy.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def analyse(toy):
    """A function that analyses the template city with toy runs; small sizes unless others are given."""

    def make(**options):
        sizes = {"trajectories": 4, "base_samples": 64, "keep": 2, "runs": 400, "tornado_runs": 100}
        given = {"parameters": toy.table(), "simulate": toy.simulate, "structure_runs": 20, **sizes, **options}
        return sensitivity("template", **given)

    return make


@pytest.fixture(scope="session")
def made(analyse):
    """An analysis large enough for known answers."""
    return analyse(base_samples=512, runs=4000, tornado_runs=2000)
