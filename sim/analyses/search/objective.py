"""Objectives of a search: one number from which targets the runs meet, with its standard error clustered by draw."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.search.bounds import quoted
from sim.analyses.search.evaluation import Outcome
from sim.display import Displayed
from sim.errors import InputError, check_name
from sim.inputs.plan import Plan
from sim.inputs.plan.document import read
from sim.inputs.plan.names import ids_of, names_of
from sim.study.design import Floats
from sim.study.paired import Difference, difference
from sim.study.probabilities import JOINT_CLASSES

NAMES = ("all", "expected", "worst", "attainment")
ATTAINMENT = "attainment"
#: What the mean attainment adds in the search, never in a reported number: it orders candidates that meet the same
#: targets and weighs less than one target met once more in a hundred runs.
TIE_BREAK = 0.01


@dataclass(frozen=True, eq=False)
class Objective(Displayed):
    """``kind``: "all", "expected", "worst", "attainment" or "weights"; ``weights`` float64[T], 0 for targets left out.

    "attainment" is taken from counts as parts of what is asked, at most 1, all others from whether it is met.
    """

    name: str
    kind: str
    weights: Floats

    @property
    def counted(self) -> NDArray[np.bool_]:
        """bool[T]: targets that count."""
        return self.weights > 0.0

    @property
    def most(self) -> float:
        """The largest value that is possible."""
        return 1.0 if self.kind in ("all", "worst") else float(self.weights.sum())

    @property
    def in_per_cent(self) -> bool:
        """Whether a value is a share, printed in per cent."""
        return self.kind in ("all", "worst", ATTAINMENT)

    def judged(self, outcome: Outcome) -> Floats:
        """float64[k, n, T]: what the other methods take as ``hits``."""
        return outcome.attained if self.kind == ATTAINMENT else outcome.hits

    def by_run(self, hits: Floats) -> Floats:
        """float64[n], nan where a run failed, from ``hits`` float64[n, T]: the mean over runs is the value.

        The lowest probability is no mean over runs: here stand the runs of that target (the delta method).
        """
        counted = hits[:, self.counted]
        if self.kind == "all":
            return np.asarray(np.prod(counted, axis=1))
        if self.kind == "worst":
            return np.asarray(counted[:, int(np.argmin(_mean(counted)))])
        return np.asarray(counted @ self.weights[self.counted])

    def estimate(self, hits: Floats) -> Difference:
        """Value and standard error; rows 2i and 2i + 1 of ``hits`` float64[n, T] share a parameter draw."""
        runs = self.by_run(hits)
        return difference(runs, np.zeros(len(runs)))

    def gain(self, hits: Floats, other: Floats) -> Difference:
        """Value under ``hits`` less that under ``other``, both float64[n, T], on the same draws and seeds."""
        return difference(self.by_run(hits), self.by_run(other))

    def guide(self, hits: Floats, attained: Floats) -> float:
        """What orders candidates in the search: the value, and ``TIE_BREAK`` of the mean of ``attained``.

        ``attained`` float64[n, T]: count at the end as a part of what is asked, at most 1. For "worst" it is the lowest
        mean, which is what would have to rise. -inf where every run failed.
        """
        runs = self.by_run(hits)
        if not np.isfinite(runs).any():
            return -math.inf
        parts = _mean(attained[:, self.counted])
        share = parts.min() if self.kind == "worst" else np.average(parts, weights=self.weights[self.counted])
        return float(np.nanmean(runs)) + TIE_BREAK * float(share)


def _mean(values: Floats) -> Floats:
    """Mean over finished runs by column; 0 where none finished."""
    finite = np.isfinite(values)
    total = np.where(finite, values, 0.0).sum(axis=0)
    return np.asarray(total / np.maximum(finite.sum(axis=0), 1))


def objective_of(choice: str | Path | Mapping[str, Any], plan: Plan) -> Objective:
    """An objective by name, or weights by target from a TOML file or a mapping (``[weights]`` or bare).

    Targets are named by id or in Chinese or English. Raises InputError for an unknown name or target, for one named
    twice, and for weights that are negative, not finite or all 0.
    """
    joint = np.array([float(target.class_ in JOINT_CLASSES) for target in plan.targets])
    if isinstance(choice, str) and not choice.endswith(".toml") and "/" not in choice and "\\" not in choice:
        check_name("unknown objective", choice, NAMES, key="objective")
        if not joint.any():
            raise InputError("the plan has no target of class A or B", key="objective", value=choice)
        return Objective(choice, choice, joint / joint.sum() if choice == ATTAINMENT else joint)
    file = None if isinstance(choice, Mapping) else str(choice)
    document = choice if isinstance(choice, Mapping) else read(Path(choice), "weights")
    inner = document.get("weights", document)
    table = inner if isinstance(inner, Mapping) else document
    weights = np.zeros(len(plan.targets))
    for target, written in ids_of("target", table, names_of(plan.targets), file=file, key="weights").items():
        key, weight = f"weights.{written}", table[written]
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0.0 <= weight < math.inf:
            raise InputError("must be a finite weight, not negative", file=file, key=key, value=quoted(weight))
        weights[plan.target_index[target]] = weight
    if not weights.any():
        raise InputError("no target has a weight above 0", file=file, key="weights")
    return Objective("weights", "weights", weights)
