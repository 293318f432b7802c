"""What may be chosen: committed money and capital never move, bounds hold, and a candidate is a scenario that loads."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.search.bounds import bounds_of
from sim.analyses.search.coordinates import ilr
from sim.analyses.search.space import at_budget, space_of
from sim.errors import InputError
from sim.inputs.policy import allocation, load_scenario, scenario_toml

from .toy import inputs_of

#: A little above what each action has committed, which leaves most of the movable money without a place.
CAPPED = {"source-innovation": 1173, "key-technology": 272, "leading-firms": 107, "high-growth-firms": 278}
CAPPED |= {"infrastructure": 51, "promotion": 166, "talent": 1182, "innovation-carriers": 1, "start-ups": 1}
CAPPED |= {"pilot-zones": 1, "science-parks": 1, "scenarios": 1, "cooperation": 1}


def space(bounds=None, by=(), scenario="reference", **changes):
    inputs = inputs_of(scenario, **changes)
    return space_of(inputs, bounds_of(bounds, inputs.plan), by)


def random_candidates(made, number=50):
    rng = np.random.default_rng(1)
    return [made.candidate(3.0 * rng.standard_normal(made.dimension)) for _ in range(number)]


def committed(made):
    scenario = made.inputs.scenario
    return np.array([scenario.committed.get(a.id, 0.0) * scenario.budget.expenditure for a in made.inputs.plan.actions])


def test_committed_money_and_capital_stay_and_all_is_spent() -> None:
    made = space()
    funds = made.inputs.plan.action_index["funds"]
    assert made.dimension == 12
    for one in random_candidates(made):
        assert (one.totals >= committed(made) - 1e-9).all()
        assert one.totals[funds] == 2000.0
        assert one.totals.sum() == pytest.approx(4500.0 + 2000.0)


def test_bounds_and_locks_hold_for_every_candidate() -> None:
    made = space({"bounds": {"scenarios": [200, 250], "talent": [0, 1400]}, "locks": {"pilot-zones": 225}})
    index = made.inputs.plan.action_index
    assert made.dimension == 11
    for one in random_candidates(made):
        assert 200 - 1e-6 <= one.totals[index["scenarios"]] <= 250 + 1e-6
        assert one.totals[index["talent"]] <= 1400 + 1e-6
        assert one.totals[index["pilot-zones"]] == pytest.approx(225.0)
        assert one.totals.sum() == pytest.approx(6500.0)


def test_the_even_split_is_the_shipped_even_scenario() -> None:
    made = space()
    shipped = load_scenario("even")
    assert made.candidate(made.even).totals == pytest.approx(allocation(shipped, made.inputs.plan).totals, abs=1e-6)


def test_the_scenario_is_found_at_its_own_coordinates() -> None:
    made = space()
    own = made.inputs.allocation.totals
    assert made.scenario_is_allowed
    # three actions have none of the movable money, which coordinates cannot say: a thousandth each
    coordinates = ilr(np.clip(own[made.free] - made.fixed[made.free] - made.low, 0.0, None))
    assert made.candidate(coordinates).totals == pytest.approx(own, abs=4e-3 * made.movable)


def test_a_scenario_outside_the_bounds_is_no_candidate() -> None:
    assert not space({"bounds": {"pilot-zones": [0, 100]}}).scenario_is_allowed
    assert not space({"locks": {"pilot-zones": 100}}).scenario_is_allowed


@pytest.mark.parametrize(
    ("bounds", "named"),
    [
        ({"bounds": {"talent": [0, 1000]}}, "committed to this action"),
        ({"locks": {"talent": 1000}}, "committed to this action"),
        ({"bounds": {"scenarios": [900, 1000], "pilot-zones": [900, 1000]}}, "more than there is to move"),
        ({"locks": CAPPED}, "room for less"),
    ],
)  # fmt: skip
def test_bounds_that_cannot_be_kept_are_refused(bounds: dict, named: str) -> None:
    with pytest.raises(InputError, match=named):
        space(bounds)


def test_a_single_free_action_leaves_no_choice() -> None:
    made = space()
    own = dict(zip([a.id for a in made.inputs.plan.actions], made.inputs.allocation.totals, strict=True))
    locks = {id: float(money) for id, money in own.items() if id not in ("funds", "scenarios")}
    with pytest.raises(InputError, match="fewer than two"):
        space({"locks": locks})


def test_nothing_to_move_is_refused() -> None:
    with pytest.raises(InputError, match="nothing can move"):
        space(scenario="no-plan")


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(InputError, match="did you mean 'year'"):
        space(by=("years",))


def test_a_candidate_is_a_scenario_that_loads_to_the_same_money(tmp_path: Path) -> None:
    made = space(by=("field", "year"))
    assert made.dimension == 12 + (len(made.inputs.plan.fields) - 1) + 13
    for one in random_candidates(made, 5):
        file = tmp_path / "mine.toml"
        file.write_text(scenario_toml(made.scenario(one)), encoding="utf-8")
        read = allocation(load_scenario(file), made.inputs.plan)
        assert read.totals == pytest.approx(one.totals, rel=1e-9)
        assert read.field_weight == pytest.approx(np.tile(one.fields, (14, 1)), rel=1e-9)
        spenders = [k for k, action in enumerate(made.inputs.plan.actions) if action.pot == "expenditure"]
        assert read.calendar[spenders, :12].sum(axis=1) == pytest.approx(one.first_year[spenders])
        capital = made.inputs.plan.action_index["funds"]
        assert read.calendar[capital] == pytest.approx(made.inputs.allocation.calendar[capital])


def test_the_calendar_keeps_its_shape_within_a_year() -> None:
    made = space(by=("year",))
    one = made.candidate(made.even)
    read = made.inputs_of(one).allocation.calendar
    assert read == pytest.approx(made.inputs.allocation.calendar, abs=1e-9)


def test_reviews_move_the_movable_part_of_each_candidate() -> None:
    """What a review may take depends on how much of an action is committed, so candidates cannot share one scenario."""
    from sim.inputs.policy.schema import Review

    review = Review.model_validate(
        {"metric": "scenarios_listed", "below": 30, "month": 11, "from": "promotion", "to": "scenarios", "part": 0.5}
    )
    made = space(reviews=(review,))
    one = made.candidate(made.even)
    place = made.inputs.plan.action_index["promotion"]
    loose = 1.0 - committed(made)[place] / one.totals[place]
    assert made.inputs_of(one).allocation.reviews[0].part == pytest.approx(0.5 * loose)


def test_another_budget_moves_only_what_is_not_committed() -> None:
    scenario = load_scenario("reference")
    more = at_budget(scenario, 5000.0)
    for id in scenario.committed:
        assert more.committed[id] * 5000.0 == pytest.approx(scenario.committed[id] * 4500.0)
    before = {id: (share - scenario.committed.get(id, 0.0)) for id, share in scenario.shares.items()}
    after = {id: (share - more.committed.get(id, 0.0)) for id, share in more.shares.items()}
    factor = (5000.0 - (1 - scenario.movable) * 4500.0) / (scenario.movable * 4500.0)
    for id in before:
        assert after[id] * 5000.0 == pytest.approx(factor * before[id] * 4500.0, abs=1e-6)
    assert math.fsum(more.shares.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("amount", [0.0, -1.0, float("nan"), float("inf"), 3000.0])
def test_a_budget_that_cannot_be_is_refused(amount: float) -> None:
    with pytest.raises(InputError, match="budget"):
        at_budget(load_scenario("reference"), amount)
