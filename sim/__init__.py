"""Probability of Hangzhou's 2026 future-industry targets under a given allocation of public money.

    import sim
    result = sim.forecast("reference", runs=1000, seed=1)
    result.table()

Names are resolved on first use (PEP 562), so that ``import sim`` costs nothing and a compiled forecast
never imports Mesa or pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.version import __version__

# Public name -> the module that defines it.
_HOMES = {
    "City": "sim.model",
    "Firm": "sim.agents",
    "Fund": "sim.agents",
    "Incubator": "sim.agents",
    "Lab": "sim.agents",
    "PilotZone": "sim.agents",
    "calibrate": "sim.calibration.run",
    "compare": "sim.comparison.run",
    "discover": "sim.discovery.run",
    "load_plan": "sim.plan",
    "load_scenario": "sim.policy",
    "open_results": "sim.sweep.results",
    "score": "sim.vintage",
    "simulate": "sim.simulation",
    "value": "sim.marginal.run",
}
# Packages that are also functions (see sim.callable_package).
_CALLABLE = ("backtest", "forecast", "search", "sensitivity", "sweep")

__all__ = [
    "City",
    "Firm",
    "Fund",
    "Incubator",
    "Lab",
    "PilotZone",
    "__version__",
    "backtest",
    "calibrate",
    "compare",
    "discover",
    "forecast",
    "load_plan",
    "load_scenario",
    "open_results",
    "score",
    "search",
    "sensitivity",
    "simulate",
    "sweep",
    "value",
]

if TYPE_CHECKING:
    from sim.agents import Firm, Fund, Incubator, Lab, PilotZone
    from sim.backtest.run import backtest
    from sim.calibration.run import calibrate
    from sim.comparison.run import compare
    from sim.discovery.run import discover
    from sim.forecast.run import forecast
    from sim.marginal.run import value
    from sim.model import City
    from sim.plan import load_plan
    from sim.policy import load_scenario
    from sim.search.run import search
    from sim.sensitivity.run import sensitivity
    from sim.simulation import simulate
    from sim.sweep.results import open_results
    from sim.sweep.run import sweep
    from sim.vintage import score


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _CALLABLE:
        return import_module(f"sim.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
