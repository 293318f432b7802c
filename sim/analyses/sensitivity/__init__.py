"""What would change each probability most: ``sim.sensitivity("reference")``, see ``sim.analyses.sensitivity.run``."""

from __future__ import annotations

from sim.callable_package import make_callable

make_callable(__name__)
