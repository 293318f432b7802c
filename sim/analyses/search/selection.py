"""Paired successive halving: finalists on shared fresh blocks, the worse half dropped, the rest run again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.search.evaluation import Outcome
from sim.display import Displayed

Floats = NDArray[np.float64]
Made = Mapping[str, Outcome]
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
    """``first``: place of the best; ``finalists`` as they fared, the best first; ``against``: world -> all runs of the
    best and, on the same draws and seeds, of the incumbent where there is one."""

    first: int
    finalists: tuple[Finalist, ...]
    against: dict[str, Outcome]


def halved(
    names: Sequence[str],
    run: Callable[[list[int], int], Made],
    score: Callable[[Made], Floats],
    budget: int,
    incumbent: int | None = None,
) -> Halved:
    """Which of ``names`` is best, and how all fared.

    ``run(places, n)`` runs those finalists on the same fresh block of n runs, in one world or more; ``score``
    float64[k] of all that the survivors ran so far, more is better. ``budget``: runs of all finalists together, a like
    part of it in every round. ``incumbent``: place of the one that is never dropped. Equal scores are decided for the
    earlier name.
    """
    left = list(range(len(names)))
    rounds = max(int(np.ceil(np.log2(len(names)))), 1)
    fared: dict[int, Finalist] = {}
    made: dict[int, list[dict[str, Outcome]]] = {place: [] for place in left}
    for turn in range(rounds):
        runs = max(budget // (rounds * len(left)) // 2 * 2, _FEWEST)
        block = run(left, runs)
        for row, place in enumerate(left):
            own = {name: Outcome(one.ends[row], one.hits[row], one.attained[row]) for name, one in block.items()}
            made[place].append(own)
        scores = score({name: _stacked([[part[name] for part in made[place]] for place in left]) for name in block})
        order = sorted(range(len(left)), key=lambda row: (-scores[row], left[row]))
        for row, place in enumerate(left):
            total = sum(len(next(iter(part.values())).hits) for part in made[place])
            fared[place] = Finalist(names[place], float(scores[row]), total, turn + 1)
        stay = {left[row] for row in order[: max(len(left) // 2, 1)]}
        left = sorted(stay if incumbent is None else stay | {incumbent})
    ranked = sorted(fared, key=lambda place: (-fared[place].rounds, -fared[place].score, place))
    both = [ranked[0]] if incumbent is None else [ranked[0], incumbent]
    against = {name: _stacked([[part[name] for part in made[place]] for place in both]) for name in made[ranked[0]][0]}
    return Halved(ranked[0], tuple(fared[place] for place in ranked), against)


def _stacked(made: list[list[Outcome]]) -> Outcome:
    """Candidates of equal history, one after the other: their blocks joined along the runs."""
    return Outcome(
        np.stack([np.concatenate([part.ends for part in own]) for own in made]),
        np.stack([np.concatenate([part.hits for part in own]) for own in made]),
        np.stack([np.concatenate([part.attained for part in own]) for own in made]),
    )
