"""The city at a date: incumbents, organisations and the pipeline of running projects, applications and trials."""
