"""Probability of Hangzhou's 2026 future-industry targets under a given allocation of public money.

    import sim
    result = sim.forecast("reference", runs=1000, seed=1)
    result.table()

Names are resolved on first use (PEP 562), so that ``import sim`` costs nothing and a compiled forecast
never imports Mesa or pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Public name -> the module that defines it. ``forecast`` is itself a module, made callable in sim/forecast/__init__.py.
_HOMES = {
    "City": "sim.model",
    "Firm": "sim.agents",
    "Fund": "sim.agents",
    "Incubator": "sim.agents",
    "Lab": "sim.agents",
    "PilotZone": "sim.agents",
    "load_plan": "sim.plan",
    "load_scenario": "sim.policy",
    "simulate": "sim.simulation",
}

__all__ = [
    "City",
    "Firm",
    "Fund",
    "Incubator",
    "Lab",
    "PilotZone",
    "__version__",
    "forecast",
    "load_plan",
    "load_scenario",
    "simulate",
]

if TYPE_CHECKING:
    from sim.agents import Firm, Fund, Incubator, Lab, PilotZone
    from sim.forecast.run import forecast
    from sim.model import City
    from sim.plan import load_plan
    from sim.policy import load_scenario
    from sim.simulation import simulate


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "forecast":
        return import_module("sim.forecast")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
