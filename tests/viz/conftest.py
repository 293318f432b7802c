"""Two cities that the tests only look at: one at its start, one after three months."""

from __future__ import annotations

import pytest

from sim.app.viz.watched import WatchedCity


@pytest.fixture(scope="session")
def start() -> WatchedCity:
    return WatchedCity("reference", 1, 0)


@pytest.fixture(scope="session")
def later() -> WatchedCity:
    city = WatchedCity("reference", 1, 0)
    for _ in range(3):
        city.step()
    return city
