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
    "City": "sim.engine.agents.city",
    "Firm": "sim.engine.agents",
    "Fund": "sim.engine.agents",
    "Incubator": "sim.engine.agents",
    "Lab": "sim.engine.agents",
    "PilotZone": "sim.engine.agents",
    "backtest": "sim.analyses.backtest.run",
    "calibrate": "sim.analyses.calibrate.run",
    "compare": "sim.analyses.compare.run",
    "discover": "sim.analyses.discover.run",
    "forecast": "sim.analyses.forecast.run",
    "load_plan": "sim.inputs.plan",
    "load_scenario": "sim.inputs.policy",
    "open_results": "sim.analyses.sweep.results",
    "score": "sim.analyses.vintage",
    "search": "sim.analyses.search.run",
    "sensitivity": "sim.analyses.sensitivity.run",
    "simulate": "sim.engine.simulate",
    "sweep": "sim.analyses.sweep.run",
    "value": "sim.analyses.value.run",
}

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
    from sim.analyses.backtest.run import backtest
    from sim.analyses.calibrate.run import calibrate
    from sim.analyses.compare.run import compare
    from sim.analyses.discover.run import discover
    from sim.analyses.forecast.run import forecast
    from sim.analyses.search.run import search
    from sim.analyses.sensitivity.run import sensitivity
    from sim.analyses.sweep.results import open_results
    from sim.analyses.sweep.run import sweep
    from sim.analyses.value.run import value
    from sim.analyses.vintage import score
    from sim.engine.agents import Firm, Fund, Incubator, Lab, PilotZone
    from sim.engine.agents.city import City
    from sim.engine.simulate import simulate
    from sim.inputs.plan import load_plan
    from sim.inputs.policy import load_scenario


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
