"""The action plan as data: programmes, actions, fields, districts, targets and anchors, one TOML a city.

    from sim.inputs.plan import load_plan
    plan = load_plan("hangzhou")

Importing this package costs nothing: pydantic is imported when the first plan is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.inputs.plan.schema import Action, District, Instrument, Plan, PlanField, Programme, Target

__all__ = ["Action", "District", "Instrument", "Plan", "PlanField", "Programme", "Target", "load_plan"]


def load_plan(name_or_path: str | Path = "hangzhou") -> Plan:
    """The checked plan called NAME among the shipped ones, or the one in the file PATH.

    A PATH holds a separator or ends in ``.toml``. Raises InputError naming the first fault and how many more.
    """
    from sim.inputs.plan.load import load

    return load(name_or_path)


def __getattr__(name: str) -> Any:
    if name in __all__:
        from sim.inputs.plan import schema

        return getattr(schema, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
