"""Targets stand by class, then as the plan lists them, in everything that a person looks at; files keep their order."""

from __future__ import annotations

from types import SimpleNamespace

from sim.inputs.plan import load_plan
from sim.results.table import by_class, class_groups


def records(letters: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(id=place, class_=letter) for place, letter in enumerate(letters)]


def test_by_class_and_then_as_given() -> None:
    assert [one.id for one in by_class(records("BABCA"))] == [1, 4, 0, 2, 3]
    assert [(letter, [one.id for one in own]) for letter, own in class_groups(records("CACA"))] == [
        ("A", [1, 3]), ("C", [0, 2])]  # fmt: skip


def test_the_shipped_plan() -> None:
    plan = load_plan()
    order = [target.id for target in by_class(plan.targets)]
    assert order[:3] == ["tech-centres", "high-tech-firms", "consortia"]
    assert sorted(order) == sorted(target.id for target in plan.targets)
    assert order != [target.id for target in plan.targets], "the plan's own order is another, so this test can fail"
