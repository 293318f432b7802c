"""CMA-ES (Hansen 2016) by ask and tell, every generation on a fresh shared block; its trace and its finalists."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.search.evaluation import ByWorld
from sim.analyses.search.objective import Objective
from sim.analyses.search.space import Candidate, Space
from sim.analyses.search.worlds import OWN
from sim.display import Displayed
from sim.study.design import Floats

RUNS = 2  # of a candidate in its generation, a parameter draw each
STEP = 0.8  # standard deviation of the first generation in ILR coordinates

_SMOOTH = 10  # generations behind a point of the trace
_AVERAGED = (4, 2)  # the last fourth and half of the path of means
_STANDING_OUT = 2  # single candidates among the finalists


@dataclass(frozen=True, eq=False)
class Trace(Displayed):
    """Trace of a search: ``simulations`` int64[G] made up to each generation.

    ``values`` float64[G, 2]: the objective over all runs of a generation's candidates, and of the scenario on the same
    draws and seeds; ``shares`` float64[G, 2, T]: the parts of these runs that meet each target.
    ``tried`` float64[C, A]: money of every candidate, million CNY; ``tried_gain`` float64[C]: its objective less the
    scenario's, on the few runs of its generation.
    """

    simulations: NDArray[np.int64]
    values: Floats
    shares: Floats
    tried: Floats
    tried_gain: Floats

    @property
    def gains(self) -> Floats:
        """float64[G]: the mean of a generation's candidates less the scenario."""
        return np.asarray(self.values[:, 0] - self.values[:, 1])

    def smooth(self, objective: Objective) -> Floats:
        """float64[G]: the gain over the scenario, over the last ten generations up to each."""
        if objective.kind == "worst":
            lowest = _over_last(self.shares[:, :, objective.counted]).min(axis=2)
            return np.asarray(lowest[:, 0] - lowest[:, 1])
        return _over_last(self.gains)

    def best(self, objective: Objective) -> Floats:
        """float64[G]: the best of ``smooth`` so far, once ten generations stand behind it; else the last."""
        settled = self.smooth(objective)
        settled[_SMOOTH - 1 :] = np.maximum.accumulate(settled[_SMOOTH - 1 :])
        return settled

    def after(self, simulations: int, objective: Objective, hits: Floats, totals: Floats) -> Trace:
        """The trace with one generation more: ``hits`` float64[k + 1, n, T], the scenario last; ``totals`` float64[k,
        A]: money of its candidates."""
        sides = (hits[:-1].reshape(-1, hits.shape[2]), hits[-1])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a generation of which no run finished has no mean
            values = np.array([[np.nanmean(objective.by_run(runs)) for runs in sides]])
            shares = np.array([[np.nanmean(runs, axis=0) for runs in sides]])
            each = np.array([np.nanmean(objective.by_run(runs)) for runs in hits[:-1]])
        return joined([self, Trace(np.array([simulations]), values, shares, totals, each - values[0, 1])])


def joined(traces: Sequence[Trace]) -> Trace:
    """One trace after the other."""
    return Trace(*(np.concatenate(arrays) for arrays in zip(*(vars(trace).values() for trace in traces), strict=True)))


def _over_last(values: Floats) -> Floats:
    """Mean along the first axis over the last ten rows up to each, rows of nan left out."""
    finite = np.isfinite(values)
    sums = np.cumsum(np.where(finite, values, 0.0), axis=0)
    numbers = np.cumsum(finite, axis=0)
    sums[_SMOOTH:], numbers[_SMOOTH:] = sums[_SMOOTH:] - sums[:-_SMOOTH], numbers[_SMOOTH:] - numbers[:-_SMOOTH]
    return np.asarray(np.divide(sums, numbers, out=np.zeros(sums.shape), where=numbers > 0))


def evolve(
    space: Space,
    objective: Objective,
    evaluate: Callable[[list[Candidate]], ByWorld],
    guide: Callable[[ByWorld], Floats],
    simulations: Callable[[], int],
    budget: int,
    seed: Sequence[int],
    report: Callable[[float], None] | None = None,
) -> tuple[dict[str, Floats], Trace]:
    """Finalists (name -> coordinates float64[d]) and trace of a search that ends where another generation would pass
    ``budget`` simulations. The scenario runs with every generation, so that the trace is a gain: the differences
    between blocks are larger than those between candidates.

    ``evaluate``: candidates on a fresh block; ``guide`` float64[k]: what orders them, more is better;
    ``simulations()``: made so far in all; ``report(gain)``: the best gain over the scenario so far.
    """
    import cma

    size = space.dimension
    rng = np.random.default_rng([*seed, size])
    options = {
        "randn": lambda *shape: rng.standard_normal(shape),  # NumPy's global generator stays untouched
        "seed": np.nan,
        "popsize": max(4 + int(3 * np.log(size)), 5),  # candidates of a generation
        "verbose": -9,
        "verb_log": 0,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about small dimensions and missing plots: none concerns a result
        strategy = cma.CMAEvolutionStrategy(space.even, STEP, options)
    before, cost = simulations(), 0
    means: list[Floats] = [space.even]
    leaders: list[tuple[float, Floats]] = []  # of each generation: above its mean by how much, and where
    empty = [np.zeros((0, *rest)) for rest in ((2,), (2, len(objective.weights)), (len(space.fixed),), ())]
    trace = Trace(np.zeros(0, np.int64), *empty)
    while simulations() - before + cost <= budget:
        points = [np.asarray(point) for point in strategy.ask()]
        start = simulations()
        candidates = [space.candidate(point) for point in points]
        by_world = evaluate([*candidates, space.itself()])
        cost = simulations() - start
        values = guide({world: outcome[: len(points)] for world, outcome in by_world.items()})
        strategy.tell(points, list(-values))
        means.append(np.array(strategy.mean))
        totals = np.array([candidate.totals for candidate in candidates])
        trace = trace.after(simulations() - before, objective, objective.judged(by_world[OWN]), totals)
        best = int(np.argmax(values))
        leaders.append((float(values[best] - np.mean(values)), points[best]))
        if report is not None:
            report(float(trace.best(objective)[-1]))
    return {**_from_path(np.stack(means)), **_standing_out(leaders)}, trace


def _standing_out(leaders: list[tuple[float, Floats]]) -> dict[str, Floats]:
    """The candidates of the second half that were furthest above the mean of their generation."""
    late = sorted(leaders[len(leaders) // 2 :], key=lambda leader: -leader[0])
    return {f"candidate-{rank}": point for rank, (_, point) in enumerate(late[:_STANDING_OUT], 1)}


def _from_path(means: Floats) -> dict[str, Floats]:
    """The last mean, and means over the last part of the path, in which the noise of single steps averages out."""
    averaged = {f"mean-of-last-1/{part}": means[-max(len(means) // part, 1) :].mean(axis=0) for part in _AVERAGED}
    return {"last-mean": means[-1], **averaged}
