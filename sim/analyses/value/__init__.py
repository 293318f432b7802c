"""What 100 million CNY more or less would change, action by action: ``sim.value("reference")``."""
