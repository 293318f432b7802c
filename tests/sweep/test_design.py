"""Designs: the points that were asked, sampled evenly, from lists, and nothing hostile."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.sweep.design import MOST_POINTS, points_of
from sim.analyses.sweep.schema import Factor, SweepDesign
from sim.errors import InputError
from sim.inputs.parameters import load_parameters

TABLE = load_parameters()


def factor(path="budget.expenditure", **keys):
    return Factor.model_validate({"path": path, **keys})


def design(**keys):
    return SweepDesign.model_validate(keys)


def test_a_grid_is_every_combination_in_order():
    factors = [factor(values=[1.0, 2.0]), factor("switches.leniency", values=[False, True])]
    assert points_of(design(), factors, TABLE, None) == [(1.0, False), (1.0, True), (2.0, False), (2.0, True)]


def test_steps_of_a_range_and_of_a_logarithmic_one():
    assert points_of(design(), [factor(low=0.0, high=1.0, steps=3)], TABLE, None) == [(0.0,), (0.5,), (1.0,)]
    made = points_of(design(), [factor(low=1.0, high=100.0, steps=3, scale="log")], TABLE, None)
    assert [one[0] for one in made] == pytest.approx([1.0, 10.0, 100.0])


def test_a_parameter_without_a_range_follows_its_own_distribution():
    law = TABLE["founding_rate"].law
    made = points_of(design(), [factor("parameters.founding_rate", steps=3)], TABLE, None)
    assert [one[0] for one in made] == pytest.approx(
        [float(law.from_unit(np.array([u]))[0]) for u in (0.05, 0.5, 0.95)]
    )
    sampled = points_of(design(kind="latin-hypercube", points=400), [factor("parameters.founding_rate")], TABLE, None)
    unit = np.sort(law.to_unit(np.array([one[0] for one in sampled])))
    assert np.all((unit * 400).astype(int) == np.arange(400))


def test_a_sobol_sequence_fills_the_cube_evenly():
    factors = [factor(low=0.0, high=1.0), factor("budget.capital", low=0.0, high=1.0)]
    made = np.array(points_of(design(kind="sobol", points=64), factors, TABLE, None))
    cells = (made * 8).astype(int)
    assert len({tuple(cell) for cell in cells}) == 64


def test_the_same_seed_gives_the_same_points():
    factors = [factor(low=0.0, high=1.0)]
    one, again, other = (
        points_of(design(kind="latin-hypercube", points=5, seed=seed), factors, TABLE, None) for seed in (3, 3, 4)
    )
    assert one == again != other


def test_a_list_holds_numbers_truths_and_words(tmp_path):
    file = tmp_path / "sweep.toml"
    (tmp_path / "points.csv").write_text(
        "switches.leniency,budget.expenditure,switches.crowding\nfalse,100,in\nTRUE,2e2,out\n", encoding="utf-8-sig"
    )
    factors = [factor(), factor("switches.leniency"), factor("switches.crowding")]
    assert points_of(design(kind="list", file="points.csv"), factors, TABLE, file) == [
        (100.0, False, "in"),
        (200.0, True, "out"),
    ]


@pytest.mark.parametrize(
    ("kind", "factors", "sentence"),
    [
        ({}, [factor(low=0.0, high=1.0, steps=100_000), factor("budget.capital", low=0.0, high=1.0, steps=100_000)],
         "too many points"),
        ({"kind": "sobol", "points": 10**9}, [factor(low=0.0, high=1.0)], "too many points"),
        ({"kind": "sobol", "points": 100}, [factor(low=0.0, high=1.0)], r"allowed: 64 or 128"),
        ({"kind": "sobol"}, [factor(low=0.0, high=1.0)], "needs a number of points"),
        ({"points": 3}, [factor(values=[1.0])], "only a sampled design"),
        ({"kind": "list"}, [factor()], "a list needs a file"),
        ({"file": "a.csv"}, [factor(values=[1.0])], "a list needs a file, and nothing else does"),
        ({"kind": "list", "file": "../../etc/passwd"}, [factor()], "must stand in the folder of the sweep file"),
        ({"kind": "list", "file": "/etc/passwd"}, [factor()], "must stand in the folder of the sweep file"),
        ({"kind": "list", "file": "missing.csv"}, [factor()], "there is no such file"),
        ({}, [factor()], "needs values or a range"),
        ({}, [factor(low=0.0)], "a range needs low and high"),
        ({}, [factor(low=1.0, high=1.0, steps=2)], "low must be below high"),
        ({}, [factor(low=0.0, high=1.0, steps=2, scale="log")], "begins above 0"),
        ({}, [factor(low=0.0, high=1.0, values=[1.0])], "exclude each other"),
        ({}, [factor(low=0.0, high=1.0)], "a grid needs values, or steps"),
        ({}, [factor(values=[1.0]), factor(values=[2.0])], "the factor stands twice"),
        ({}, [factor("parameters.founding_rat", values=[1.0])], "did you mean 'founding_rate'"),
        ({}, [factor("budgets.expenditure", values=[1.0])], "unknown factor.*did you mean 'budget'"),
        ({}, [factor("shares", values=[1.0])], "not a path of a factor"),
        ({}, [factor("shares.a.b.c.d", values=[1.0])], "not a path of a factor"),
        ({}, [factor("shares..talent", values=[1.0])], "not a path of a factor"),
        ({}, [factor("reviews[0].below", values=[1.0])], "count from 1"),
        ({}, [factor("move.talent", values=[1.0])], "allowed: move.FROM.TO"),
    ],
)  # fmt: skip
def test_an_impossible_design_is_one_sentence(tmp_path, kind, factors, sentence):
    with pytest.raises(InputError, match=sentence) as refusal:
        points_of(design(**kind), factors, TABLE, tmp_path / "sweep.toml")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("budget.expenditure\n", "a heading and one row or more"),
        ("budget.capital\n1\n", "the column is missing"),
        ("budget.expenditure,x\n1,2\n", "unknown column"),
        ("budget.expenditure\nnan\n", "not a finite number"),
        ("budget.expenditure\n\n1,2\n", "not as many cells"),
        ('budget.expenditure\n""\n', "an empty cell"),
    ],
)
def test_a_broken_list_names_its_line(tmp_path, content, sentence):
    (tmp_path / "points.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        points_of(design(kind="list", file="points.csv"), [factor()], TABLE, tmp_path / "sweep.toml")


def test_the_largest_design_is_made_in_a_moment():
    steps = int(MOST_POINTS**0.5)
    factors = [factor(low=0.0, high=1.0, steps=steps), factor("budget.capital", low=0.0, high=1.0, steps=steps)]
    assert len(points_of(design(), factors, TABLE, None)) == steps**2


def test_a_list_has_no_levels_beside_it_and_no_point_twice(tmp_path):
    (tmp_path / "points.csv").write_text("budget.expenditure\n1\n2\n1.0\n", encoding="utf-8")
    listed, file = design(kind="list", file="points.csv"), tmp_path / "sweep.toml"
    with pytest.raises(InputError, match="point 3: the same as point 1"):
        points_of(listed, [factor()], TABLE, file)
    with pytest.raises(InputError, match="the file lists the levels"):
        points_of(listed, [factor(values=[1.0])], TABLE, file)
