"""The one table of numbers that rules use: unit, distribution and source of each, and keyed draws from it."""

from sim.inputs.parameters.distribution import Distribution
from sim.inputs.parameters.effects import DISCOUNT, EFFECTS, LEVER_EFFECTS
from sim.inputs.parameters.grammar import parse_distribution
from sim.inputs.parameters.load import load_parameters
from sim.inputs.parameters.parameter import Parameter
from sim.inputs.parameters.table import ParameterTable

__all__ = [
    "DISCOUNT",
    "EFFECTS",
    "LEVER_EFFECTS",
    "Distribution",
    "Parameter",
    "ParameterTable",
    "load_parameters",
    "parse_distribution",
]
