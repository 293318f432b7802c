"""Scenario discovery: under which circumstances a target is missed (``sim.discover``; see ``sim.analyses.discover.run``)."""
