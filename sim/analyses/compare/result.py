"""The result of a comparison: scenarios side by side, and their differences from the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sim.analyses.compare.effects import Adaptivity, Gain
from sim.analyses.forecast.later import Later
from sim.analyses.forecast.result import Forecast
from sim.display import Displayed
from sim.inputs.policy import scenario_toml
from sim.language import texts
from sim.language.numbers import LEAST_MONEY
from sim.results.frame import DataFrame, data_frame, plain
from sim.results.origin import Origin, origin_of, points
from sim.results.result import Drawing, Result
from sim.study.paired import Difference

SCHEMA_VERSION = "1"
_NONE = Difference(0.0, 0.0)
_TARGET_COLUMNS = (
    *("scenario", "target", "name", "class", "probability", "mc_error", "difference", "difference_error", "shown"),
    *("expected", "expected_difference", "expected_error", "expected_shown"),
)
_LATER_COLUMNS = ("later_month", "later_expected", "later_difference", "later_error", "later_shown")


@dataclass(frozen=True)
class Side(Displayed):
    """One scenario against the first of the comparison.

    ``probability``, ``count``: target -> difference of the probability that it is met, of the expected count;
    ``all_met``, ``expected_met``, ``attainment`` (see ``sim.study.outcomes``): of classes A and B together;
    ``firms``: field -> difference of living firms; ``all_firms``: of all fields together; ``money``: action -> million
    CNY more than the first scenario allocates; ``gains``: by ``lever_effects``, empty where not run; ``later``: target
    -> difference of the expected count by the last month of runs that went on after the plan's end, else None.
    """

    probability: Mapping[str, Difference]
    count: Mapping[str, Difference]
    all_met: Difference
    expected_met: Difference
    attainment: Difference
    firms: Mapping[str, Difference]
    all_firms: Difference
    money: Mapping[str, float]
    gains: Mapping[str, Gain]
    later: Mapping[str, Difference] | None = field(default=None, metadata={"saved": "given"})

    @property
    def losers(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Targets whose probability or expected count is shown to fall, fields with fewer firms, actions that give."""
        targets = tuple(id for id in self.probability if self.probability[id].sign < 0 or self.count[id].sign < 0)
        fields = tuple(id for id, change in self.firms.items() if change.sign < 0)
        return targets, fields, tuple(id for id, more in self.money.items() if more < -LEAST_MONEY)

    def written(self) -> dict[str, Any]:
        """JSON object, by name."""
        return {
            "probability": self.probability,
            "expected": self.count,
            "all_met": self.all_met,
            "expected_met": self.expected_met,
            "attainment": self.attainment,
            "all_firms": self.all_firms,
            "firms": self.firms,
            "money": self.money,
            "losers": dict(zip(("targets", "fields", "actions"), self.losers, strict=True)),
            "lever_effects": self.gains,
            **({} if self.later is None else {"later": self.later}),
        }


