"""The price list: what 100 million CNY of each action, and of each instrument, bring of everything that is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sim.analyses.value.counted import is_flow
from sim.analyses.value.portions import TIMES
from sim.analyses.value.price import AVERAGE, MARGINAL, Price, Thirds
from sim.inputs.plan import Plan
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import Scenario
from sim.language import text, texts
from sim.language.numbers import fixed
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.results.frame import DataFrame, data_frame, plain
from sim.results.origin import Origin, origin_of
from sim.results.result import Drawing, Result

SCHEMA_VERSION = "1"
#: Columns of the tidy table, and of ``prices.csv``.
COLUMNS = (
    *("action", "action_name", "instrument", "instrument_name", "target", "target_name", "reading", "counted"),
    *("primary", "metric", "month", "kind", "times", "money", "units", "units_error", "shown"),
    *("price", "price_low", "price_high", "more_than", "unspent", "taken_up_units", "taken_up_error", "delivery_share"),
    *("parameter", "correlation", "third_low", "third_low_error", "third_middle", "third_middle_error"),
    *("third_high", "third_high_error"),
    *("bands", "band_low", "band_central", "band_high", "band_verdict", "band_partly"),
)


@dataclass(frozen=True, eq=False)
class PriceList(Result, document="prices.json", command="value --prices"):
    """``prices``: every line, action by action in the plan's order, an action's instruments after it. ``months``:
    number of the plan's last month, and of the later one where runs went on without further money of the plan;
    ``labels``: the same as "2026-12".

    ``money``: action -> the scenario's own, million CNY. ``whole``: with instruments and marginal effects. ``reasons``:
    why each band that is named is as it is. ``together``: actions with several instruments that cannot be told apart,
    because a review moves their money. ``copies``: files that ``command`` needs from the folder of results.
    """

    FACTS = ("scenario.id", "runs", "seed", "labels", "whole", "prices", "command")
    HEAD = ("action_name", "counted", "month", "units", "units_error", "price", "more_than")

    scenario: Scenario
    plan: Plan
    runs: int
    seed: int
    whole: bool
    months: tuple[int, ...]
    prices: tuple[Price, ...]
    money: Mapping[str, float]
    reasons: Mapping[str, str]
    together: tuple[str, ...]
    provenance: Mapping[str, Any]
    command: str
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"saved": False})

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of ``months``."""
        return self.plan.labels(month - 1 for month in self.months)

    @cached_property
    def _by_key(self) -> dict[tuple[Any, ...], Price]:
        return {_key(line, line.month, line.kind, line.times): line for line in self.prices}

    def of(self, action: str, instrument: str | None = None, kind: str = AVERAGE) -> tuple[Price, ...]:
        """Lines of an action as a whole, or of one of its instruments. Raises InputError for an unknown action."""
        named = id_of("action", action, names_of(self.plan.actions))
        wanted = (named, instrument, kind)
        return tuple(line for line in self.prices if (line.action, line.instrument, line.kind) == wanted)

    def at(self, line: Price, month: int) -> Price:
        """The same line at the other horizon. Raises KeyError for a month that is none of ``months``."""
        return self._by_key[_key(line, month, line.kind, line.times)]

    def marginals(self, line: Price) -> dict[float, Price]:
        """Times the money -> the marginal effect beside an average; empty where none was run."""
        keys = {times: _key(line, line.month, MARGINAL, times) for times in TIMES}
        return {times: self._by_key[key] for times, key in keys.items() if key in self._by_key}

    def delivery(self, line: Price) -> float | None:
        """Share of what is counted by the later month that is counted by the plan's end; None unless both are shown to
        be above zero, or where there is one horizon."""
        if len(self.months) < 2:
            return None
        first, last = (self.at(line, month).units for month in self.months)
        return first.value / last.value if first.sign > 0 and last.sign > 0 else None

    def name(self, line: Price, lang: str) -> str:
        """What a line counts, in words: target and reading, or the meaning of a column of the record."""
        if line.target is None:
            meaning = METRICS[METRIC_INDEX[line.metric]].words(lang)
            words = meaning[:1].upper() + meaning[1:]
            return text("prices.flow", lang, name=words) if is_flow(line.metric) else words
        target = self.plan.targets[self.plan.target_index[line.target]]
        readings = {reading.id: reading.name[lang] for reading in target.readings}
        reading = readings.get(str(line.reading)) or text("prices.earned", lang)
        return text("prices.reading", lang, target=target.name[lang], reading=reading)

    def portion_name(self, action: str, instrument: str | None, lang: str) -> str:
        """The name of an action, or of an instrument."""
        records: Sequence[Any] = self.plan.actions if instrument is None else self.plan.instruments
        wanted = action if instrument is None else instrument
        return next(record.name[lang] for record in records if record.id == wanted)

    def table(self, lang: str = "en") -> DataFrame:
        """One row a line; units per 100 million CNY, money and prices in million CNY, months as "2026-12"."""
        texts(lang)  # an unknown language is told before anything else
        labels = dict(zip(self.months, self.labels, strict=True))
        rows = [self._row(line, labels[line.month], lang) for line in self.prices]
        frame = data_frame(rows, COLUMNS)
        numbers = [name for name in COLUMNS[COLUMNS.index("times") :] if name not in _NOT_NUMBERS]
        return frame.astype(dict.fromkeys(numbers, "float64"))

    def _row(self, line: Price, label: str, lang: str) -> tuple[Any, ...]:
        target = None if line.target is None else self.plan.targets[self.plan.target_index[line.target]]
        instrument = line.instrument and self.portion_name(line.action, line.instrument, lang)
        taken, band = line.taken_up, line.band
        return (
            *(line.action, self.portion_name(line.action, None, lang), line.instrument, instrument),
            *(line.target, target and target.name[lang], line.reading, self.name(line, lang)),
            *(line.primary, line.metric, label, line.kind, line.times, line.money),
            *(line.units.value, line.units.error, line.units.shown, line.price, *line.price_range, line.more_than),
            *(line.unspent, *((None, None) if taken is None else (taken.value, taken.error)), self.delivery(line)),
            *_thirds(line.thirds),
            *((None,) * 6 if band is None else
              ("; ".join(band.ids), band.low, band.central, band.high, band.verdict, band.partly)),
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao value --prices --json`` (schema_version 1)."""
        return {
            "schema_version": SCHEMA_VERSION,
            "scenario": self.scenario.id,
            "runs": self.runs,
            "seed": self.seed,
            "whole": self.whole,
            "months": dict(zip(self.labels, self.months, strict=True)),
            "command": self.command,
            "money": plain(self.money),
            "together": plain(self.together),
            "prices": [self._written(line) for line in self.prices],
            "bands": plain(self.reasons),
            "provenance": plain(self.provenance, digits=17),
        }

    def _written(self, line: Price) -> dict[str, Any]:
        found = {"price": line.price, "price_range": line.price_range, "more_than": line.more_than}
        written: dict[str, Any] = plain({**vars(line), **found, "delivery_share": self.delivery(line)})
        return written

    def origin(self, lang: str) -> Origin:
        """The error is the largest of a count of a target per 100 million CNY under the scenario's own reading."""
        largest = max((line.units.error for line in self.prices if line.primary and line.kind == AVERAGE), default=0.0)
        error = text("prices.origin-error", lang, error=fixed(largest, 2))
        return origin_of(self.command, self.scenario.id, self.provenance, self.runs, self.seed, error)

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """The lines."""
        return {"prices.csv": self.table(lang)}

    def drawings(self) -> dict[str, Drawing]:
        """The page, the small multiple by action, and where instruments were run the page of them."""
        kinds = {"prices": "page", "prices-by-action": "actions"}
        if any(line.instrument for line in self.prices):
            kinds["prices-by-instrument"] = "instruments"
        return {f"{name}.{end}": Drawing(kind) for name, kind in kinds.items() for end in ("png", "svg")}


_NOT_NUMBERS = ("shown", "parameter", "bands", "band_verdict", "band_partly")


def _key(line: Price, month: int, kind: str, times: float) -> tuple[Any, ...]:
    return (line.action, line.instrument, line.metric, line.target, line.reading, month, kind, times)


def _thirds(thirds: Thirds | None) -> tuple[Any, ...]:
    if thirds is None:
        return (None,) * 8
    parts = (thirds.low, thirds.middle, thirds.high)
    return thirds.parameter, thirds.correlation, *(number for part in parts for number in (part.value, part.error))
