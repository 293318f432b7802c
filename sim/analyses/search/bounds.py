"""Constraints of a search that a planner sets: least and most money of an action, and locked amounts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, Text, check_name
from sim.inputs.plan import Plan
from sim.inputs.plan.document import read
from sim.inputs.plan.names import ids_of, names_of

_TABLES = ("bounds", "locks")


@dataclass(frozen=True, eq=False)
class Bounds:
    """``low``, ``high``: float64[A], million CNY of an action's whole money, committed part included; 0 and inf where
    nothing was asked. ``file``: where they stand, for the errors."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    file: str | None = None


def bounds_of(choice: str | Path | Mapping[str, Any] | None, plan: Plan) -> Bounds:
    """Bounds from a TOML file or a mapping: ``[bounds] action = [low, high]``, ``[locks] action = amount``.

    Actions are named by id or in Chinese or English. Raises InputError for an unknown table or action, an action named
    twice, an action of the capital pot, an action in both tables, and amounts that are no finite numbers, negative or
    in the wrong order.
    """
    low, high = np.zeros(len(plan.actions)), np.full(len(plan.actions), np.inf)
    if choice is None:
        return Bounds(low, high)
    file = None if isinstance(choice, Mapping) else str(choice)
    document = choice if isinstance(choice, Mapping) else read(Path(choice), "bounds")
    for name in document:
        check_name("unknown table", name, _TABLES, file=file, key=name)
        if not isinstance(document[name], Mapping):
            raise InputError("must be a table", file=file, key=name)
    names = names_of(plan.actions)
    locks, ranges = document.get("locks", {}), document.get("bounds", {})
    locked = ids_of("action", locks, names, file=file, key="locks")
    for action, written in ids_of("action", ranges, names, file=file, key="bounds").items():
        key, pair = f"bounds.{written}", ranges[written]
        index = _index(action, plan, file, key)
        if action in locked:
            raise InputError("stands in both tables, bounds and locks", file=file, key=key)
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise InputError("must be two amounts", file=file, key=key, value=quoted(pair), allowed="[low, high]")
        low[index], high[index] = (_amount(amount, file, key) for amount in pair)
        if low[index] > high[index]:
            raise InputError("the lower bound is above the upper", file=file, key=key, value=list(pair))
    for action, written in locked.items():
        key = f"locks.{written}"
        low[_index(action, plan, file, key)] = high[plan.action_index[action]] = _amount(locks[written], file, key)
    return Bounds(low, high, file)


def _index(action: str, plan: Plan, file: str | None, key: str) -> int:
    if action in {paid.id for paid in plan.of_pot("capital")}:
        raise InputError("is paid from capital, which a search does not touch", file=file, key=key, value=action)
    return plan.action_index[action]


def _amount(value: Any, file: str | None, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise InputError("must be finite and not negative", file=file, key=key, value=quoted(value),
                         allowed=Text("million CNY"))  # fmt: skip
    return float(value)


def quoted(value: Any) -> object:
    """A value as a refusal quotes it: a number or a word as it is, else what kind of thing it is."""
    return value if isinstance(value, bool | int | float | str) else f"a {type(value).__name__}"
