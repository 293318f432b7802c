"""From runs to probabilities: ``sim.forecast("reference", runs=1000, seed=1)``, see ``sim.analyses.forecast.run``."""

from __future__ import annotations

from sim.callable_package import make_callable

make_callable(__name__)
