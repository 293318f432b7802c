"""Scenario discovery: when a target is missed (``sim.discover``; see ``sim.analyses.discover.run``)."""
