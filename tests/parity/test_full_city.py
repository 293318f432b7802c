"""Exact parity on the whole of Hangzhou: month ends in the default suite, every phase of every scenario when slow."""

from __future__ import annotations

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
    for seed, theta in enumerate(table.draw(17, 2)):
        twins(load_scenario(name), plan, theta=theta, seed=seed).walk()
