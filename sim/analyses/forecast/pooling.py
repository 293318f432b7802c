"""A declared pooling of the model's probability with the outside view: offered, never applied silently."""

from __future__ import annotations

from typing import Any

from sim.errors import InputError, Text
from sim.study.inputs import Inputs

POOLED_CLASSES = ("A", "B")


def check_pool(weight: Any, inputs: Inputs) -> None:
    """InputError for what is no weight in (0, 1], and where mobilisation or leniency is on.

    Earlier plans met their goals for reasons that these switches stand for: with either on, the outside view would
    count them a second time.
    """
    if weight is None:
        return
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0.0 < weight <= 1.0:
        raise InputError("not a weight of the outside view", key="pool", value=weight,
                         allowed=Text("above 0, at most 1"))  # fmt: skip
    switches = inputs.scenario.switches
    if switches.mobilisation:
        problem = "the outside view already contains mobilisation, which is switched on here: it would count twice"
        raise InputError(problem, key="pool", value=weight, allowed=Text("switches.mobilisation = false"))
    if switches.leniency:
        problem = "the outside view already contains leniency, which is switched on here: it would count twice"
        raise InputError(problem, key="pool", value=weight, allowed=Text("switches.leniency = false"))


def pooled(weight: float | None, class_: str, model: float, outside: float | None) -> float | None:
    """Linear opinion pool: ``weight`` on the outside view; None without a pool, an outside view, or for class C."""
    if weight is None or outside is None or class_ not in POOLED_CLASSES:
        return None
    return weight * outside + (1.0 - weight) * model
