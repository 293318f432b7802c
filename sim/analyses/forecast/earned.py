"""Counts recognised by title against counts earned by true values, and expected money by action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.display import Displayed
from sim.study.probabilities import estimate, met

RELEASED, SPENT, UNSPENT = range(3)
MONEY = ("allocated", "released", "spent", "unspent")


@dataclass(frozen=True)
class EarnedGap(Displayed):
    """Counts at the end and probabilities, as recognised under the reading and as earned (conditions on true values).

    ``gap``: recognised less earned, expected; ``q05`` and ``q95``: its 5 and 95 per cent over runs. Both counts are
    taken in the same run, so the gap of a run is a difference in one world.
    """

    recognised: float
    earned: float
    gap: float
    q05: float
    q95: float
    recognised_probability: float
    earned_probability: float


def earned_gap(recognised: np.ndarray, earned: np.ndarray, draw: np.ndarray, number: float, percent: int) -> EarnedGap:
    """The gap of one target from its two counts float[n] at the end of the plan."""
    difference = np.asarray(recognised, dtype=np.float64) - earned
    means = [float(np.mean(counts)) for counts in (recognised, earned, difference)]
    spread = np.quantile(difference, (0.05, 0.95)).tolist()
    return EarnedGap(*means, *spread, *(estimate(met(x, number, percent), draw).value for x in (recognised, earned)))


def money_table(
    actions: Sequence[str], allocated: np.ndarray, money: np.ndarray | None
) -> dict[str, Mapping[str, float]]:
    """Expected million CNY by action over the plan's period, empty where the runs kept no money.

    ``allocated``: float[A], the plan's money; ``money``: float[n, A, 3] released, spent and unspent in each run, the
    baseline programmes included, so that more is released than was allocated.
    """
    if money is None:
        return {}
    columns = np.column_stack([allocated, np.asarray(money, dtype=np.float64).mean(axis=0)])
    return {action: dict(zip(MONEY, row, strict=True)) for action, row in zip(actions, columns.tolist(), strict=True)}
