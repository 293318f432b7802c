"""Objectives: known values, errors clustered by draw, and a tie-break that never reaches a reported number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.analyses.search.objective import TIE_BREAK, objective_of
from sim.errors import InputError
from sim.inputs.plan import load_plan

PLAN = load_plan("hangzhou")
JOINT = [k for k, target in enumerate(PLAN.targets) if target.class_ in "AB"]


def hits(rows: list[list[int]]) -> np.ndarray:
    """Hits of the first targets of classes A and B; all others are met in every run."""
    made = np.ones((len(rows), len(PLAN.targets)))
    made[:, JOINT[: len(rows[0])]] = rows
    return made


RUNS = hits([[1, 1], [1, 0], [0, 0], [0, 1]])


def test_the_values() -> None:
    assert objective_of("expected", PLAN).estimate(RUNS).value == pytest.approx(len(JOINT) - 2 + 0.5 + 0.5)
    assert objective_of("all", PLAN).estimate(RUNS).value == 0.25
    assert objective_of("worst", PLAN).estimate(hits([[1, 1], [1, 0], [0, 0], [1, 0]])).value == 0.25
    weights = {PLAN.targets[JOINT[0]].id: 2, PLAN.targets[JOINT[1]].id: 0.5}
    assert objective_of(weights, PLAN).estimate(RUNS).value == pytest.approx(2 * 0.5 + 0.5 * 0.5)


def test_the_error_is_clustered_by_draw() -> None:
    """Runs 2i and 2i + 1 are one draw: two draws of all or nothing have the error of two numbers, not of four."""
    all_or_nothing = hits([[1, 1], [1, 1], [0, 0], [0, 0]])
    assert objective_of("all", PLAN).estimate(all_or_nothing).error == pytest.approx(
        np.std([1, 0], ddof=1) / np.sqrt(2)
    )


def test_a_failed_run_is_left_out_with_its_draw() -> None:
    broken = RUNS.copy()
    broken[3] = np.nan
    assert objective_of("all", PLAN).estimate(broken).value == 0.5


def test_gains_are_paired() -> None:
    objective = objective_of("expected", PLAN)
    better = RUNS.copy()
    better[:, JOINT[1]] = 1.0
    gain = objective.gain(better, RUNS)
    assert gain.value == pytest.approx(0.5)
    assert gain.error == 0.0  # every draw gains the same
    assert objective.gain(RUNS, RUNS).error == 0.0


def test_the_lowest_probability_is_compared_target_by_target() -> None:
    """Each side has its own lowest target; the gain is the difference of these two probabilities."""
    objective = objective_of("worst", PLAN)
    own, other = hits([[0, 1], [0, 1], [1, 1], [0, 1]]), hits([[1, 0], [1, 1], [1, 1], [1, 0]])
    assert objective.gain(other, own).value == pytest.approx(0.5 - 0.25)


@pytest.mark.parametrize("name", ["all", "expected", "worst"])
def test_ties_are_broken_in_the_search_and_never_reported(name: str) -> None:
    objective = objective_of(name, PLAN)
    none = np.zeros((4, len(PLAN.targets)))
    low, high = np.full(none.shape, 0.3), np.full(none.shape, 0.4)
    assert objective.guide(none, high) > objective.guide(none, low)
    assert objective.estimate(none).value == 0.0
    assert objective.guide(none, np.ones(none.shape)) <= TIE_BREAK


def test_a_candidate_without_a_finished_run_is_the_worst() -> None:
    broken = np.full((2, len(PLAN.targets)), np.nan)
    assert objective_of("expected", PLAN).guide(broken, broken) == -np.inf


@pytest.mark.parametrize(
    ("choice", "named"),
    [
        ("expcted", "did you mean 'expected'"),
        ({"weights": {"consortai": 1}}, "did you mean 'consortia'"),
        ({"weights": {"consortia": 1, "未来产业创新联合体": 1}}, "stands twice, under two names"),
        ({"weights": {"consortia": -1}}, "not negative"),
        ({"weights": {"consortia": float("nan")}}, "not negative"),
        ({"weights": {"consortia": True}}, "not negative"),
        ({"weights": {"consortia": 0}}, "above 0"),
        ({}, "above 0"),
    ],
)
def test_what_cannot_be_used_is_refused(choice: object, named: str) -> None:
    with pytest.raises(InputError, match=named):
        objective_of(choice, PLAN)


def test_targets_may_stand_with_their_names() -> None:
    named = objective_of({"未来产业创新联合体": 2, "生态主导型企业": 1}, PLAN)
    assert (named.weights == objective_of({"consortia": 2, "leaders": 1}, PLAN).weights).all()


def test_weights_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "weights.toml"
    file.write_text("[weights]\nconsortia = 2\nleaders = 1\n", encoding="utf-8")
    objective = objective_of(str(file), PLAN)
    assert objective.weights[PLAN.target_index["leaders"]] == 1.0
    assert objective.weights.sum() == objective.most == 3.0


def test_attainment_is_the_mean_part_of_what_is_asked() -> None:
    """It is taken from the counts, and from nothing else: a run short of every mark still has some."""
    from sim.analyses.search.evaluation import Outcome

    plan = load_plan("hangzhou")
    objective = objective_of("attainment", plan)
    together = np.array([target.class_ in "AB" for target in plan.targets])
    attained = np.random.default_rng(1).random((2, 40, len(plan.targets)))
    made = Outcome(np.zeros((2, 40, 1)), np.zeros(attained.shape), attained)
    judged = objective.judged(made)
    assert objective.estimate(judged[0]).value == pytest.approx(attained[0][:, together].mean())
    assert objective_of("expected", plan).judged(made) is made.hits
    assert objective.in_per_cent
    assert objective.most == pytest.approx(1.0)
