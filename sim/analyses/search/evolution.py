"""The search itself: CMA-ES (Hansen 2016) by ask and tell, every generation on a fresh shared block."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.search.evaluation import Outcome
from sim.analyses.search.objective import Objective
from sim.analyses.search.space import Candidate, Space
from sim.analyses.search.worlds import OWN
from sim.display import Displayed

Floats = NDArray[np.float64]

RUNS = 2  # of a candidate in its generation, a parameter draw each
STEP = 0.8  # standard deviation of the first generation in ILR coordinates

_SMOOTH = 10  # generations behind a point of the trace
_AVERAGED = (4, 2)  # the last fourth and half of the path of means
_STANDING_OUT = 2  # single candidates among the finalists

Made = Mapping[str, Outcome]


@dataclass(frozen=True, eq=False)
class Trace(Displayed):
    """The search as it went: ``simulations`` int64[G] made up to each generation.

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
        """With one generation more: ``hits`` float64[k + 1, n, T], the scenario last; ``totals`` float64[k, A]: money
        of its candidates."""
        sides = (hits[:-1].reshape(-1, hits.shape[2]), hits[-1])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a generation of which no run finished has no mean
            values = [np.nanmean(objective.by_run(runs)) for runs in sides]
            shares = [np.nanmean(runs, axis=0) for runs in sides]
            alone = np.array([np.nanmean(objective.by_run(runs)) for runs in hits[:-1]])
        return Trace(
            np.append(self.simulations, simulations),
            np.concatenate([self.values, [values]]),
            np.concatenate([self.shares, [shares]]),
            np.concatenate([self.tried, totals]),
            np.concatenate([self.tried_gain, alone - values[1]]),
        )


def _over_last(values: Floats) -> Floats:
    """Mean along the first axis over the last ten rows up to each, rows of nan left out."""
    there = np.isfinite(values)
    sums = np.cumsum(np.where(there, values, 0.0), axis=0)
    numbers = np.cumsum(there, axis=0)
    sums[_SMOOTH:], numbers[_SMOOTH:] = sums[_SMOOTH:] - sums[:-_SMOOTH], numbers[_SMOOTH:] - numbers[:-_SMOOTH]
    return np.asarray(np.divide(sums, numbers, out=np.zeros(sums.shape), where=numbers > 0))


@dataclass(frozen=True, eq=False)
class Path:
    """``finalists``: coordinates float64[d] by name."""

    finalists: dict[str, Floats]
    trace: Trace


def population(dimension: int) -> int:
    """Candidates of a generation."""
    return 4 + int(3 * np.log(dimension))


def evolve(
    space: Space,
    objective: Objective,
    evaluate: Callable[[list[Candidate]], Made],
    guide: Callable[[Made], Floats],
    simulations: Callable[[], int],
    budget: int,
    seed: Sequence[int],
    report: Callable[[float], None] | None = None,
) -> Path:
    """Search until another generation would pass ``budget`` simulations. The scenario runs with every generation, so
    that the trace is a gain: the differences between blocks are larger than those between candidates.

    ``evaluate``: candidates on a fresh block; ``guide`` float64[k]: what orders them, more is better;
    ``simulations()``: made so far in all; ``report(gain)``: the best gain over the scenario so far.
    """
    import cma

    size = space.dimension
    rng = np.random.default_rng([*seed, size])
    options = {
        "randn": lambda *shape: rng.standard_normal(shape),  # NumPy's global generator stays untouched
        "seed": np.nan,
        "popsize": max(population(size), 5),
        "verbose": -9,
        "verb_log": 0,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about small dimensions and missing plots: none concerns a result
        strategy = cma.CMAEvolutionStrategy(space.even, STEP, options)
    before, cost = simulations(), 0
    means: list[Floats] = [space.even]
    seen: list[tuple[float, Floats]] = []
    trace = Trace(
        np.zeros(0, np.int64),
        np.zeros((0, 2)),
        np.zeros((0, 2, len(objective.weights))),
        np.zeros((0, len(space.fixed))),
        np.zeros(0),
    )
    while simulations() - before + cost <= budget:
        asked = [np.asarray(one) for one in strategy.ask()]
        start = simulations()
        candidates = [space.candidate(one) for one in asked]
        made = evaluate([*candidates, space.itself()])
        cost = simulations() - start
        values = guide({world: one.first(len(asked)) for world, one in made.items()})
        strategy.tell(asked, list(-values))
        means.append(np.array(strategy.mean))
        totals = np.array([one.totals for one in candidates])
        trace = trace.after(simulations() - before, objective, objective.judged(made[OWN]), totals)
        best = int(np.argmax(values))
        seen.append((float(values[best] - np.mean(values)), asked[best]))
        if report is not None:
            report(float(trace.best(objective)[-1]))
    return Path({**_from_path(np.stack(means)), **_standing_out(seen)}, trace)


def _standing_out(seen: list[tuple[float, Floats]]) -> dict[str, Floats]:
    """The candidates of the second half that were furthest above the mean of their generation."""
    late = seen[len(seen) // 2 :]
    order = sorted(range(len(late)), key=lambda place: -late[place][0])
    return {f"candidate-{rank + 1}": late[place][1] for rank, place in enumerate(order[:_STANDING_OUT])}


def _from_path(means: Floats) -> dict[str, Floats]:
    """The last mean, and means over the last part of the path, in which the noise of single steps averages out."""
    number = len(means)
    made = {"last-mean": means[-1]}
    for part in _AVERAGED:
        made[f"mean-of-last-1/{part}"] = means[number - max(number // part, 1) :].mean(axis=0)
    return made
