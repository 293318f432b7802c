"""From runs to probabilities: ``sim.forecast("reference", runs=1000, seed=1)``, see ``sim.analyses.forecast.run``."""