@dataclass(frozen=True, eq=False)
class Comparison(Result, document="comparison.json", command="compare"):
    """Scenarios on common parameter draws and seeds; everything is counted under the readings of the first.

    ``forecasts``: one of each; ``sides``: those after the first against it; ``recounted``: scenario -> targets that it
    would count by another reading, number or tolerance; ``adaptivity``: scenario -> what its reviews do, for scenarios
    that have any; ``effects_runs``: runs of each scenario under each ``lever_effects``; ``copies``: files that
    ``command`` needs from the folder of results.
    """

    FACTS = ("ids", "first.runs", "first.seed", "effects_runs", "command")
    HEAD = ("scenario", "name", "probability", "difference", "difference_error")

    forecasts: tuple[Forecast, ...]
    sides: tuple[Side, ...]
    recounted: Mapping[str, tuple[str, ...]]
    adaptivity: Mapping[str, Adaptivity]
    effects_runs: int
    command: str
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"saved": False})

    @property
    def first(self) -> Forecast:
        """The scenario that the others are held against."""
        return self.forecasts[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the scenarios."""
        return tuple(forecast.scenario.id for forecast in self.forecasts)

    @property
    def pairs(self) -> Iterator[tuple[Forecast, Side | None]]:
        """Every scenario with its difference from the first, None of the first itself."""
        return zip(self.forecasts, (None, *self.sides), strict=True)

    def table(self, lang: str = "en") -> DataFrame:
        """One row a scenario and target: probability, expected count, and their differences from the first scenario."""
        texts(lang)  # an unknown language is told before anything else
        rows = []
        for forecast, side in self.pairs:
            for target, planned in zip(forecast.targets, forecast.plan.targets, strict=True):
                chance = side.probability[target.id] if side else _NONE
                count = side.count[target.id] if side else _NONE
                rows.append(
                    (forecast.scenario.id, target.id, planned.name[lang], target.class_,
                     target.model_probability, target.mc_error, chance.value, chance.error, chance.shown,
                     target.expected, count.value, count.error, count.shown)
                )  # fmt: skip
        frame = data_frame(rows, _TARGET_COLUMNS).astype({"mc_error": "float64"})
        if self.first.later is None:
            return frame
        later = [
            (forecast.later.month, forecast.later.counts[target.id][target.reading].mean, *_three(side, target.id))
            for forecast, side in self.pairs
            for target in forecast.targets
            if forecast.later is not None
        ]
        return frame.assign(**dict(zip(_LATER_COLUMNS, map(list, zip(*later, strict=True)), strict=True)))

    def allocation_table(self, lang: str = "en") -> DataFrame:
        """One row a scenario and action, million CNY: allocated, difference, expected unspent (nan where the engine
        keeps no money)."""
        columns = ["scenario", "action", "name", "pot", "allocated", "difference", "unspent"]
        rows = [
            (forecast.scenario.id, action.id, action.name[lang], action.pot, forecast.allocated[action.id],
             side.money[action.id] if side else 0.0, forecast.money.get(action.id, {}).get("unspent"))
            for forecast, side in self.pairs
            for action in forecast.plan.actions
        ]  # fmt: skip
        return data_frame(rows, columns).astype({"allocated": "float64", "unspent": "float64"})

    def effects_table(self) -> DataFrame:
        """One row a later scenario and mode of ``lever_effects``: gain, its error, probability that it is above 0."""
        columns = ["scenario", "lever_effects", "measure", "gain", "error", "shown", "positive"]
        rows = [
            [forecast.scenario.id, mode, measure, paired.value, paired.error, paired.shown, positive]
            for forecast, side in self.pairs
            for mode, gain in (side.gains if side else {}).items()
            for measure, paired, positive in (
                ("expected_met", gain.expected_met, None),
                ("attainment", gain.attainment, gain.positive),
            )
        ]
        return data_frame(rows, columns=columns).astype({"positive": "float64"})

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao compare --json`` (schema_version 1); differences are from the first scenario."""
        return {
            "schema_version": SCHEMA_VERSION,
            "command": self.command,
            "runs": self.first.runs,
            "seed": self.first.seed,
            "fitted": self.first.provenance["fitted"],
            "scenarios": [plain(_scenario(forecast)) for forecast in self.forecasts],
            "differences": {forecast.scenario.id: plain(side) for forecast, side in self.pairs if side},
            "effects_runs": self.effects_runs,
            "recounted": plain(self.recounted),
            "adaptivity": plain(self.adaptivity),
        }

    def origin(self, lang: str) -> Origin:
        """The error is the largest of a difference of probabilities."""
        first, ids = self.first, ", ".join(self.ids)
        error = points((paired.error for side in self.sides for paired in side.probability.values()), lang)
        return origin_of(self.command, ids, first.provenance, first.runs, first.seed, error)

    def attachments(self, lang: str, charts: bool) -> dict[str, bytes]:
        """The scenarios."""
        scenarios = [forecast.scenario for forecast in self.forecasts]
        return {f"inputs/{scenario.id}.toml": scenario_toml(scenario).encode() for scenario in scenarios}

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """Of targets, allocation and effects."""
        allocation, effects = self.allocation_table(lang), self.effects_table()
        return {"targets.csv": self.table(lang), "allocation.csv": allocation, "effects.csv": effects}

    def drawings(self) -> dict[str, Drawing]:
        """Targets and allocations together."""
        return {name: Drawing("sheet") for name in ("comparison.png", "comparison.svg")}

    def bare(self) -> Comparison:
        """Without the single runs of the forecasts, which no picture shows and nobody wants twice on the disk."""
        runs: dict[str, Any] = {"metrics": np.zeros((0, 0, 0)), "inputs": {}}
        runs |= {"action_money": None, "field_firms": None, "district_firms": None}
        return replace(self, forecasts=tuple(_bare(replace(forecast, **runs)) for forecast in self.forecasts))


def _bare(forecast: Forecast) -> Forecast:
    if forecast.later is None:
        return forecast
    return replace(forecast, later=replace(forecast.later, metrics=np.zeros((0, 0, 0)), status=np.zeros(0, np.int64)))


def _three(side: Side | None, target: str) -> tuple[float, float, bool]:
    change = _NONE if side is None or side.later is None else side.later[target]
    return change.value, change.error, change.shown


def _scenario(forecast: Forecast) -> dict[str, Any]:
    later = {} if forecast.later is None else {"later": _later(forecast, forecast.later)}
    return {
        "id": forecast.scenario.id,
        "name": forecast.scenario.name.model_dump(),
        "runs_failed": forecast.runs_failed,
        "probability": {target.id: target.model_probability for target in forecast.targets},
        "expected": {target.id: target.expected for target in forecast.targets},
        "all_met": forecast.joint.all_met.value,
        "expected_met": forecast.joint.expected_met,
        "money": forecast.money,
        **later,
    }


def _later(forecast: Forecast, later: Later) -> dict[str, Any]:
    expected = {target.id: later.counts[target.id][target.reading].mean for target in forecast.targets}
    return {"month": later.month, "months": later.length, "expected": expected}
