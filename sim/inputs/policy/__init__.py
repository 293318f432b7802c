"""Scenarios: what is spent on which action, when, and under which assumptions.

    from sim.inputs.policy import allocation, load_scenario
    scenario = load_scenario("reference")
    money = allocation(scenario, load_plan(scenario.plan))

Importing this package costs nothing: pydantic and NumPy are imported with the first scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.inputs.plan.schema import Plan
    from sim.inputs.policy.money import Allocation
    from sim.inputs.policy.schema import Scenario

__all__ = ["Allocation", "Scenario", "allocation", "load_scenario", "scenario_from", "scenario_toml"]


def load_scenario(name_or_path: str | Path = "reference", plan: Plan | None = None) -> Scenario:
    """The scenario called NAME among the shipped ones, or the one in the file PATH, with all it is based on resolved.

    A PATH holds a separator or ends in ``.toml``. ``plan`` saves loading the scenario's own plan again.
    Raises InputError naming the first fault and how many more.
    """
    from sim.inputs.policy.load import load

    return load(name_or_path, plan)


def scenario_from(document: Mapping[str, Any], plan: Plan | None = None, file: object = None) -> Scenario:
    """The scenario that a document with the keys of a scenario file describes. Raises InputError."""
    from sim.inputs.policy.load import from_document

    return from_document(document, plan, file)


def scenario_toml(scenario: Scenario) -> str:
    """A resolved scenario as the text of a scenario file that stands on its own and loads to the same allocation."""
    from sim.inputs.policy.export import to_toml

    return to_toml(scenario)


def allocation(scenario: Scenario, plan: Plan) -> Allocation:
    """The money of a scenario as arrays over the plan's actions, months and fields. Raises InputError."""
    from sim.inputs.policy.money import allocate

    return allocate(scenario, plan)


def __getattr__(name: str) -> Any:
    if name == "Allocation":
        from sim.inputs.policy.money import Allocation

        return Allocation
    if name == "Scenario":
        from sim.inputs.policy.schema import Scenario

        return Scenario
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
