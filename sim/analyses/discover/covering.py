"""Sequential covering: several boxes one after the other, each judged on cases held out of the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analyses.discover.box import Box, Factors, Floats, Mask, Measures, measures
from sim.analyses.discover.findings import PeelingStep
from sim.analyses.discover.peeling import ALPHA, LEAST_MASS, paste, peel
from sim.analyses.discover.significance import Constraint, at_least, constraints, quasi_p, significant

MOST_BOXES = 3
CONFIRMED = 0.05  # p-value on the held-out cases up to which a box counts as confirmed


@dataclass(frozen=True, eq=False)
class Half:
    """Cases with their ``interest`` float64[n] between 0 and 1."""

    factors: Factors
    interest: Floats

    def outside(self, boxes: Sequence[Box]) -> Half:
        """Cases in none of ``boxes``."""
        left = np.ones(len(self.interest), dtype=np.bool_)
        for box in boxes:
            left &= ~self.inside(box)
        return Half(self.factors.rows(left), self.interest[left])

    def inside(self, box: Box) -> Mask:
        """bool[n]: cases in ``box``."""
        return box.inside(self.factors.values)

    def measures(self, box: Box, whole: Half) -> Measures:
        """Measures of ``box`` on these cases, of which mass and coverage are shares of ``whole``."""
        return measures(self.inside(box), self.interest, of=(len(whole.interest), float(whole.interest.sum())))


@dataclass(frozen=True)
class Limits:
    """Least coverage and density of a box on the cases that it was found on."""

    coverage: float = 0.0
    density: float = 0.0

    def met(self, reached: Measures) -> bool:
        """Whether a box that reaches these measures is within the limits."""
        return reached.coverage >= self.coverage and reached.density >= self.density


@dataclass(frozen=True, eq=False)
class MeasuredBox:
    """A box. Measures, on the searched and on the held-out half, count the cases that earlier boxes left; coverage and
    mass are shares of everything, so that they add up over boxes.

    ``path``: the boxes of the peeling trajectory; ``chosen``: index in it of the one from which the box was made by
    pasting and dropping. ``base``: mean interest of the held-out cases that were left; ``p_value``: chance of the
    held-out density if the box did nothing. ``significance``: quasi-p-value and held-out p-value of each constraint.
    """

    box: Box
    searched: Measures
    held_out: Measures
    path: tuple[PeelingStep, ...]
    chosen: int
    base: float
    p_value: float
    significance: Mapping[Constraint, tuple[float, float]]

    @property
    def confirmed(self) -> bool:
        """Whether the held-out half bears it out."""
        return self.p_value <= CONFIRMED


def cover(searched: Half, held_out: Half, limits: Limits, *, most: int = MOST_BOXES) -> list[MeasuredBox]:
    """At most ``most`` boxes. The search ends with the first one that is not confirmed, or where no box is left."""
    boxes: list[MeasuredBox] = []
    while len(boxes) < most and all(box.confirmed for box in boxes):
        box = _next(searched, held_out, [measured.box for measured in boxes], limits)
        if box is None:
            break
        boxes.append(box)
    return boxes


def _next(searched: Half, held_out: Half, before: Sequence[Box], limits: Limits) -> MeasuredBox | None:
    left, left_out = searched.outside(before), held_out.outside(before)
    least = LEAST_MASS * len(searched.interest)
    if len(left.interest) < least or not left.interest.any():
        return None
    trajectory = peel(left.factors, left.interest, least=least, alpha=ALPHA)
    chosen = _chosen(trajectory, left, limits, searched)
    if chosen is None:
        return None
    index, box = chosen

    def step(of: Box) -> PeelingStep:
        return PeelingStep(len(of.restrictions), left.measures(of, searched), left_out.measures(of, held_out))

    everywhere = np.ones(len(left_out.interest), dtype=np.bool_)
    tests = {constraint: [quasi_p(box, constraint, half.factors, half.interest) for half in (left, left_out)]
             for constraint in constraints(box)}  # fmt: skip
    return MeasuredBox(
        box,
        left.measures(box, searched),
        left_out.measures(box, held_out),
        tuple(step(peeled) for peeled in trajectory),
        index,
        float(left_out.interest.mean()) if len(left_out.interest) else 0.0,
        at_least(left_out.inside(box), everywhere, left_out.interest),
        {constraint: (quasi, held) for constraint, (quasi, held) in tests.items()},
    )


def _chosen(trajectory: list[Box], left: Half, limits: Limits, whole: Half) -> tuple[int, Box] | None:
    """Index in the trajectory and the box made from it by pasting and dropping; None where no box is within the limits.

    Of the finished boxes the one whose membership correlates most with the interest (for yes and no: the phi
    coefficient). A box at random and the whole space have 0, so that a common outcome does not make a large box look
    good; the smaller the box, the purer it has to be.
    """
    factors, interest = left.factors, left.interest
    least = float(whole.interest.sum()) / len(whole.interest)
    best: tuple[float, int, Box] | None = None
    for index, step in enumerate(trajectory[1:], 1):
        box = significant(paste(step, factors, interest), factors, interest)
        inside, reached = left.inside(box), left.measures(box, whole)
        if inside.all() or not limits.met(reached) or reached.density <= least:
            continue  # a later box has to be denser than everything was, not only than what is left
        agreement = float(np.corrcoef(inside, interest)[0, 1])
        if best is None or agreement > best[0]:
            best = agreement, index, box
    return None if best is None else best[1:]
