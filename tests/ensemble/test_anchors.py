"""Where a run starts decides what it starts from: history from its own month, the plan's years from the plan."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.compiled.anchors import SERIES
from sim.engine.compiled.worlds import build_worlds
from sim.errors import InputError
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.plan.anchors import NEEDED
from sim.inputs.policy import allocation, load_scenario
from sim.model.rule_texts import names_read

TABLE = load_parameters()
PLAN = load_plan("hangzhou")
POLICY = allocation(load_scenario("no-plan"), PLAN)
THETA = TABLE.draw(1, 3)


def world(start: int | None, theta: np.ndarray = THETA) -> np.ndarray:
    return build_worlds(PLAN, TABLE, theta, POLICY, start)


def drawn(name: str) -> np.ndarray:
    return THETA[:, TABLE.column(name)]


def test_january_2018_is_parameters_of_history_alone() -> None:
    first = world(0)
    np.testing.assert_allclose(first["anchor_high_tech_stock"], drawn("history_high_tech_stock"))
    np.testing.assert_allclose(first["anchor_technology_smes"], drawn("history_technology_smes"))
    for anchor, name in SERIES.items():
        np.testing.assert_allclose(first[anchor], drawn(f"history_{name}"), atol=1e-9)


def test_january_2025_is_the_plan_and_the_parameters_of_the_start() -> None:
    now = world(None)
    for name in ("high_tech_stock", "technology_smes"):  # the plan's own figure, with the relative error of the table's
        error = drawn(f"start_{name}") / TABLE[f"start_{name}"].central
        np.testing.assert_allclose(now[f"anchor_{name}"], PLAN.anchor(name, 2024) * error)
    np.testing.assert_allclose(now["anchor_certificate_hazard"], drawn("start_certificate_hazard"))
    for anchor, name in SERIES.items():
        np.testing.assert_allclose(now[anchor], drawn(f"start_{name}"))
    np.testing.assert_allclose(now["anchor_firms_ratio"], 1.0)


def test_between_the_two_months_totals_run_straight_in_the_logarithm() -> None:
    between = world(PLAN.start_month // 2)["anchor_unicorns"]
    expected = np.sqrt(drawn("history_unicorns") * drawn("start_unicorns"))
    np.testing.assert_allclose(between, expected)


def test_fields_shrink_backwards_at_their_own_trend() -> None:
    growth = PLAN.header.growth + drawn("entry_growth_deviation")
    np.testing.assert_allclose(world(0)["anchor_firms_ratio"], np.exp(-7.0 * growth))


def test_general_programmes_before_the_plan_have_one_unknown_level() -> None:
    before, now = world(0)["baseline_money"], world(None)["baseline_money"]
    level = drawn("history_policy_level")
    np.testing.assert_allclose(before, now * level[:, None])
    assert now.sum() > 0.0


@pytest.mark.parametrize("name", [name for name in TABLE.names if name.startswith("history_")])
def test_a_forecast_does_not_depend_on_history_parameters(name: str) -> None:
    other = THETA.copy()
    other[:, TABLE.column(name)] *= 2.0
    ours, theirs = world(None), world(None, other)
    assert name not in names_read(), "its own field is the only one that differs, and no rule looks at it"
    ours[name] = theirs[name] = 0.0
    assert theirs.tobytes() == ours.tobytes()


def test_a_run_begins_from_the_city_totals_that_a_plan_must_state_and_from_no_other() -> None:
    plan = load_plan("template")
    policy = allocation(load_scenario("template", plan), plan)
    needed = {name: plan.anchors[name] for name in NEEDED}
    build_worlds(plan.model_copy(update={"anchors": needed}), TABLE, TABLE.central(), policy)
    for name in NEEDED:
        short = plan.model_copy(update={"anchors": {other: rows for other, rows in needed.items() if other != name}})
        with pytest.raises(InputError, match=f"anchors.{name}: this city total is missing"):
            build_worlds(short, TABLE, TABLE.central(), policy)
