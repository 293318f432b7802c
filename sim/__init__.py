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

__all__ = ["__version__", *_HOMES]

if TYPE_CHECKING:
    from sim.analyses.backtest.run import backtest as backtest
    from sim.analyses.calibrate.run import calibrate as calibrate
    from sim.analyses.compare.run import compare as compare
    from sim.analyses.discover.run import discover as discover
    from sim.analyses.forecast.run import forecast as forecast
    from sim.analyses.search.run import search as search
    from sim.analyses.sensitivity.run import sensitivity as sensitivity
    from sim.analyses.sweep.results import open_results as open_results
    from sim.analyses.sweep.run import sweep as sweep
    from sim.analyses.value.run import value as value
    from sim.analyses.vintage import score as score
    from sim.engine.agents import Firm as Firm
    from sim.engine.agents import Fund as Fund
    from sim.engine.agents import Incubator as Incubator
    from sim.engine.agents import Lab as Lab
    from sim.engine.agents import PilotZone as PilotZone
    from sim.engine.agents.city import City as City
    from sim.engine.simulate import simulate as simulate
    from sim.inputs.plan import load_plan as load_plan
    from sim.inputs.policy import load_scenario as load_scenario


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
