"""One line of a response table: what agents do with an action's money, and the sign that studies give."""

from dataclasses import dataclass

from sim.display import Displayed
from sim.inputs.evidence.response_signs import ResponseSign
from sim.study.paired import SHOWN, Difference

AGREES, CONTRADICTS, OPEN, NO_SIGN = "agrees", "contradicts", "open", "none"


@dataclass(frozen=True)
class Response(Displayed):
    """Money of ``action`` changes ``behaviour`` (``sim.model.tables.behaviours``) by the end of month number ``month``
    of the plan by ``change`` per 100 million CNY, with the paired Monte Carlo error.

    ``money``: million CNY that the action has; ``unspent``: share of it that is left over by then. ``expected``: the
    sign that studies give (1, 0, -1), None where no row of ``calibration/response_signs.csv`` is about it; ``sign``:
    that row. ``verdict``: "agrees" or "contradicts" where the runs show it, else "open"; "none" without a row.
    """

    action: str
    of: str
    behaviour: str
    month: int
    money: float
    change: Difference
    unspent: float
    expected: int | None
    sign: str | None
    verdict: str


def verdict(change: Difference, sign: ResponseSign | None) -> str:
    """How ``change`` per 100 million CNY stands to a registered sign.

    A direction agrees or contradicts where the change is shown. Of no change the 90 % interval counts: it agrees inside
    what counts as none, and contradicts outside of it.
    """
    if sign is None:
        return NO_SIGN
    if sign.nil is None:
        return OPEN if not change.shown else AGREES if change.sign == sign.sign else CONTRADICTS
    reach = SHOWN * change.error
    if abs(change.value) - reach > sign.nil:
        return CONTRADICTS
    return AGREES if abs(change.value) + reach <= sign.nil else OPEN
