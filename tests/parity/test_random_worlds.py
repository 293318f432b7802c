"""Exact parity under random parameters, money, calendars and switches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

unit = st.floats(0.01, 0.99)
worlds = given(
    draw=st.integers(0, 10_000),
    seed=st.integers(0, 2**62),
    expenditure=st.floats(0, 5000),
    capital=st.floats(0, 5000),
    shares=st.lists(unit, min_size=3, max_size=3),
    quarters=st.lists(unit, min_size=8, max_size=8),
    flags=st.lists(st.booleans(), min_size=6, max_size=6),
    effects=st.sampled_from(["none", "discounted", "full"]),
    crowding=st.sampled_from(["prior", "in", "out"]),
)


def check(
    twins, plan, variant, table, small, draw, seed, expenditure, capital, shares, quarters, flags, effects, crowding
):
    names = ("label_effects", "zone_displacement", "mobilisation", "leniency", "co_funding", "national_channel")
    weights = np.array(quarters) / sum(quarters)
    calendar = [float(weight) for weight in weights[:-1]]
    scenario = variant(
        "random",
        budget={"expenditure": expenditure, "capital": capital},
        shares=dict(zip(("key-technology", "start-ups", "pilot-zones"), [s / 3 for s in shares], strict=True)),
        calendar={"quarters": [*calendar, 1.0 - sum(calendar)]},
        switches={**dict(zip(names, flags, strict=True)), "lever_effects": effects, "crowding": crowding},
    )
    theta = small(table.draw(draw, 1)[0])
    twins(scenario, plan, theta=theta, seed=seed).walk(12)


@settings(max_examples=8)
@worlds
def test_parity(
    twins, plan, variant, table, small, draw, seed, expenditure, capital, shares, quarters, flags, effects, crowding
):
    check(
        twins, plan, variant, table, small, draw, seed, expenditure, capital, shares, quarters, flags, effects, crowding
    )


@pytest.mark.slow
@settings(max_examples=60)
@worlds
def test_parity_of_many(
    twins, plan, variant, table, small, draw, seed, expenditure, capital, shares, quarters, flags, effects, crowding
):
    check(
        twins, plan, variant, table, small, draw, seed, expenditure, capital, shares, quarters, flags, effects, crowding
    )
