"""An immutable record of what a forecast said, and its score when outcomes arrive; see README.md."""

from sim.vintage.read import Vintage, read_vintage
from sim.vintage.result import Scores
from sim.vintage.scoring import score
from sim.vintage.write import write_vintage

__all__ = ["Scores", "Vintage", "read_vintage", "score", "write_vintage"]
