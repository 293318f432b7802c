"""The registered bands beside the lines of a price list."""

from collections.abc import Sequence

from sim.analyses.value.portions import Portion
from sim.analyses.value.price import ABOVE, BELOW, INSIDE, NO_BAND, UNCLEAR, Compared
from sim.inputs.evidence.price_bands import PriceBand, bands_of
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.paired import SHOWN, Difference

#: Month of the plan that a stage is counted by.
STAGES = {24: "by_month_24", 60: "by_month_60"}
BEGUN = "begun"
#: First part of a band's id -> channel whose units begun, or in operation, are what the band counts.
CHANNELS_OF_BANDS = {
    "projects-city": "project-grant",
    "innovation-centres": "innovation-centre",
    "poc-centres": "proof-of-concept",
    "pilot-bases": "pilot-scale-base",
    "centres-applications": "centre-coaching",
    "attraction": "attraction",
    "certificates-applications": "certification-coaching",
    "vouchers": "start-up-voucher",
    "incubator-years": "incubation-service",
    "founders": "founding-support",
    "zones": "zone-preparation",
    "park-space": "park-space",
    "compute-firms": "compute-voucher",
    "scenarios-built": "scenario-opening",
    "demonstrations": "demonstration",
    "upgrades": "upgrade-grant",
    "talent-teams": "talent-team",
    "engineers": "engineer-grant",
}

Bands = Sequence[PriceBand]
_Ends = tuple[float, float, float]


def metrics_of(bands: Bands, portion: Portion) -> list[str]:
    """What the bands of the portion's instruments count and have a band for."""
    own = [band for name, _ in portion.members for band in bands_of(bands, portion.action, name)]
    return [metric for band in own if band.units is not None for metric in counted_by(band)]


def counted_by(band: PriceBand) -> tuple[str, ...]:
    """Columns that count a band: units begun, the columns that it names, or units in operation where it names none."""
    channel = CHANNELS_OF_BANDS.get(band.id.partition("/")[0], "").replace("-", "_")
    if band.stage == BEGUN:
        return (f"begun_{channel}",) if channel else ()
    if band.metrics or f"delivered_{channel}" not in METRIC_INDEX:
        return band.metrics
    return (f"delivered_{channel}",)


def compared(bands: Bands, portion: Portion, metric: str, month: int, units: Difference) -> Compared | None:
    """``units`` of ``metric`` per 100 million CNY of the portion by ``month``, against what its instruments' bands come
    to; None where no row is about it.

    Of an action with several instruments each band counts times the instrument's share of the money. Several bands of
    one instrument for one metric (all firms, small firms) are one from the lowest to the highest end.
    """
    stage = STAGES.get(month)
    if stage is None:
        return None
    if metric.startswith("begun_"):
        if month != max(STAGES):
            return None  # what the plan's money begins is all begun by then
        stage = BEGUN
    sums, ids, without, banded = (0.0, 0.0, 0.0), [], [], 0
    for name, share in portion.members:
        own = [band for band in bands_of(bands, portion.action, name) if metric in counted_by(band)]
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
