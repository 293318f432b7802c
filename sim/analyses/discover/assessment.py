"""From the runs of an experiment to the result: both halves, the screening, the boxes of every target."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.analyses.discover import significance
from sim.analyses.discover.box import Factors, Floats, Interval, Levels
from sim.analyses.discover.covering import Found, Half, Limits, cover
from sim.analyses.discover.experiment import Experiment
from sim.analyses.discover.findings import Condition, FoundBox, Step, TargetDiscovery
from sim.analyses.discover.screening import screened
from sim.analyses.forecast.structure import ALTERNATIVES

MISSED, MET = "missed", "met"
OUTCOMES = (MISSED, MET)
_TENTHS = 10


def look_at(made: Experiment, place: int, outcome: str, limits: Limits) -> TargetDiscovery:
    """Boxes of ``outcome`` of the target at ``place`` in the plan.

    Even draws are searched, odd ones held out. The screening sees the searched half alone, so that the held-out
    figures stay honest.
    """
    target = made.inputs.plan.targets[place]
    met = made.met[:, place]
    done = np.flatnonzero(np.isfinite(met))
    factors = made.factors.rows(done)
    interest = met[done] if outcome == MET else 1.0 - met[done]
    share = float(interest.mean())

    def record(finding: str, kept: tuple[str, ...] = (), boxes: tuple[FoundBox, ...] = ()) -> TargetDiscovery:
        return TargetDiscovery(target.id, target.class_, share, kept, finding, boxes)

    if share in (0.0, 1.0):
        return record("always" if share else "never")
    even = done % 2 == 0
    kept = screened(factors.rows(even), interest[even])
    if not len(kept):
        return record("no-factor")
    chosen = factors.columns(kept)
    searched, held_out = (Half(chosen.rows(half), interest[half]) for half in (even, ~even))
    found = cover(searched, held_out, limits)
    boxes = tuple(_box(made, chosen, interest, number, one) for number, one in enumerate(found, 1))
    return record("boxes" if boxes else "no-box", chosen.names, boxes)


def _box(made: Experiment, factors: Factors, interest: Floats, number: int, found: Found) -> FoundBox:
    conditions = tuple(
        _condition(made, factors, found, one, quasi_p, held_out_p)
        for one, (quasi_p, held_out_p) in found.significance.items()
    )
    steps = zip(found.path_restricted, found.path, found.held_out_path, strict=True)
    return FoundBox(
        number,
        conditions,
        found.measures,
        found.held_out,
        found.base,
        found.p_value,
        found.confirmed,
        tuple(Step(*step) for step in steps),
        found.chosen,
        {factors.names[column]: _profile(factors, column, interest) for column in found.box.restrictions},
    )


def _condition(
    made: Experiment, factors: Factors, found: Found, one: significance.Condition, quasi_p: float, held_out_p: float
) -> Condition:
    name, restriction = factors.names[one.column], found.box.restrictions[one.column]
    tests = {"quasi_p": quasi_p, "held_out_p": held_out_p}
    if isinstance(restriction, Levels):
        left = tuple(word(ALTERNATIVES[name][code]) for code in sorted(restriction.codes))
        return Condition(name, one.sense, None, None, left, "", "", **tests)
    row = made.inputs.parameters[name]
    bound = _bound(restriction, one.sense)
    below = 100.0 * float(np.mean(factors.values[:, one.column] < bound))
    return Condition(name, one.sense, bound, below, (), row.unit, row.meaning, **tests)


def _bound(interval: Interval, sense: str) -> float:
    return interval.low if sense == significance.ABOVE else interval.high


def word(value: Any) -> str:
    """A switch's value as a scenario file writes it."""
    return str(value).lower()


def _profile(factors: Factors, column: int, interest: Floats) -> tuple[float, ...]:
    """Mean interest in each tenth of a number's draws, or at each level."""
    values, levels = factors.values[:, column], factors.levels[column]
    if levels:
        return tuple(
            float(interest[values == code].mean()) if (values == code).any() else 0.0 for code in range(levels)
        )
    order = np.argsort(values, kind="stable")
    return tuple(float(interest[part].mean()) for part in np.array_split(order, _TENTHS))
