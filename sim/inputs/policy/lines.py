"""A reference allocation built from published lines: amount x units x part x future-field share x take-up x years."""

import math
from collections.abc import Collection, Iterator, Sequence

from sim.inputs.plan.faults import FileFault, stated_twice, unknown
from sim.inputs.plan.records import FileRecord, Flag, OptionalText, Positive, Share, Text


class Line(FileRecord):
    """One published line of money, or a flagged assumption where no line was found.

    ``amount``: million CNY a year, of one unit where ``units`` (a year) are counted; ``part``: how much of the line is
    meant here; ``future_share``: what of it the plan adds for the fields; ``take_up``: what is really paid.
    An assumption has only ``share``, of the expenditure pot. ``committed`` money is outside any reallocation.
    """

    action: Text
    what: Text
    source: Text
    committed: Flag
    amount: Positive | None = None
    units: Positive = 1.0
    units_source: OptionalText = ""
    part: Share = 1.0
    future_share: Share | None = None
    take_up: Share | None = None
    years: Positive = 2.0
    assumption: Flag = False
    share: Share | None = None

    @property
    def money(self) -> float:
        """Million CNY of the line for the plan's period, before scaling to the level; 0 for an assumption."""
        if self.amount is None or self.future_share is None or self.take_up is None:
            return 0.0
        return self.amount * self.units * self.part * self.future_share * self.take_up * self.years


def line_faults(lines: Sequence[Line], actions: Collection[str]) -> Iterator[FileFault]:
    """Faults of published lines, alone and together."""
    for number, line in enumerate(lines, start=1):
        key = f"lines[{number}]"
        if line.action not in actions:
            yield unknown(f"{key}.action", "unknown action", line.action, actions)
        factors = (line.amount, line.future_share, line.take_up)
        if line.assumption and (line.share is None or factors != (None, None, None)):
            yield FileFault(key, "an assumption has a share, and no amount, future_share or take_up")
        elif not line.assumption and (line.share is not None or None in factors):
            yield FileFault(key, "a published line needs amount, future_share and take_up, and has no share")
    yield from stated_twice("lines", lines)
    assumed = math.fsum(line.share or 0.0 for line in lines)
    if assumed >= 1.0:
        yield FileFault("lines", "the shares of the assumptions must leave something of 1", round(assumed, 6))
    elif lines and not math.fsum(line.money for line in lines) > 0.0:
        yield FileFault("lines", "the published lines hold no money")


def shares_of(lines: Sequence[Line]) -> tuple[dict[str, float], dict[str, float]]:
    """Shares of the expenditure pot by action, and the committed part of each, from faultless lines.

    Published lines divide, in proportion to their money, what the assumptions leave; the shares sum to 1.
    """
    published = math.fsum(line.money for line in lines)
    left = 1.0 - math.fsum(line.share or 0.0 for line in lines)
    shares: dict[str, float] = {}
    committed: dict[str, float] = {}
    for line in lines:
        share = line.share if line.share is not None else left * line.money / published
        shares[line.action] = shares.get(line.action, 0.0) + share
        if line.committed:
            committed[line.action] = committed.get(line.action, 0.0) + share
    return shares, committed
