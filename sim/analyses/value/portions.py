"""What a price list prices: the money of every action, and of every instrument where they can be told apart.

Nothing but that money differs: it comes from outside or goes unspent. The rules of today know no effort and no quota
that follows the goal, so there is none to be held at the reference's path.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.inputs.plan.schema import Instrument
from sim.inputs.policy.accounts import reviewed_actions, with_account
from sim.language.numbers import LEAST_MONEY
from sim.study.inputs import Inputs

TIMES = (0.5, 1.0, 2.0)  # of the reference's money, where marginal effects are taken
_PART, _LEAST = 0.1, 20.0  # of the money, and million CNY, either way


@dataclass(frozen=True, eq=False)
class Portion:
    """The plan's money of an action, or of one of its ``instrument``: ``money`` million CNY in the plan's period.

    ``inputs``: under which the portion is the money of one action alone, that at place ``column`` of ``inputs.plan``;
    ``whole``: million CNY of that action when the portion has ``money``. ``members``: its instruments and their shares.
    """

    action: str
    instrument: str | None
    money: float
    inputs: Inputs
    column: int
    whole: float
    members: tuple[tuple[str, float], ...]

    def totals(self, money: float) -> NDArray[np.float64]:
        """Million CNY by action of ``inputs.plan``, float64[A], when the portion has ``money`` million CNY."""
        totals = np.array(self.inputs.allocation.totals)
        totals[self.column] = self.whole * (money / self.money)  # the reference's own to the last bit
        return totals

    def around(self, times: float) -> tuple[float, float]:
        """Money a tenth (20 million CNY at least) below and above ``times`` the portion's, not below 0."""
        money = times * self.money
        step = max(_PART * money, _LEAST)
        return max(money - step, 0.0), money + step


def portions(inputs: Inputs, *, instruments: bool) -> list[Portion]:
    """Every action that has money, with ``instruments`` each followed by its instruments where there are several.

    Instruments of an action whose money a review moves are left out. Raises InputError where the plan has no room.
    """
    found = []
    reviewed = reviewed_actions(inputs.allocation)
    for column, action in enumerate(inputs.plan.actions):
        money = float(inputs.allocation.totals[column])
        if money < LEAST_MONEY:
            continue
        own = [one for one in inputs.plan.instruments if one.action == action.id and one.share > 0.0]
        members = tuple((one.id, one.share) for one in own)
        found.append(Portion(action.id, None, money, inputs, column, money, members))
        if instruments and len(own) > 1 and column not in reviewed:
            found += [_of_instrument(inputs, one, money) for one in own]
    return found


def _of_instrument(inputs: Inputs, instrument: Instrument, money: float) -> Portion:
    plan, policy = with_account(inputs.plan, inputs.allocation, instrument.id)
    under = replace(inputs, plan=plan, allocation=policy)
    last, own = len(plan.actions) - 1, instrument.share * money
    return Portion(instrument.action, instrument.id, own, under, last, money, ((instrument.id, 1.0),))
