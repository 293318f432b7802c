"""The switch lever_effects: none, discounted, full."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.inputs.parameters import LEVER_EFFECTS, ParameterTable

SINGLE = ("grant_gain", "award_response")
OTHER = ("subsidy_crowding", "label_gain")


def test_full_changes_nothing_and_nothing_is_changed_in_place(table: ParameterTable) -> None:
    theta = table.draw(1, 20)
    before = theta.copy()
    for mode in LEVER_EFFECTS:
        assert table.apply_lever_effects(theta, mode) is not theta
    np.testing.assert_array_equal(theta, before)
    np.testing.assert_array_equal(table.apply_lever_effects(theta, "full"), theta)


def test_none_sets_every_effect_to_its_null(table: ParameterTable) -> None:
    theta = table.draw(1, 20)
    without = table.apply_lever_effects(theta, "none")
    for column, row in enumerate(table):
        expected = theta[:, column] if row.effect == "" else np.full(20, row.null_value)
        np.testing.assert_array_equal(without[:, column], expected)


def test_discounted_shrinks_single_studies_by_the_discount_of_the_same_draw(table: ParameterTable) -> None:
    theta = table.draw(1, 20)
    shrunk = table.apply_lever_effects(theta, "discounted")
    discount = theta[:, table.column("action_effect_discount")]
    assert discount.std() > 0
    for column, row in enumerate(table):
        if row.name in SINGLE:
            np.testing.assert_allclose(
                shrunk[:, column] - row.null_value, (theta[:, column] - row.null_value) * discount
            )
        else:
            np.testing.assert_array_equal(shrunk[:, column], theta[:, column])
    assert all(table[name].effect in ("meta", "null") for name in OTHER)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**63 - 1))
def test_discounted_lies_between_none_and_full(table: ParameterTable, seed: int) -> None:
    theta = table.draw(seed, 5)
    none, shrunk, full = (table.apply_lever_effects(theta, mode) for mode in LEVER_EFFECTS)
    columns = [table.column(name) for name in SINGLE]
    low, high = np.minimum(none, full), np.maximum(none, full)
    assert np.all((low - 1e-12 <= shrunk)[:, columns] & (shrunk <= high + 1e-12)[:, columns])


def test_a_table_without_effects_needs_no_discount(load, rows) -> None:
    table = load(*rows[:2])
    theta = table.draw(1, 3)
    for mode in LEVER_EFFECTS:
        np.testing.assert_array_equal(table.apply_lever_effects(theta, mode), theta)


def test_an_unknown_mode(table: ParameterTable) -> None:
    with pytest.raises(InputError, match=r"lever_effects: unknown lever effects.*did you mean 'discounted'"):
        table.apply_lever_effects(table.draw(1, 1), "discount")
