"""Patient rule induction: thin slices are peeled off where the interest is lowest, then given back where that helps.

Friedman & Fisher (1999). The best slice is that with the largest gain in mean per case moved (the "lenient" criterion
of Kwakkel & Jaxa-Rozen 2016): else a level of a categorical factor, which is a thick slice, would always win.
"""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from sim.analyses.discover.box import Box, Factors, Floats, Interval, Levels, Mask

ALPHA = 0.05  # share of the cases in the box that a slice of a number holds
LEAST_MASS = 0.05  # of all cases, below which no box is made


def peel(factors: Factors, interest: Floats, *, least: float, alpha: float = ALPHA) -> list[Box]:
    """The peeling trajectory: boxes from the whole space on, each inside the one before.

    ``interest`` float64[n] between 0 and 1; ``least``: how many cases a box holds at least. It ends where no slice
    raises the mean.
    """
    trajectory = [Box()]
    inside = np.ones(len(interest), dtype=np.bool_)
    while True:
        best = _best(_smaller(trajectory[-1], factors, inside, alpha), factors, inside, interest)
        if best is None or best[1].sum() < least:
            return trajectory
        box, inside = best
        trajectory.append(box)


def paste(box: Box, factors: Factors, interest: Floats, *, alpha: float = ALPHA) -> Box:
    """``box`` widened, slice by slice, as long as that raises the mean inside."""
    inside = box.inside(factors.values)
    while True:
        best = _best(_larger(box, factors, alpha), factors, inside, interest)
        if best is None:
            return box
        box, inside = best


def edge(column: Floats, share: float) -> float:
    """The bound with ``share`` of ``column`` float64[n] below it, halfway between two neighbouring values.

    Equal values stay together: the bound moves outwards for a share below a half, else inwards from above, until its
    neighbours differ.
    """
    ordered = np.sort(column)
    position = (len(ordered) - 1) * share
    low, high = math.floor(position), math.ceil(position)
    if share > 0.5:
        while ordered[low] == ordered[high] and low > 0:
            low -= 1
    else:
        while ordered[low] == ordered[high] and high < len(ordered) - 1:
            high += 1
    return float(ordered[low] + ordered[high]) / 2.0


def _best(candidates: Iterable[Box], factors: Factors, inside: Mask, interest: Floats) -> tuple[Box, Mask] | None:
    """The candidate with the largest gain in mean per case moved, fewer restrictions first among equals; None where no
    candidate raises the mean."""
    number, mean = int(inside.sum()), float(interest[inside].mean())
    best: tuple[tuple[float, int], Box, Mask] | None = None
    for box in candidates:
        now = box.inside(factors.values)
        moved = abs(int(now.sum()) - number)
        if moved == 0 or not now.any():
            continue
        gain = (float(interest[now].mean()) - mean) / moved
        rank = (gain, -len(box.restrictions))
        if gain > 0.0 and (best is None or rank > best[0]):
            best = rank, box, now
    return None if best is None else best[1:]


def _smaller(box: Box, factors: Factors, inside: Mask, alpha: float) -> Iterator[Box]:
    """The box less one slice at either end of a number, or less one level."""
    for column, levels in enumerate(factors.levels):
        if levels:
            left = box.codes(column, levels)
            if len(left) > 1:
                yield from (box.restricted(column, Levels(left - {code})) for code in sorted(left))
        else:
            values, bounds = factors.values[inside, column], box.interval(column)
            yield box.restricted(column, Interval(bounds.low, edge(values, 1.0 - alpha)))
            yield box.restricted(column, Interval(edge(values, alpha), bounds.high))


def _larger(box: Box, factors: Factors, alpha: float) -> Iterator[Box]:
    """The box with one slice more at a bound, as many cases as ``alpha`` of those beyond it, or with one level more."""
    for column, restriction in box.restrictions.items():
        if isinstance(restriction, Levels):
            missing = sorted(set(range(factors.levels[column])) - restriction.codes)
            for code in missing:
                more = restriction.codes | {code}
                yield box.restricted(column, Levels(more) if len(missing) > 1 else None)
            continue
        values = factors.values[box.restricted(column, None).inside(factors.values), column]
        below, above = values[values < restriction.low], values[values > restriction.high]
        if len(below):
            bound = edge(below, 1.0 - alpha)
            low = -np.inf if bound <= below.min() else bound
            yield box.restricted(column, Interval(low, restriction.high))
        if len(above):
            bound = edge(above, alpha)
            high = np.inf if bound >= above.max() else bound
            yield box.restricted(column, Interval(restriction.low, high))
