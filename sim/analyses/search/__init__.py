"""The best allocation of the movable expenditure: ``sim.search("reference")``, see ``sim.analyses.search.run``."""
