"""Scenarios side by side on the same parameter draws and seeds: ``sim.compare("reference", "even")``."""
