"""What would change each probability most: ``sim.sensitivity("reference")``, see ``sim.analyses.sensitivity.run``."""
