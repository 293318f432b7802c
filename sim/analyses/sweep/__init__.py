"""Declared experiments over scenarios and parameters: ``sim.sweep("funding-grid", out="results/grid")``."""

from __future__ import annotations

from sim.callable_package import make_callable

make_callable(__name__)
