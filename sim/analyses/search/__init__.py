"""The best allocation of the movable expenditure: ``sim.search("reference")``, see ``sim.analyses.search.run``."""

from __future__ import annotations

from sim.callable_package import make_callable

make_callable(__name__)
