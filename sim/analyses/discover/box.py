"""Boxes of scenario discovery: intervals of numbers and sets of levels, and coverage, density and mass inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sim.display import Displayed
from sim.study.design import Floats

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Interval:
    """Numbers from ``low`` to ``high``, both included; infinite where there is no bound."""

    low: float = -np.inf
    high: float = np.inf

    def holds(self, column: Floats) -> Mask:
        """bool[n]: which values of ``column`` float64[n] lie inside."""
        return np.asarray((column >= self.low) & (column <= self.high))

    @property
    def free(self) -> bool:
        """Whether it has no bound at all."""
        return self.low == -np.inf and self.high == np.inf


@dataclass(frozen=True)
class Levels:
    """Levels of a categorical factor, by code."""

    codes: frozenset[int]

    def holds(self, column: Floats) -> Mask:
        """bool[n]: which codes of ``column`` float64[n] are among them."""
        return np.isin(column, sorted(self.codes))


Restriction = Interval | Levels


@dataclass(frozen=True, eq=False)
class Factors:
    """``values`` float64[n, k]: n cases of k factors; a categorical one holds codes 0, 1, ...

    ``levels``: how many levels a categorical factor has, 0 for a number.
    """

    names: tuple[str, ...]
    values: Floats
    levels: tuple[int, ...]

    def rows(self, chosen: NDArray[np.int64] | Mask) -> Factors:
        """The same factors of some cases."""
        return Factors(self.names, self.values[chosen], self.levels)

    def columns(self, chosen: NDArray[np.int64]) -> Factors:
        """Some of the factors."""
        names, levels = (tuple(of_all[k] for k in chosen) for of_all in (self.names, self.levels))
        return Factors(names, self.values[:, chosen], levels)


@dataclass(frozen=True)
class Box:
    """Restrictions by column; a column that is not named is free."""

    restrictions: Mapping[int, Restriction] = field(default_factory=lambda: MappingProxyType({}))

    def inside(self, values: Floats) -> Mask:
        """bool[n]: which cases ``values`` float64[n, k] lie in the box."""
        result = np.ones(len(values), dtype=np.bool_)
        for column, restriction in self.restrictions.items():
            result &= restriction.holds(values[:, column])
        return result

    def interval(self, column: int) -> Interval:
        """The bounds of a number."""
        restriction = self.restrictions.get(column, Interval())
        assert isinstance(restriction, Interval)
        return restriction

    def codes(self, column: int, levels: int) -> frozenset[int]:
        """Levels left of a categorical factor that has ``levels``."""
        restriction = self.restrictions.get(column)
        return restriction.codes if isinstance(restriction, Levels) else frozenset(range(levels))

    def restricted(self, column: int, restriction: Restriction | None) -> Box:
        """The box with another restriction of one column, None for none; columns stay in their order."""
        changed = {key: value for key, value in self.restrictions.items() if key != column}
        if restriction is not None and not (isinstance(restriction, Interval) and restriction.free):
            changed[column] = restriction
        return Box(MappingProxyType(dict(sorted(changed.items()))))


@dataclass(frozen=True)
class Measures(Displayed):
    """``coverage``: share of all interest that lies in a box; ``density``: mean interest inside; ``mass``: share of all
    cases; ``cases``: how many."""

    coverage: float
    density: float
    mass: float
    cases: int


def measures(inside: Mask, interest: Floats, *, of: tuple[int, float] | None = None) -> Measures:
    """Measures of ``inside`` bool[n] with ``interest`` float64[n] between 0 and 1.

    ``of``: cases and interest that mass and coverage are shares of, those of the arrays when None. 0 in an empty box.
    """
    cases, whole = (len(interest), float(interest.sum())) if of is None else of
    number, hit = int(inside.sum()), float(interest[inside].sum())
    return Measures(hit / whole if whole else 0.0, hit / number if number else 0.0, number / cases, number)
