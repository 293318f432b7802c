"""The result of a search: what the chosen allocation is worth, and a scenario file that a forecast can start from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.analyses.search.estimate import Robustness, TargetChange, Worth, interval
from sim.analyses.search.evolution import Trace
from sim.analyses.search.front import FrontPoint
from sim.analyses.search.objective import Objective
from sim.analyses.search.selection import Finalist
from sim.display import Displayed
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario, scenario_toml
from sim.results.frame import DataFrame, data_frame, plain
from sim.results.origin import Origin, origin_of, points
from sim.results.result import Drawing, Result
from sim.study.paired import Difference

SCHEMA_VERSION = "1"
WINNER = "winner.toml"
_AMOUNTS = ("committed", "scenario", "winner", "difference")


@dataclass(frozen=True)
class MoneyRow(Displayed):
    """An action's money, million CNY: ``committed`` of it cannot move. ``first_year``: share of the scenario's and of
    the winner's that flows in the plan's first year, None where the calendar was not searched."""

    action: str
    committed: float
    scenario: float
    winner: float
    first_year: tuple[float, float] | None

    @property
    def difference(self) -> float:
        """The winner's money less the scenario's."""
        return self.winner - self.scenario

    @property
    def amounts(self) -> dict[str, float]:
        """Million CNY by name of the column."""
        return {name: getattr(self, name) for name in _AMOUNTS}


@dataclass(frozen=True, eq=False)
class SearchResult(Result, document="search.json", command="search"):
    """``scenario``: what was searched around, at the searched budget; ``winner``: the same with other money.

    ``objectives``: one, or the two of a front; ``worths``: what each is under scenario and winner, on fresh runs.
    ``money`` in the plan's order; ``fields``: field -> weight under scenario and winner, empty where not searched;
    ``targets``: probabilities before and after; ``effects``: the first objective by ``lever_effects``.
    ``finalists``: how they fared in the selection, where scores hold the tie-break and are not for reporting.
    ``robust``: None unless asked; ``front``: empty unless two objectives were asked; ``simulations``: all that were
    made, of which ``searched`` were asked to choose with; ``estimate_runs``: fresh runs of each policy;
    ``copies``: files that ``command`` needs from the folder of results.
    """

    FACTS = (
        *("scenario.id", "winner_name", "worth.gain.value", "worth.gain.error", "simulations", "seed", "front"),
        "command",
    )
    HEAD = ("name", "scenario", "winner", "difference")
    DIGITS = 6

    plan: Plan
    scenario: Scenario
    winner: Scenario
    winner_name: str
    objectives: tuple[Objective, ...]
    worths: tuple[Worth, ...]
    money: tuple[MoneyRow, ...]
    fields: Mapping[str, tuple[float, float]]
    targets: tuple[TargetChange, ...]
    effects: Mapping[str, Worth]
    finalists: tuple[Finalist, ...]
    trace: Trace
    robust: Robustness | None
    front: tuple[FrontPoint, ...]
    searched: int
    simulations: int
    estimate_runs: int
    runs_failed: int
    seed: int
    command: str
    digest: str
    provenance: Mapping[str, Any] = field(default_factory=dict, repr=False)
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"saved": False})

    @property
    def worth(self) -> Worth:
        """Worth of the winner by the first objective."""
        return self.worths[0]

    def table(self, lang: str = "en") -> DataFrame:
        """One row an action: committed money, the scenario's, the winner's and their difference, million CNY."""
        names = {action.id: action.name[lang] for action in self.plan.actions}
        columns = ("action", "name", *_AMOUNTS, "first_year_scenario", "first_year_winner")
        years = [row.first_year or (None, None) for row in self.money]
        rows = [(row.action, names[row.action], *row.amounts.values(), *years[k]) for k, row in enumerate(self.money)]
        return data_frame(rows, columns)

    def target_table(self, lang: str = "en") -> DataFrame:
        """One row a target: probability before and after, paired gain with its error."""
        names = {target.id: target.name[lang] for target in self.plan.targets}
        rows = [
            (row.id, names[row.id], row.class_, row.scenario, row.winner, row.gain.value, row.gain.error)
            for row in self.targets
        ]
        return data_frame(rows, ("target", "name", "class", "scenario", "winner", "gain", "error"))

    def trace_table(self) -> DataFrame:
        """One row a generation: simulations so far; gain of its mean over the scenario, over the last ten, best."""
        trace, objective = self.trace, self.objectives[0]
        smooth, best = trace.smooth(objective), trace.best(objective)
        columns = {"simulations": trace.simulations, "generation": trace.gains, "smooth": smooth, "best": best}
        return data_frame(columns)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao search --json`` (schema_version 1); money in million CNY."""
        content = {
            "scenario": self.scenario.id,
            "winner": self.winner_name,
            "objectives": [self._objective(*pair) for pair in zip(self.objectives, self.worths, strict=True)],
            "money": [{"action": row.action, **row.amounts, "first_year": row.first_year} for row in self.money],
            "fields": self.fields,
            "targets": [
                {"id": row.id, "class": row.class_, "scenario": row.scenario, "winner": row.winner,
                 "gain": vars(row.gain)}
                for row in self.targets
            ],
            "effects": {mode: _worth(worth) for mode, worth in self.effects.items()},
            "finalists": self.finalists,
            "robust": None if self.robust is None else _robust(self.robust),
            "front": [_front_point(point) for point in self.front],
            "shares": self.winner.shares,
            **{name: getattr(self, name) for name in ("searched", "simulations", "estimate_runs", "runs_failed")},
        }  # fmt: skip
        head = {"schema_version": SCHEMA_VERSION, "seed": self.seed, "command": self.command, "digest": self.digest}
        return {**head, **plain(content)}

    def _objective(self, objective: Objective, worth: Worth) -> dict[str, Any]:
        weights = zip(self.plan.targets, objective.weights, strict=True)
        positive = {target.id: float(weight) for target, weight in weights if weight > 0.0}
        return {"name": objective.name, "weights": positive, **_worth(worth)}

    def origin(self, lang: str) -> Origin:
        """The error is that of the gain, in the unit of the first objective."""
        error = self.worth.gain.error
        words = points([error], lang, digits=2) if self.objectives[0].in_per_cent else f"{error:.3g}"
        return origin_of(self.command, self.scenario.id, self.provenance, self.estimate_runs, self.seed, words)

    def attachments(self, lang: str, charts: bool) -> dict[str, bytes]:
        """The winner as a scenario, and every point of a front."""
        scenarios = {WINNER: self.winner}
        scenarios |= {f"front-{number}.toml": point.scenario for number, point in enumerate(self.front, start=1)}
        return {name: scenario_toml(scenario).encode() for name, scenario in scenarios.items()}

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """Money, targets, effects, trace and, where the search was robust, worlds."""
        worlds = {} if self.robust is None else {row.world: row.worth for row in self.robust.rows}
        return {
            "money.csv": self.table(lang),
            "targets.csv": self.target_table(lang),
            "effects.csv": _worth_table(self.effects, "lever_effects"),
            "trace.csv": self.trace_table(),
            **({"worlds.csv": _worth_table(worlds, "world")} if worlds else {}),
        }

    def drawings(self) -> dict[str, Drawing]:
        """The money, the trace and, where there is one, the front; a screen wide."""
        drawings = {"search.png": Drawing("money", dpi=110), "search-trace.png": Drawing("trace", dpi=110)}
        return {**drawings, "search-front.png": Drawing("front", dpi=110)} if self.front else drawings


