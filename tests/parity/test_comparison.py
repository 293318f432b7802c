"""The comparison itself: it sees the last bit and the type, and its message says where."""

from __future__ import annotations

import math
import re

import pytest

from sim.model.tables.phases import PHASE_COUNT


@pytest.fixture
def pair(twins, plan, shipped, small, table):
    made = twins(shipped("template"), plan, theta=small(table.central()), seed=3)
    made.walk(1)
    return made


def _next(value):
    return math.nextafter(value, math.inf)


@pytest.mark.parametrize(
    ("kind", "index", "field", "change"),
    [
        ("firms", 7, "cash", _next),
        ("firms", 0, "age", float),
        ("firms", 11, "alive", int),
        ("incubators", 2, "quality", _next),
        ("funds", 1, "dry", _next),
        ("zones", 3, "district", lambda value: value + 1),
        ("labs", 0, "discoveries", _next),
    ],
)
def test_one_changed_field_of_one_agent_is_found_and_named(pair, kind, index, field, change):
    agent = getattr(pair.city, kind)[index]
    value = getattr(agent, field)
    setattr(agent, field, change(value))
    wanted = (
        f"after phase shock of month 1: {kind}[{index}].{field}: City has {change(value)!r}, the ensemble {value!r}"
    )
    with pytest.raises(AssertionError, match=re.escape(wanted)):
        pair.check("phase shock of month 1")
    assert len(list(pair.differences())) == 1


def test_elements_of_nested_fields_and_the_city_s_own_states_are_compared(pair):
    pair.city.firms[4].support[3] += 1.0
    pair.city.government.purse[1] += 1.0
    pair.city.world.supply = _next(pair.city.world.supply)
    pair.city.funds[0].mandate[0] = -pair.city.funds[0].mandate[0] * 0.0
    places = [(kind, index, field) for kind, index, field, *_ in pair.differences()]
    assert places == [
        ("firms", 4, "support[3]"),
        ("funds", 0, "mandate[0]"),
        ("government", 0, "purse[1]"),
        ("world", 0, "supply"),
    ]


def test_another_seed_or_a_missing_agent_is_no_twin(twins, plan, shipped, pair):
    pair.city.firms.enrol(len(pair.city.firms))
    assert any(field == "number of agents" for _, _, field, *_ in pair.differences())
    other = twins(shipped("template"), plan, seed=1)
    other.compiled = twins(shipped("template"), plan, seed=2).compiled
    with pytest.raises(AssertionError, match="after the city was settled"):
        other.walk(0)


def test_stepped_runs_move_and_compile_one_signature(pair):
    from sim.engine.compiled.compilation import kernel_functions

    before = pair.compiled.roster("firms").copy()
    pair.compiled.open_month(1)
    for phase in range(PHASE_COUNT):
        pair.compiled.perform(phase)
    after = pair.compiled.roster("firms")[: len(before)]
    assert (after["age"][after["alive"]] > before["age"][after["alive"]]).all()
    kernel = kernel_functions()
    assert [len(entry.signatures) for entry in (kernel.start_run, kernel.open_month, kernel.run_phase)] == [1, 1, 1]
