"""Fitted parameter sets: posterior draws that a forecast starts from; see ``sim.inputs.fitted.load``."""

from __future__ import annotations

from sim.inputs.fitted.load import load_fitted
from sim.inputs.fitted.posterior import FittedSet

__all__ = ["FittedSet", "load_fitted"]
