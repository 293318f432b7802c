"""One line of a price list: what 100 million CNY bring of one count by one month, and what one unit then costs."""

from dataclasses import dataclass

from sim.display import Displayed
from sim.study.paired import SHOWN, Difference

PER = 100.0  # million CNY
AVERAGE, MARGINAL = "average", "marginal"
INSIDE, BELOW, ABOVE, UNCLEAR, NO_BAND = "inside", "below", "above", "unclear", "none"
VERDICTS = (INSIDE, BELOW, ABOVE, UNCLEAR, NO_BAND)


@dataclass(frozen=True)
class Thirds:
    """The range over the unknown: units per 100 million CNY where ``parameter`` is ``low``, in the middle, ``high``.

    Thirds of the parameter draws by the one parameter whose rank ``correlation`` with the paired difference is highest
    and beyond what chance gives any of them.
    """

    parameter: str
    correlation: float
    low: Difference
    middle: Difference
    high: Difference


@dataclass(frozen=True)
class Compared(Displayed):
    """Against registered bands ``ids``, units per 100 million CNY: ``low``, ``central`` and ``high`` are None, and the
    ``verdict`` "none", where the row says why there is no band.

    ``verdict``: "inside", or "below" or "above" where the whole 90 % Monte Carlo interval is, else "unclear".
    ``partly``: the bands are of some of the action's instruments, each times its share of the money, so that the others
    may bring more.
    """

    ids: tuple[str, ...]
    low: float | None
    central: float | None
    high: float | None
    verdict: str
    partly: bool


@dataclass(frozen=True)
class Price(Displayed):
    """What money of ``action`` (of ``instrument`` where that is not None) brings of ``metric`` by the end of month
    number ``month`` of the plan.

    ``kind``: "average", E(M)/M at the reference's money M, E the expected count with M less that without it, on the
    same draws and seeds; or "marginal", the change over a tenth of the money (20 million CNY at least) below and above
    ``times`` M, over the money between them. ``money``: million CNY that the difference is about.

    ``units``: per 100 million CNY, with the paired Monte Carlo error. ``unspent``: share of ``money`` that is left over
    by then; ``taken_up``: units per 100 million CNY taken up, None unless more than a tenth is left over. ``target``,
    ``reading``: as in ``Counted``. ``thirds``: of averages, None where no parameter leads.
    """

    action: str
    instrument: str | None
    target: str | None
    reading: str | None
    primary: bool
    metric: str
    month: int
    kind: str
    times: float
    money: float
    units: Difference
    unspent: float
    taken_up: Difference | None
    thirds: Thirds | None
    band: Compared | None

    @property
    def upper(self) -> float:
        """Units per 100 million CNY that the truth exceeds in one of twenty cases at most (95 %, one-sided)."""
        return self.units.value + SHOWN * self.units.error

    @property
    def price(self) -> float | None:
        """Million CNY a unit; None unless the units are shown to be above zero."""
        return PER / self.units.value if self.units.sign > 0 else None

    @property
    def price_range(self) -> tuple[float | None, float | None]:
        """The 90 % Monte Carlo interval of ``price``; None where there is no price, or no end."""
        if self.price is None:
            return None, None
        least = self.units.value - SHOWN * self.units.error
        return PER / self.upper, PER / least if least > 0.0 else None

    @property
    def more_than(self) -> float | None:
        """Million CNY that a unit costs at least, from ``upper``; None where there is a price, where money is shown to
        lower the count, and where no run differs."""
        return None if self.price is not None or self.upper <= 0.0 else PER / self.upper
