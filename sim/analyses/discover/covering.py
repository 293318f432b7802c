"""Several boxes, one after the other, each judged on cases that the search did not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.analyses.discover.box import Box, Factors, Floats, Mask, Measures, measures
from sim.analyses.discover.peeling import ALPHA, LEAST_MASS, paste, peel
from sim.analyses.discover.significance import Condition, at_least, conditions, quasi_p, significant

MOST_BOXES = 3
CONFIRMED = 0.05  # p-value on the held-out cases up to which a box counts as confirmed


@dataclass(frozen=True, eq=False)
class Half:
    """Cases with their ``interest`` float64[n] between 0 and 1."""

    factors: Factors
    interest: Floats

    def left_by(self, boxes: list[Box]) -> Mask:
        """bool[n]: cases in none of ``boxes``."""
        left = np.ones(len(self.interest), dtype=np.bool_)
        for box in boxes:
            left &= ~box.inside(self.factors.values)
        return left


@dataclass(frozen=True)
class Limits:
    """What a box must reach on the cases it was found on."""

    coverage: float = 0.0
    density: float = 0.0

    def met(self, made: Measures) -> bool:
        return made.coverage >= self.coverage and made.density >= self.density


@dataclass(frozen=True, eq=False)
class Found:
    """A box. Measures, on the searched and on the held-out half, count the cases that earlier boxes left; coverage and
    mass are shares of everything, so that they add up over boxes.

    ``path``, ``held_out_path``: the same of every box of the peeling trajectory; ``chosen``: the place in it from which
    the box was made by pasting and dropping. ``base``: mean interest of the held-out cases that were left; ``p_value``:
    chance of the held-out density if the box did nothing. ``significance``: quasi-p-value and held-out p-value of each
    condition.
    """

    box: Box
    measures: Measures
    held_out: Measures
    path: tuple[Measures, ...]
    path_restricted: tuple[int, ...]
    held_out_path: tuple[Measures, ...]
    chosen: int
    base: float
    p_value: float
    significance: Mapping[Condition, tuple[float, float]]

    @property
    def confirmed(self) -> bool:
        """Whether the held-out half bears it out."""
        return self.p_value <= CONFIRMED


def cover(searched: Half, held_out: Half, limits: Limits, *, most: int = MOST_BOXES) -> list[Found]:
    """At most ``most`` boxes. The search ends with the first one that is not confirmed, or where no box is left."""
    found: list[Found] = []
    while len(found) < most:
        before = [one.box for one in found]
        one = _next(searched, held_out, before, limits)
        if one is None:
            break
        found.append(one)
        if not one.confirmed:
            break
    return found


def _next(searched: Half, held_out: Half, before: list[Box], limits: Limits) -> Found | None:
    left, left_out = searched.left_by(before), held_out.left_by(before)
    factors, interest = searched.factors.rows(left), searched.interest[left]
    least = LEAST_MASS * len(searched.interest)
    if len(interest) < least or not interest.any():
        return None
    trajectory = peel(factors, interest, least=least, alpha=ALPHA)
    whole = (len(searched.interest), float(searched.interest.sum()))
    path = tuple(measures(box.inside(factors.values), interest, of=whole) for box in trajectory)
    chosen = _chosen(trajectory, factors, interest, limits, whole)
    if chosen is None:
        return None
    place, box = chosen
    other, other_interest = held_out.factors.rows(left_out), held_out.interest[left_out]
    out = (len(held_out.interest), float(held_out.interest.sum()))
    inside = box.inside(other.values)
    everywhere = np.ones(len(other_interest), dtype=np.bool_)
    return Found(
        box,
        measures(box.inside(factors.values), interest, of=whole),
        measures(inside, other_interest, of=out),
        path,
        tuple(len(step.restrictions) for step in trajectory),
        tuple(measures(step.inside(other.values), other_interest, of=out) for step in trajectory),
        place,
        float(other_interest.mean()) if len(other_interest) else 0.0,
        at_least(inside, everywhere, other_interest),
        {
            one: (quasi_p(box, one, factors, interest), quasi_p(box, one, other, other_interest))
            for one in conditions(box)
        },
    )


def _chosen(
    trajectory: list[Box], factors: Factors, interest: Floats, limits: Limits, whole: tuple[int, float]
) -> tuple[int, Box] | None:
    """Place in the trajectory and the box made from it by pasting and dropping; None where no box is within the limits.

    Of the finished boxes the one whose membership correlates most with the interest (for yes and no: the phi
    coefficient). A box at random and the whole space have 0, so that a common outcome does not make a large box look
    good; the smaller the box, the purer it has to be.
    """
    best: tuple[float, int, Box] | None = None
    for place, step in enumerate(trajectory[1:], 1):
        box = significant(paste(step, factors, interest), factors, interest)
        inside = box.inside(factors.values)
        made = measures(inside, interest, of=whole)
        if inside.all() or not limits.met(made) or made.density <= whole[1] / whole[0]:
            continue  # a later box has to be denser than everything was, not only than what is left
        agreement = float(np.corrcoef(inside, interest)[0, 1])
        if best is None or agreement > best[0]:
            best = agreement, place, box
    return None if best is None else best[1:]
