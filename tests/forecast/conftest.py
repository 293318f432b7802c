"""Forecasts made of toy runs, shared by the tests of this room."""

import importlib.util
from pathlib import Path

import pytest

from sim.analyses.forecast.run import forecast


@pytest.fixture(scope="session")
def toy():
    """The stand-in for the ensemble (loaded by path: the test folders are no packages)."""
    spec = importlib.util.spec_from_file_location("forecast_toy", Path(__file__).with_name("toy.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.simulate


@pytest.fixture(scope="session")
def city(toy):
    """A forecast of the whole plan."""
    return forecast("reference", runs=240, seed=3, simulate=toy)


@pytest.fixture(scope="session")
def small(toy):
    """A function that makes forecasts of the template city."""

    def make(runs=250, seed=1, simulate=toy, **options):
        return forecast("template", runs=runs, seed=seed, simulate=simulate, **options)

    return make
