"""Vintages: forecasts kept as immutable quantiles, and their scores when outcomes arrive; see README.md."""

from sim.analyses.vintage.read import Vintage, read_vintage
from sim.analyses.vintage.result import Scores
from sim.analyses.vintage.scoring import score
from sim.analyses.vintage.write import write_vintage

__all__ = ["Scores", "Vintage", "read_vintage", "score", "write_vintage"]
