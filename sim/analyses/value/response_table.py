"""The response table: what firms, incubators, zones, labs and funds do with the money of each action."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sim.analyses.value.response import CONTRADICTS, Response
from sim.inputs.evidence.response_signs import ResponseSign
from sim.inputs.plan import Plan
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import Scenario
from sim.language import text, texts
from sim.language.numbers import fixed
from sim.results.frame import DataFrame, data_frame, plain
from sim.results.origin import Origin, origin_of
from sim.results.result import Drawing, Result

SCHEMA_VERSION = "1"
_COLUMNS = (
    *("action", "action_name", "of", "behaviour", "behaviour_name", "month", "money", "unspent"),
    *("change", "change_error", "shown", "expected", "verdict", "evidence"),
)
_NUMBERS = ("money", "unspent", "change", "change_error", "expected")


@dataclass(frozen=True, eq=False)
class ResponseTable(Result, document="responses.json", command="value --responses"):
    """``responses``: every line, action by action in the plan's order, behaviours as ``sim.model.tables.behaviours``
    lists them. ``months``: numbers of the months that are told, the last one where runs went on without further money
    of the plan; ``labels``: the same as "2026-12".

    ``money``: action -> the scenario's own, million CNY. ``signs``: id -> the registered sign, of those that a line
    names. ``copies``: files that ``command`` needs from the folder of results.
    """

    FACTS = ("scenario.id", "runs", "seed", "labels", "responses", "command")
    HEAD = ("action_name", "behaviour_name", "month", "change", "change_error", "expected", "verdict")

    scenario: Scenario
    plan: Plan
    runs: int
    seed: int
    months: tuple[int, ...]
    responses: tuple[Response, ...]
    money: Mapping[str, float]
    signs: Mapping[str, ResponseSign]
    provenance: Mapping[str, Any]
    command: str
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"saved": False})

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of ``months``."""
        return self.plan.labels(month - 1 for month in self.months)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, int], Response]:
        return {(line.action, line.behaviour, line.month): line for line in self.responses}

    @property
    def actions(self) -> tuple[str, ...]:
        """Ids of the actions that have money, in the plan's order."""
        return tuple(dict.fromkeys(line.action for line in self.responses))

    def of(self, action: str) -> tuple[Response, ...]:
        """Lines of an action. Raises InputError for an unknown one."""
        named = id_of("action", action, names_of(self.plan.actions))
        return tuple(line for line in self.responses if line.action == named)

    def at(self, action: str, behaviour: str, month: int) -> Response:
        """One line by its ids. Raises KeyError where it is none of the table's."""
        return self._by_key[action, behaviour, month]

    @property
    def contradictions(self) -> tuple[Response, ...]:
        """Lines whose shown change contradicts the evidence."""
        return tuple(line for line in self.responses if line.verdict == CONTRADICTS)

    def action_name(self, action: str, lang: str) -> str:
        """The name of an action."""
        return self.plan.actions[self.plan.action_index[action]].name[lang]

    def table(self, lang: str = "en") -> DataFrame:
        """One row a line; changes per 100 million CNY, money in million CNY, months as "2026-12"."""
        texts(lang)  # an unknown language is told before anything else
        labels = dict(zip(self.months, self.labels, strict=True))
        rows = [self._row(line, labels[line.month], lang) for line in self.responses]
        return data_frame(rows, _COLUMNS).astype(dict.fromkeys(_NUMBERS, "float64"))

    def _row(self, line: Response, label: str, lang: str) -> tuple[Any, ...]:
        evidence = "; ".join(self.signs[line.sign].evidence) if line.sign else None
        return (
            *(line.action, self.action_name(line.action, lang), line.of, line.behaviour),
            *(text(f"responses.{line.behaviour}", lang), label, line.money, line.unspent),
            *(line.change.value, line.change.error, line.change.shown, line.expected, line.verdict, evidence),
        )

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao value --responses --json`` (schema_version 1)."""
        return {
            "schema_version": SCHEMA_VERSION,
            "scenario": self.scenario.id,
            "runs": self.runs,
            "seed": self.seed,
            "months": dict(zip(self.labels, self.months, strict=True)),
            "command": self.command,
            "money": plain(self.money),
            "responses": plain(self.responses),
            "signs": plain(self.signs),
            "provenance": plain(self.provenance, digits=17),
        }

    def origin(self, lang: str) -> Origin:
        """The error is the largest of a change in the number of firms per 100 million CNY."""
        largest = max((line.change.error for line in self.responses if line.behaviour == "firms"), default=0.0)
        error = text("responses.origin-error", lang, error=fixed(largest, 2))
        return origin_of(self.command, self.scenario.id, self.provenance, self.runs, self.seed, error)

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """The lines."""
        return {"responses.csv": self.table(lang)}

    def drawings(self) -> dict[str, Drawing]:
        """The page."""
        return {name: Drawing("page") for name in ("responses.png", "responses.svg")}
