"""Bounds and locks: read, or refused in one sentence that names the place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.analyses.search.bounds import bounds_of
from sim.errors import InputError
from sim.inputs.plan import load_plan

PLAN = load_plan("hangzhou")


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bounds.toml"
    file.write_text("[bounds]\nscenarios = [100, 300.5]\n[locks]\ntalent = 1200\n", encoding="utf-8")
    bounds = bounds_of(file, PLAN)
    scenarios, talent = PLAN.action_index["scenarios"], PLAN.action_index["talent"]
    assert (bounds.low[scenarios], bounds.high[scenarios]) == (100.0, 300.5)
    assert bounds.low[talent] == bounds.high[talent] == 1200.0
    others = np.setdiff1d(np.arange(len(PLAN.actions)), [scenarios, talent])
    assert (bounds.low[others] == 0.0).all()
    assert np.isinf(bounds.high[others]).all()


def test_actions_may_stand_with_their_names() -> None:
    ids = bounds_of({"bounds": {"scenarios": [100, 300.5]}, "locks": {"talent": 1200}}, PLAN)
    names = bounds_of({"bounds": {"未来场景建构": [100, 300.5]}, "locks": {"Talent": 1200}}, PLAN)
    assert (names.low == ids.low).all()
    assert (names.high == ids.high).all()


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({"bounds": {"scenaros": [0, 1]}}, "did you mean 'scenarios'"),
        ({"locks": {"robots": 1}}, "locks.robots"),
        ({"locks": {"人才队伍引陪": 1}}, "did you mean '人才队伍引培'"),
        ({"locks": {"人才队伍引培": 1, "talent": 1}}, "locks.talent: stands twice, under two names"),
        ({"bounds": {"talent": [0, 1]}, "locks": {"人才队伍引培": 1}}, "both tables"),
        ({"bounds": {"funds": [0, 1]}}, "paid from capital"),
        ({"locks": {"funds": 10}}, "paid from capital"),
        ({"bounds": {"talent": [-1, 5]}}, "not negative"),
        ({"bounds": {"talent": [float("nan"), 5]}}, "finite"),
        ({"bounds": {"talent": [0, float("inf")]}}, "finite"),
        ({"bounds": {"talent": [5, 1]}}, "lower bound is above"),
        ({"bounds": {"talent": [1]}}, "two amounts"),
        ({"bounds": {"talent": 3}}, "two amounts"),
        ({"bounds": {"talent": ["a", 1]}}, "'a'"),
        ({"bounds": {"talent": [True, 1]}}, "True"),
        ({"locks": {"talent": -3.0}}, "-3.0"),
        ({"bounds": {"talent": [0, 1]}, "locks": {"talent": 1}}, "both tables"),
        ({"bound": {}}, "did you mean 'bounds'"),
        ({"bounds": 3}, "must be a table"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(document: dict, named: str) -> None:
    with pytest.raises(InputError) as caught:
        bounds_of(document, PLAN)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_broken_toml_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such bounds file"):
        bounds_of(tmp_path / "none.toml", PLAN)
    broken = tmp_path / "broken.toml"
    broken.write_text("[bounds\n", encoding="utf-8")
    with pytest.raises(InputError, match="not valid TOML"):
        bounds_of(broken, PLAN)
