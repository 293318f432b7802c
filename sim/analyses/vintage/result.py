"""Scores of a vintage: one record an outcome, averages, and cautions about few outcomes."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sim.display import Displayed
from sim.language import texts
from sim.results.frame import DataFrame, data_frame, plain
from sim.results.result import Result

SCHEMA_VERSION = "1"
#: Fewer outcomes than this say nothing about coverage.
FEW = 10
LOSSES = ("crps", "wis", "sharpness", "overprediction", "underprediction")


@dataclass(frozen=True)
class Event(Displayed):
    """A target at the end of the plan. ``met``: 0 or 1, between them where the outcome has an error.

    ``brier``, ``log_score`` (natural logarithm): of ``probability``; ``outside_brier``: of the outside view.
    """

    target: str
    reading: str
    threshold: float
    probability: float
    outside_view: float | None
    met: float
    brier: float
    log_score: float
    outside_brier: float | None


@dataclass(frozen=True)
class OutcomeScore(Displayed):
    """One outcome. ``month``: the month end whose quantiles it is held against; the losses are in ``unit``.

    ``in_50``, ``in_90``: 1 where the value lies in the central interval, 0 where not, between them with an error.
    ``pit``: the middle of ``pit_low`` to ``pit_high``, which differ where a count is hit exactly.
    """

    date: datetime.date
    month: datetime.date
    name: str
    metric: str
    kind: str
    unit: str
    value: float
    error: float
    q05: float
    q25: float
    median: float
    q75: float
    q95: float
    crps: float
    wis: float
    sharpness: float
    overprediction: float
    underprediction: float
    in_50: float
    in_90: float
    pit: float
    pit_low: float
    pit_high: float
    event: Event | None


@dataclass(frozen=True)
class Scores(Result, document="scores.json", command="score"):
    """``vintage``: its name; ``made``: its day; ``unseen``: the years it did not know; ``outcomes`` as in the file."""

    FACTS = ("vintage", "made", "outcomes", "coverage")
    HEAD = ("name", "date", "value", "median", "in_90", "crps")

    vintage: str
    made: str
    unseen: str
    outcomes: tuple[OutcomeScore, ...]

    @property
    def coverage(self) -> Mapping[int, float]:
        """Share of outcomes in the central intervals of 50 and 90 per cent."""
        return {50: _mean(row.in_50 for row in self.outcomes), 90: _mean(row.in_90 for row in self.outcomes)}

    @property
    def by_unit(self) -> Mapping[str, Mapping[str, float]]:
        """Unit -> number of outcomes and mean losses: losses in different units have no mean."""
        units = dict.fromkeys(row.unit for row in self.outcomes)
        return {unit: _means([row for row in self.outcomes if row.unit == unit]) for unit in units}

    @property
    def events(self) -> Mapping[str, float] | None:
        """Number of targets scored as met or not and their mean scores; None where none is decided."""
        decided = [row.event for row in self.outcomes if row.event is not None]
        if not decided:
            return None
        means = {name: _mean(getattr(event, name) for event in decided) for name in ("brier", "log_score")}
        outside = [event.outside_brier for event in decided if event.outside_brier is not None]
        return {"number": len(decided), **means, **({"outside_brier": _mean(outside)} if outside else {})}

    @property
    def cautions(self) -> tuple[str, ...]:
        """``few``: fewer than ten outcomes; ``one-date``: all of one month, so one shock may have moved them all."""
        few = len(self.outcomes) < FEW
        one_date = len({row.month for row in self.outcomes}) == 1
        return ("few",) * few + ("one-date",) * one_date

    def table(self, lang: str = "en") -> DataFrame:
        """One row an outcome, unrounded; the columns of an event are empty where there is none. Ids are the same in
        every ``lang``."""
        texts(lang)  # an unknown language is told before anything else
        empty = dict.fromkeys((field.name for field in fields(Event)), None)
        rows = []
        for outcome in self.outcomes:
            row = {**asdict(outcome), **empty, **(asdict(outcome.event) if outcome.event else {})}
            del row["event"]
            rows.append(row)
        return data_frame(rows)

    def to_json(self) -> dict[str, Any]:
        """The object of ``xiandao score --json`` (schema_version 1), numbers with six significant digits."""
        outcomes = [{**asdict(row), "date": str(row.date), "month": str(row.month)} for row in self.outcomes]
        document = {
            "schema_version": SCHEMA_VERSION,
            "vintage": self.vintage,
            "made": self.made,
            "unseen": self.unseen,
            "outcomes": outcomes,
            "coverage": self.coverage,
            "by_unit": self.by_unit,
            "events": self.events,
            "cautions": self.cautions,
        }
        return dict(plain(document))

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """One row an outcome."""
        return {"scores.csv": self.table(lang)}


def _means(rows: list[OutcomeScore]) -> dict[str, float]:
    return {"number": len(rows), **{loss: _mean(getattr(row, loss) for row in rows) for loss in LOSSES}}


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)
