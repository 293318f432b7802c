"""The one table of numbers that rules use: unit, distribution and source of each, and keyed draws from it."""

from sim.parameters.distribution import Distribution
from sim.parameters.effects import DISCOUNT, EFFECTS, LEVER_EFFECTS
from sim.parameters.grammar import parse_distribution
from sim.parameters.load import load_parameters
from sim.parameters.parameter import Description, Parameter
from sim.parameters.table import ParameterTable

__all__ = [
    "DISCOUNT",
    "EFFECTS",
    "LEVER_EFFECTS",
    "Description",
    "Distribution",
    "Parameter",
    "ParameterTable",
    "load_parameters",
    "parse_distribution",
]
