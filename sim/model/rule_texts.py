"""Every rule and behaviour of the model, and the names that stand in their texts."""

from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def rule_texts() -> tuple[Callable[..., Any], ...]:
    """The marked texts of the model, without those of somebody's own modules. Imports numba and all rules: a second."""
    import sim.model.month
    import sim.model.population.pipeline
    import sim.model.rules.calendar  # noqa: F401
    from sim.model.dialect import TEXTS

    return tuple(text for text in TEXTS if text.__module__.startswith("sim."))


@cache
def names_read() -> frozenset[str]:
    """Names of all attributes and functions that a text mentions: every parameter that a rule reads is one of them."""
    return frozenset(name for text in rule_texts() for name in text.__code__.co_names)
