"""Axes of a sweep's pictures: levels of a factor, and measures averaged over the other factors at each level."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.aggregate import by_draw
from sim.analyses.sweep.measures import Measures
from sim.analyses.sweep.results import SweepResults
from sim.analyses.sweep.views import level_words
from sim.errors import InputError, Text, check_name

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """L levels of a factor. ``of``: int64[P], the level of each point; ``numeric``: levels are numbers, in order;
    ``binned``: they are the means of equally large groups of sampled values.
    """

    path: str
    levels: tuple[Any, ...]
    of: NDArray[np.int64]
    numeric: bool
    binned: bool

    def words(self, lang: str) -> list[str]:
        """Axis labels of the levels."""
        return [level_words(self.path, level, lang) for level in self.levels]


def axis_of(results: SweepResults, path: str, most: int, bins: int) -> Axis:
    """The axis of a factor; numbers with more than ``most`` levels are taken in ``bins`` equally large groups.

    Raises InputError for an unknown factor, and for more than ``most`` levels that are words.
    """
    check_name("unknown factor", path, results.paths, key="x, y")
    values = results.points[path].tolist()
    numeric = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    if not numeric:
        levels = tuple(dict.fromkeys(values))
        if len(levels) > most:
            raise InputError("has too many levels to draw", key=path, value=len(levels),
                             allowed=Text("at most {most:d}", most=most))  # fmt: skip
        return Axis(path, levels, np.array([levels.index(value) for value in values]), numeric, False)
    numbers = np.array(values, np.float64)
    distinct, of = np.unique(numbers, return_inverse=True)
    if len(distinct) <= most:
        return Axis(path, tuple(distinct.tolist()), of, numeric, False)
    rank = np.argsort(np.argsort(numbers, kind="stable"), kind="stable")
    group = rank * bins // len(numbers)
    means = [float(numbers[group == k].mean()) for k in range(bins)]
    return Axis(path, tuple(means), group, numeric, True)


def at_levels(results: SweepResults, measures: Measures, group: NDArray[np.int64], number: int) -> Floats:
    """float64[``number``, Q, 4]: value, error, low, high of every measure over the points of each group.

    ``group`` int64[P]. Points share their parameter draws, so errors are clustered by draw across the points too.
    """
    width = len(measures.names)
    sums = np.zeros((number, results.layout.draws, width))
    sizes = np.zeros((number, results.layout.draws), np.int64)
    for point, sums_of_point, count, _ in by_draw(results, measures.answers, width):
        sums[group[point]] += sums_of_point
        sizes[group[point]] += count
    return np.array([measures.estimates(sums[k], sizes[k]) for k in range(number)])
