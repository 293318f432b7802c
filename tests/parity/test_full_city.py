"""Exact parity on the whole of Hangzhou: month ends in the default suite, every phase of every scenario when slow."""

from __future__ import annotations

import numpy as np
import pytest

from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario

SCENARIOS = (
    "reference", "low", "high", "no-plan", "even", "even-all",
    "start-ups-first", "funds-first", "zones-first", "scenarios-first", "research-first",
)  # fmt: skip


def test_the_full_city_at_month_ends(twins):
    twins(load_scenario("reference"), load_plan("hangzhou"), seed=11).walk(phases=False)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_full_city_after_every_phase(name, twins, table):
    plan = load_plan("hangzhou")
    draws = table.draw(17, 2)
    firms = table.column("field_firms")  # its law reaches 8,660, and a city in Mesa takes minutes by the thousand
    draws[:, firms] = np.minimum(draws[:, firms], 1000.0)
    for seed, theta in enumerate(draws):
        twins(load_scenario(name), plan, theta=theta, seed=seed).walk()
