"""Scenario discovery: under which circumstances a target is missed (``sim.discover``; see ``sim.discovery.run``)."""
