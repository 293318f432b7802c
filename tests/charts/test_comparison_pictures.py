"""Pictures of comparisons and marginal values: drawn in both languages, with all their words, the same bytes again."""

from __future__ import annotations

import pytest

from .legibility import words_of


def words(figure):
    return "\n".join(words_of(figure))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_target_and_differing_action_stands_in_the_picture(comparison, lang):
    drawn = words(comparison.plot(lang=lang))
    plan = comparison.first.plan
    for target in plan.targets:
        assert target.name[lang] in drawn
    for action in plan.actions:
        differs = any(abs(side.money[action.id]) > 0.05 for side in comparison.sides)
        assert (action.name[lang] in drawn) == differs
    assert "=" in drawn


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_action_stands_in_the_picture_of_values(valued, lang):
    drawn = words(valued.plot(lang=lang))
    for action in valued.plan.actions:
        assert action.name[lang] in drawn


def test_the_same_comparison_gives_the_same_bytes(comparison, valued, tmp_path):
    for name, result in (("comparison", comparison), ("value", valued)):
        first, again = tmp_path / f"{name}-1.svg", tmp_path / f"{name}-2.svg"
        result.plot(first, "en")
        result.plot(again, "en")
        assert first.read_bytes() == again.read_bytes()
