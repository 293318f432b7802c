"""Findings of a discovery, computed from its runs: both halves, the screening, the boxes of every target.

There are some 470 parameters. A box found among all of them would mostly be made of those that lay well by chance, so
boxes are sought among those whose rank correlation with the outcome is beyond what chance gives any of them.
"""

import numpy as np
from numpy.typing import NDArray

from sim.analyses.discover.box import Box, Factors, Floats, Levels
from sim.analyses.discover.covering import Half, Limits, MeasuredBox, cover
from sim.analyses.discover.experiment import DiscoveryRuns
from sim.analyses.discover.findings import Condition, FoundBox, TargetDiscovery
from sim.analyses.discover.significance import ABOVE, Constraint
from sim.analyses.forecast.structure import ALTERNATIVES
from sim.analyses.forecast.uncertainty import chance_bound, correlations, ranks
from sim.study.inputs import Inputs

MISSED, MET = "missed", "met"
OUTCOMES = (MISSED, MET)
_TENTHS = 10
_LEAST_CASES = 10


def look_at(runs: DiscoveryRuns, index: int, outcome: str, limits: Limits) -> TargetDiscovery:
    """Boxes of ``outcome`` of the target at ``index`` in the plan.

    Even draws are searched, odd ones held out. The screening sees the searched half alone, so that the held-out
    figures stay honest.
    """
    target = runs.inputs.plan.targets[index]
    met = runs.met[:, index]
    done = np.flatnonzero(np.isfinite(met))
    factors = runs.factors.rows(done)
    interest = met[done] if outcome == MET else 1.0 - met[done]
    share = float(interest.mean())

    def record(finding: str, passed: tuple[str, ...] = (), boxes: tuple[FoundBox, ...] = ()) -> TargetDiscovery:
        return TargetDiscovery(target.id, target.class_, share, passed, finding, boxes)

    if share in (0.0, 1.0):
        return record("always" if share else "never")
    even = done % 2 == 0
    columns = screened(factors.rows(even), interest[even])
    if not len(columns):
        return record("no-factor")
    chosen = factors.columns(columns)
    searched, held_out = (Half(chosen.rows(half), interest[half]) for half in (even, ~even))
    measured = cover(searched, held_out, limits)
    boxes = tuple(_box(runs.inputs, chosen, interest, number, box) for number, box in enumerate(measured, 1))
    return record("boxes" if boxes else "no-box", chosen.names, boxes)


def _box(inputs: Inputs, factors: Factors, interest: Floats, number: int, measured: MeasuredBox) -> FoundBox:
    tests = measured.significance.items()
    return FoundBox(
        number,
        tuple(_condition(inputs, factors, measured.box, constraint, p_values) for constraint, p_values in tests),
        measured.searched,
        measured.held_out,
        measured.base,
        measured.p_value,
        measured.confirmed,
        measured.path,
        measured.chosen,
        {factors.names[column]: _profile(factors, column, interest) for column in measured.box.restrictions},
    )


def _condition(
    inputs: Inputs, factors: Factors, box: Box, constraint: Constraint, p_values: tuple[float, float]
) -> Condition:
    column, sense = constraint.column, constraint.sense
    name, restriction = factors.names[column], box.restrictions[column]
    if isinstance(restriction, Levels):
        left = tuple(str(ALTERNATIVES[name][code]).lower() for code in sorted(restriction.codes))
        return Condition(name, sense, None, None, left, "", "", *p_values)
    row = inputs.parameters[name]
    bound = restriction.low if sense == ABOVE else restriction.high
    below = 100.0 * float(np.mean(factors.values[:, column] < bound))
    return Condition(name, sense, bound, below, (), row.unit, row.meaning, *p_values)


def _profile(factors: Factors, column: int, interest: Floats) -> tuple[float, ...]:
    """Mean interest in each tenth of a number's draws, or at each level."""
    values, levels = factors.values[:, column], factors.levels[column]
    parts = [values == code for code in range(levels)] or np.array_split(np.argsort(values, kind="stable"), _TENTHS)
    return tuple(float(interest[part].mean()) if interest[part].size else 0.0 for part in parts)


def screened(factors: Factors, interest: Floats) -> NDArray[np.int64]:
    """int64[m]: columns of ``factors`` that pass, in their order.

    A number passes by its rank correlation with ``interest`` float64[n], or by that of its distance from the middle
    rank (a target missed at both ends, or in the middle); a level by that of its indicator.
    """
    n = len(interest)
    if n < _LEAST_CASES or np.ptp(interest) == 0.0:
        return np.zeros(0, dtype=np.int64)
    features: list[Floats] = []
    columns: list[int] = []  # of the features
    for column, levels in enumerate(factors.levels):
        values = factors.values[:, column]
        if levels:
            of_column = [(values == code).astype(np.float64) for code in range(levels)]
        else:
            ranked = ranks(values)
            of_column = [ranked, ranks(np.abs(ranked - ranked.mean()))]
        features += of_column
        columns += [column] * len(of_column)
    matrix = np.column_stack(features) if features else np.zeros((n, 0))
    beyond = np.abs(correlations(matrix, ranks(interest))) > chance_bound(n, max(len(columns), 1))
    return np.unique(np.array(columns, dtype=np.int64)[beyond])
