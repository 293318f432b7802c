"""Declared experiments over scenarios and parameters: ``sim.sweep("funding-grid", out="results/grid")``."""
