"""Fitting the model to the city's record: observations, history runs, regression-adjusted fit, gate, fitted sets."""