def _worth_table(worths: Mapping[str, Worth], heading: str) -> DataFrame:
    """One row an assumption: value of scenario and winner, gain, its error, probability that it is above 0."""
    rows = [
        (name, worth.scenario.value, worth.winner.value, worth.gain.value, worth.gain.error, worth.positive)
        for name, worth in worths.items()
    ]
    return data_frame(rows, (heading, "scenario", "winner", "gain", "error", "positive"))


def _worth(worth: Worth) -> dict[str, Any]:
    sides = {"scenario": worth.scenario, "winner": worth.winner, "gain": worth.gain}
    return {**{name: _with_interval(value) for name, value in sides.items()}, "positive": worth.positive}


def _with_interval(estimated: Difference) -> dict[str, float]:
    return {**vars(estimated), **dict(zip(("low", "high"), interval(estimated), strict=True))}


def _front_point(point: FrontPoint) -> dict[str, Any]:
    pairs = {"values": [vars(value) for value in point.values], "gains": [vars(gain) for gain in point.gains]}
    return {"name": point.name, **pairs, "beaten": point.beaten, "shares": point.scenario.shares}


def _robust(robust: Robustness) -> dict[str, Any]:
    return {
        "criterion": robust.criterion,
        "runs": robust.runs,
        "policies": robust.policies,
        "worst": _sides(*robust.worst),
        "regret": _sides(*robust.regret),
        "worlds": {
            row.world: {**_worth(row.worth), "regret": _sides(row.scenario_regret, row.winner_regret)}
            for row in robust.rows
        },
    }


def _sides(scenario: float, winner: float) -> dict[str, float]:
    return {"scenario": scenario, "winner": winner}
