"""Fitted parameter sets: posterior draws that a forecast starts from; see ``sim.fitted.load``."""

from __future__ import annotations

from sim.fitted.load import load_fitted
from sim.fitted.posterior import FittedSet

__all__ = ["FittedSet", "load_fitted"]
