"""The registered bands beside the lines of a price list."""

from collections.abc import Sequence

from sim.analyses.value.portions import Portion
from sim.analyses.value.price import ABOVE, BELOW, INSIDE, NO_BAND, UNCLEAR, Compared
from sim.inputs.evidence.price_bands import PriceBand, bands_of
from sim.study.paired import SHOWN, Difference

#: Month of the plan that a stage is counted by. What is begun has no count of its own and is not compared.
STAGES = {24: "by_month_24", 60: "by_month_60"}

Bands = Sequence[PriceBand]
_Ends = tuple[float, float, float]


def metrics_of(bands: Bands, portion: Portion) -> list[str]:
    """What the bands of the portion's instruments count and have a band for."""
    own = [band for name, _ in portion.members for band in bands_of(bands, portion.action, name)]
    return [metric for band in own if band.units is not None for metric in band.metrics]


def compared(bands: Bands, portion: Portion, metric: str, month: int, units: Difference) -> Compared | None:
    """``units`` of ``metric`` per 100 million CNY of the portion by ``month``, against what its instruments' bands come
    to; None where no row is about it.

    Of an action with several instruments each band counts times the instrument's share of the money. Several bands of
    one instrument for one metric (all firms, small firms) are one from the lowest to the highest end.
    """
    stage = STAGES.get(month)
    if stage is None:
        return None
    sums, ids, without, banded = (0.0, 0.0, 0.0), [], [], 0
    for name, share in portion.members:
        own = [band for band in bands_of(bands, portion.action, name) if metric in band.metrics]
        ends = [band for band in own if band.stage == stage and band.units is not None]
        without += [band.id for band in own if band.units is None]
        if ends:
            banded += 1
            ids += [band.id for band in ends]
            sums = _added(sums, _together([band.units for band in ends if band.units is not None]), share)
    if not ids:
        return Compared(tuple(without), None, None, None, NO_BAND, False) if without else None
    low, central, high = sums
    return Compared(tuple(ids), low, central, high, _verdict(units, low, high), banded < len(portion.members))


def _together(bands: Sequence[_Ends]) -> _Ends:
    lows, centrals, highs = zip(*bands, strict=True)
    return min(lows), centrals[0], max(highs)


def _added(sums: _Ends, more: _Ends, share: float) -> _Ends:
    return sums[0] + share * more[0], sums[1] + share * more[1], sums[2] + share * more[2]


def _verdict(units: Difference, low: float, high: float) -> str:
    reach = SHOWN * units.error
    if units.value + reach < low:
        return BELOW
    if units.value - reach > high:
        return ABOVE
    return INSIDE if low <= units.value <= high else UNCLEAR
