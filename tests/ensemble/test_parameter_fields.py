"""Somebody's own parameter table gives values to the fields of the world and never changes them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.engine.compiled.worlds import build_worlds
from sim.errors import InputError
from sim.inputs.parameters import ParameterTable, load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation, load_scenario
from sim.model.tables.layout import WORLD_TYPE

UNREAD = "ai_statistics_ratio"  # of the observation alone


def worlds(rows) -> np.ndarray:
    table, plan = ParameterTable(rows), load_plan("template")
    return build_worlds(plan, table, table.central(), allocation(load_scenario("template"), plan))


def test_order_and_rows_of_ones_own_change_no_field() -> None:
    shipped = list(load_parameters())
    own = [dataclasses.replace(shipped[0], name="of_my_own"), *reversed(shipped)]
    ours, theirs = worlds(shipped), worlds(own)
    assert theirs.dtype == WORLD_TYPE
    assert theirs.tobytes() == ours.tobytes()
    plain = [row for row in shipped if not row.profile and not row.effect]
    assert len(plain) > 300
    assert [ours[row.name][0] for row in plain] == [row.central for row in plain]


def test_a_row_that_no_rule_reads_may_be_missing() -> None:
    shipped = list(load_parameters())
    whole, fewer = worlds(shipped), worlds(row for row in shipped if row.name != UNREAD)
    assert whole[UNREAD] == 1.0
    assert fewer[UNREAD] == 0.0
    whole[UNREAD] = 0.0
    assert fewer.tobytes() == whole.tobytes()


@pytest.mark.parametrize("name", ["tiny", "founding_rate", "city_research_sd"])
def test_a_row_that_a_rule_reads_may_not(name: str) -> None:
    with pytest.raises(InputError, match=f"unknown parameter.*{name}"):
        worlds(row for row in load_parameters() if row.name != name)
