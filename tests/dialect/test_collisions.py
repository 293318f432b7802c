"""A draw made twice is seen, one made once is not, and the rules get their own draws back."""

from __future__ import annotations

from types import ModuleType

import pytest

from sim.model import draws
from tests.dialect.checks.collisions import recorded, repeated


@pytest.fixture
def rules() -> ModuleType:
    module = ModuleType("planted_rules")
    module.uniform, module.uniform2, module.quantile = draws.uniform, draws.uniform2, draws.normal_quantile
    return module


def test_repeats_are_seen_and_values_unchanged(rules):
    with recorded([rules]) as drawn:
        first = rules.uniform(7, 1, 3)
        rules.uniform(7, 2, 3)
        rules.uniform2(7, 1, 2, 3)
        rules.quantile(0.5)
        assert repeated(drawn) == []
        assert rules.uniform(7, 1, 3) == first == draws.uniform(7, 1, 3)
    assert repeated(drawn) == [(7, 1, 3)]
    assert sum(drawn.values()) == 4, "a quantile is no draw"


def test_the_rules_get_their_draws_back_even_after_an_error(rules):
    with pytest.raises(RuntimeError), recorded([rules]):
        raise RuntimeError
    assert rules.uniform is draws.uniform
