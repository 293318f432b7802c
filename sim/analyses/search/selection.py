"""Successive halving on paired runs: finalists on shared fresh blocks, the worse half dropped, the rest run again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analyses.search.evaluation import ByWorld, Outcome, joined
from sim.display import Displayed
from sim.study.design import Floats

_FEWEST = 4  # runs of a finalist in a round


@dataclass(frozen=True)
class Finalist(Displayed):
    """``score``: what ordered it when it was last looked at, over all of its ``runs``; ``rounds`` it took part in."""

    name: str
    score: float
    runs: int
    rounds: int


@dataclass(frozen=True, eq=False)
class Halved:
    """Result of a halving. ``first``: index of the best; ``finalists``: the best first; ``against``: world -> all runs
    of the best and, on the same draws and seeds, of the incumbent where there is one."""

    first: int
    finalists: tuple[Finalist, ...]
    against: dict[str, Outcome]


def halved(
    names: Sequence[str],
    run: Callable[[list[int], int], ByWorld],
    score: Callable[[ByWorld], Floats],
    budget: int,
    incumbent: int | None = None,
) -> Halved:
    """The best of ``names``, and the score of each.

    ``run(indices, n)`` runs those finalists on the same fresh block of n runs, in one world or more; ``score``
    float64[k] of all that the survivors ran so far, more is better. ``budget``: runs of all finalists together, a like
    part of it in every round. ``incumbent``: index of the one that is never dropped. Equal scores are decided for the
    earlier name.
    """
    left = list(range(len(names)))
    rounds = max(int(np.ceil(np.log2(len(names)))), 1)
    finalists: dict[int, Finalist] = {}
    history: dict[int, ByWorld] = {}

    def of_all(indices: list[int]) -> dict[str, Outcome]:
        return {world: joined([history[k][world] for k in indices], axis=0) for world in history[indices[0]]}

    for turn in range(rounds):
        block = run(left, max(budget // (rounds * len(left)) // 2 * 2, _FEWEST))
        for row, index in enumerate(left):
            latest = {world: outcome[row : row + 1] for world, outcome in block.items()}
            before = history.get(index)
            history[index] = latest if before is None else {
                world: joined([before[world], latest[world]], axis=1) for world in latest}  # fmt: skip
        scores = score(of_all(left))
        for row, index in enumerate(left):
            runs = next(iter(history[index].values())).hits.shape[1]
            finalists[index] = Finalist(names[index], float(scores[row]), runs, turn + 1)
        order = sorted(range(len(left)), key=lambda row: (-scores[row], left[row]))
        stay = {left[row] for row in order[: max(len(left) // 2, 1)]}
        left = sorted(stay if incumbent is None else stay | {incumbent})
    ranked = sorted(finalists, key=lambda index: (-finalists[index].rounds, -finalists[index].score, index))
    best = ranked[0]
    against = of_all([best] if incumbent is None else [best, incumbent])
    return Halved(best, tuple(finalists[index] for index in ranked), against)
