"""The result of a marginal valuation: what money more or less in each action changes, and where more stops helping."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.analyses.value.saturation import Saturation
from sim.display import Displayed
from sim.inputs.plan import Plan
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import Scenario
from sim.language import texts
from sim.results.frame import DataFrame, data_frame, plain
from sim.results.origin import Origin, origin_of, points
from sim.results.result import Drawing, Result
from sim.study.paired import Difference

SCHEMA_VERSION = "1"
_COLUMNS = (
    *("action", "action_name", "pot", "direction", "amount", "target", "target_name"),
    *("probability", "probability_error", "probability_shown", "count", "count_error", "count_shown"),
)


@dataclass(frozen=True)
class Marginal(Displayed):
    """What ``amount`` million CNY more in ``action`` (less where negative) change; nothing else differs.

    ``probability``, ``count``: by target; ``expected_met``, ``attainment`` of classes A and B (see
    ``sim.study.outcomes``); ``unspent``: million CNY that remain unspent more. All as run, not scaled:
    ``per_hundred`` is what 100 million CNY bring at this rate.
    """

    action: str
    amount: float
    probability: Mapping[str, Difference]
    count: Mapping[str, Difference]
    expected_met: Difference
    attainment: Difference
    unspent: Difference

    def per_hundred(self, change: Difference) -> Difference:
        """``change`` scaled to 100 million CNY into the action (or out of it)."""
        scale = 100.0 / abs(self.amount)
        return Difference(change.value * scale, change.error * scale)

    @property
    def is_null(self) -> bool:
        """Whether the runs show no change of any target, in probability or count."""
        return not any(change.shown for change in (*self.probability.values(), *self.count.values()))


@dataclass(frozen=True, eq=False)
class MarginalValue(Result, document="value.json", command="value"):
    """``steps``: money into and out of every action; ``saturation``: action -> its curve, None where the runs show no
    effect; empty where curves were not asked for. ``size``: million CNY of a step; ``money``: action -> the scenario's
    own; ``movable``: what of it may be taken; ``copies``: files that ``command`` needs from the folder of results."""

    FACTS = ("scenario.id", "runs", "seed", "size", "steps", "saturation", "command")
    HEAD = ("action_name", "direction", "amount", "target_name", "probability", "probability_error")

    scenario: Scenario
    plan: Plan
    runs: int
    seed: int
    size: float
    steps: tuple[Marginal, ...]
    saturation: Mapping[str, Saturation | None]
    money: Mapping[str, float]
    movable: Mapping[str, float]
    provenance: Mapping[str, Any]
    command: str
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"saved": False})

    def step(self, action: str, *, out: bool = False) -> Marginal | None:
        """The step into (or ``out`` of) an action; None where nothing could be taken. Raises InputError."""
        named = id_of("action", action, names_of(known for known in self.plan.actions if known.id in self.money))
        return next((step for step in self.steps if step.action == named and (step.amount < 0.0) == out), None)

    def table(self, lang: str = "en") -> DataFrame:
        """One row an action, direction and target; changes per 100 million CNY, ``amount`` as run."""
        texts(lang)  # an unknown language is told before anything else
        actions = {action.id: action for action in self.plan.actions}
        rows = []
        for step in self.steps:
            action, direction = actions[step.action], "into" if step.amount > 0.0 else "out of"
            for target in self.plan.targets:
                changes = [step.per_hundred(of_target[target.id]) for of_target in (step.probability, step.count)]
                cells = [cell for change in changes for cell in (change.value, change.error, change.shown)]
                head = (action.id, action.name[lang], action.pot, direction, step.amount)
                rows.append((*head, target.id, target.name[lang], *cells))
        return data_frame(rows, _COLUMNS)

    def saturation_table(self, lang: str = "en") -> DataFrame:
        """One row an action: which measure answers (None where no effect is shown), the addition in million CNY that
        halves its marginal effect (nan beyond what was run), and the interval."""
        rows: list[tuple[Any, ...]] = []
        for action in self.plan.actions:
            curve = self.saturation.get(action.id)
            cells = (curve.measure, curve.response[-1], curve.half, curve.low, curve.high) if curve else (None,) * 5
            rows.append((action.id, action.name[lang], action.pot, self.money[action.id], *cells))
        numbers = ("gain_at_most", "half", "low", "high")
        columns = ("action", "name", "pot", "allocated", "measure", *numbers)
        return data_frame(rows, columns).astype(dict.fromkeys(numbers, "float64"))

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao value --json`` (schema_version 1); changes are as run."""
        return {
            "schema_version": SCHEMA_VERSION,
            "scenario": self.scenario.id,
            "runs": self.runs,
            "seed": self.seed,
            "step": self.size,
            "command": self.command,
            "money": plain(self.money),
            "movable": plain(self.movable),
            "steps": plain(self.steps),
            "saturation": plain(self.saturation),
            "provenance": plain(self.provenance, digits=17),
        }

    def origin(self, lang: str) -> Origin:
        """The error is the largest of a change of mean attainment, per 100 million CNY as drawn."""
        error = points((step.per_hundred(step.attainment).error for step in self.steps), lang, digits=2)
        return origin_of(self.command, self.scenario.id, self.provenance, self.runs, self.seed, error)

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """Of the steps and, where curves were run, of the saturation."""
        steps = {"value.csv": self.table(lang)}
        return {**steps, "saturation.csv": self.saturation_table(lang)} if self.saturation else steps

    def drawings(self) -> dict[str, Drawing]:
        """Gains and curves together."""
        return {name: Drawing("sheet") for name in ("value.png", "value.svg")}
