"""Registered bands of prices: what 100 million CNY of an instrument may buy, by kind of count and by when it counts.

They were registered before the rules that they judge (``calibration/price_bands.md`` says how each was reckoned) and
are read here, never made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.display import Displayed
from sim.errors import InputError, check_name
from sim.inputs.evidence.csv_file import number, parts, read_csv
from sim.model.tables.metrics import METRIC_INDEX
from sim.shipped import data_path

FILE = "calibration/price_bands.csv"
STAGES = ("begun", "by_month_24", "by_month_60", "all")
KINDS = ("bought", "decision", "capacity", "administrative")
CONFIDENCE = ("evidence", "derived", "judgement", "")
_ENDS = ("low", "central", "high")
_WORDS = ("id", "instrument", "action", "counted", "metric", "unit", "kind", "stage", "band")
_NUMBERS = (
    *(f"price_{end}" for end in _ENDS),
    *(f"units_{end}" for end in _ENDS),
    *("delivery_low", "delivery_share", "delivery_high"),
)
_REASONS = ("delivery_arithmetic", "saturation", "reason", "source", "confidence")
COLUMNS = (*_WORDS, *_NUMBERS, *_REASONS)


@dataclass(frozen=True)
class PriceBand(Displayed):
    """One row. ``metrics``: columns of the monthly record that count it, none where there is none; ``stage``: begun, or
    counted by that month of the plan, or "all" for a row without a band.

    ``price``: million CNY a unit, (low, central, high), None where unbounded or hardly anything is counted by then;
    ``units``: the same per 100 million CNY, which is what a model is compared in, None without a band; ``delivery``:
    part of the units begun that is counted by then. ``sources``: rows of the evidence.
    """

    id: str
    instrument: str
    action: str
    counted: str
    metrics: tuple[str, ...]
    unit: str
    kind: str
    stage: str
    price: tuple[float | None, float | None, float | None]
    units: tuple[float, float, float] | None
    delivery: tuple[float | None, float | None, float | None]
    delivery_arithmetic: str
    saturation: str
    reason: str
    sources: tuple[str, ...]
    confidence: str


def load_price_bands(path: str | Path | None = None) -> tuple[PriceBand, ...]:
    """The registered bands in the order of their file, the shipped one where ``path`` is None. Raises InputError."""
    file = data_path(FILE) if path is None else Path(path)
    bands = tuple(_band(row, file) for row in read_csv(file, COLUMNS))
    known: set[str] = set()
    for band in bands:
        if band.id in known:
            raise InputError("this id stands twice", file=file, key=band.id)
        known.add(band.id)
    return bands


def _band(row: dict[str, str], file: Path) -> PriceBand:
    for column, allowed in (("kind", KINDS), ("stage", STAGES), ("band", ("yes", "none")), ("confidence", CONFIDENCE)):
        check_name("not one of the allowed words", row[column], allowed, file=file, key=f"{row['id']} {column}")
    metrics = parts(row["metric"])
    for metric in metrics:
        check_name("unknown metric", metric, METRIC_INDEX, file=file, key=f"{row['id']} metric")
    numbers = {name: _number(row, name, file) for name in _NUMBERS}
    low, central, high = (numbers[f"units_{end}"] for end in _ENDS)
    units = None
    if row["band"] == "yes":
        if low is None or central is None or high is None or not low < central < high:
            raise InputError("a band needs a low, a central and a high number of units that rise", file=file,
                             key=row["id"])  # fmt: skip
        units = (low, central, high)
    elif (low, central, high) != (None, None, None) or not row["reason"]:
        raise InputError("a row without a band has a reason and no units", file=file, key=row["id"])
    words = ("id", "instrument", "action", "counted", "unit", "kind", "stage")
    reasons = ("delivery_arithmetic", "saturation", "reason", "confidence")
    return PriceBand(
        **{name: row[name] for name in (*words, *reasons)},
        metrics=metrics,
        price=(numbers["price_low"], numbers["price_central"], numbers["price_high"]),
        units=units,
        delivery=(numbers["delivery_low"], numbers["delivery_share"], numbers["delivery_high"]),
        sources=parts(row["source"]),
    )


def _number(row: dict[str, str], name: str, file: Path) -> float | None:
    return number(row[name], file=file, key=f"{row['id']} {name}") if row[name] else None


def bands_of(bands: Sequence[PriceBand], action: str, instrument: str) -> tuple[PriceBand, ...]:
    """Those of an instrument of an action, in the order of ``bands``."""
    return tuple(band for band in bands if (band.action, band.instrument) == (action, instrument))
