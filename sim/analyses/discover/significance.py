"""One-sided binomial tests of a constraint and of a whole box against chance."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy

from sim.analyses.discover.box import Box, Factors, Floats, Interval, Mask

LEVEL = 0.05
BELOW, ABOVE, AMONG = "at_most", "at_least", "among"


@dataclass(frozen=True)
class Constraint:
    """One end of an interval, or one set of levels, of a box, by column; ``sense``: at_most, at_least or among."""

    column: int
    sense: str

    def lifted(self, box: Box) -> Box:
        """``box`` without this constraint."""
        restriction = box.restrictions[self.column]
        if not isinstance(restriction, Interval):
            return box.restricted(self.column, None)
        low, high = restriction.low, restriction.high
        return box.restricted(self.column, Interval(-np.inf, high) if self.sense == ABOVE else Interval(low, np.inf))


def constraints(box: Box) -> Iterator[Constraint]:
    """Every constraint of a box."""
    for column, restriction in box.restrictions.items():
        if not isinstance(restriction, Interval):
            yield Constraint(column, AMONG)
            continue
        if restriction.low > -np.inf:
            yield Constraint(column, ABOVE)
        if restriction.high < np.inf:
            yield Constraint(column, BELOW)


def quasi_p(box: Box, constraint: Constraint, factors: Factors, interest: Floats) -> float:
    """Chance of an interest as high as the box's if ``constraint`` did nothing (Bryant & Lempert 2010).

    The box's cases are taken as draws with the mean interest of the box without the constraint. "Quasi" because the box
    was chosen on the same cases; on cases that the search did not see it is an ordinary p-value. 1 for an empty box.
    """
    wider = constraint.lifted(box).inside(factors.values)
    return at_least(box.inside(factors.values), wider, interest)


def at_least(inside: Mask, wider: Mask, interest: Floats) -> float:
    """P(X >= interest inside) for X binomial with the cases ``inside`` bool[n] and the mean interest of ``wider``.

    ``interest`` float64[n] may be a share of replicates: the regularised incomplete beta function carries the binomial
    tail over to parts of a success. As the mean of two replicates varies less than one of them, the test is then
    careful rather than exact. 1 for an empty box.
    """
    number, hits = int(inside.sum()), float(interest[inside].sum())
    if number == 0 or hits <= 0.0:
        return 1.0
    share = float(interest[wider].mean())
    return float(scipy.special.betainc(hits, number - hits + 1.0, share)) if share < 1.0 else 1.0


def significant(box: Box, factors: Factors, interest: Floats) -> Box:
    """``box`` without the constraints whose quasi-p-value is above LEVEL, the least significant first."""
    while box.restrictions:
        values = [(quasi_p(box, constraint, factors, interest), constraint) for constraint in constraints(box)]
        worst, constraint = max(values, key=lambda pair: pair[0])
        if worst <= LEVEL:
            return box
        box = constraint.lifted(box)
    return box
