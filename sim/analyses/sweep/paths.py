"""Paths of factors: the scenario, a value of a scenario file, a share or a move of money, or a parameter.

scenario                            another scenario by name
budget.expenditure  budget.level    any key of a scenario file, by its table
shares.talent  switches.leniency  targets.high-tech-firms.number  fields.all.quantum  reviews[1].below
movable.scenarios                   part of the movable money; what the others have shrinks in proportion
move.pilot-zones.scenarios          million CNY moved from one action to another
parameters.field_firms              a parameter held at a value
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import InputError, Text, unknown_name
from sim.inputs.plan import Plan
from sim.inputs.plan.faults import refuse, validated
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import load_scenario
from sim.inputs.policy.checks import ALL, faults_of
from sim.inputs.policy.moves import Move, moved
from sim.inputs.policy.naming import in_ids
from sim.inputs.policy.schema import Scenario
from sim.study.inputs import at_level

Value = bool | float | str

SCENARIO, PARAMETERS, MOVE, MOVABLE, BUDGET, TARGETS = "scenario", "parameters", "move", "movable", "budget", "targets"
TABLES = (BUDGET, "shares", "committed", "fields", TARGETS, "switches", "reviews")
ROOTS = (SCENARIO, *TABLES, MOVABLE, MOVE, PARAMETERS)
#: What the steps behind the first one name, by the first one.
_NAMED = {
    "shares": ("actions",),
    "committed": ("actions",),
    "targets": ("targets",),
    "fields": ("actions", "fields"),
    MOVABLE: ("actions",),
    MOVE: ("actions", "actions"),
}
_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d{1,4})\])?")
_DEEPEST = 4


@dataclass(frozen=True)
class Path:
    """A path in its steps; ``place`` counts from 0 where a step picks an entry of a list."""

    text: str
    steps: tuple[tuple[str, int | None], ...]

    @property
    def root(self) -> str:
        """The first step."""
        return self.steps[0][0]

    @property
    def parameter(self) -> str | None:
        """The parameter that the path names, None for all else; its name may itself hold brackets and dots."""
        return self.text.partition(".")[2] if self.root == PARAMETERS else None


def parse_path(text: str) -> Path:
    """The path parsed from ``text``. Raises InputError for what is no path or begins with an unknown table."""
    root, _, rest = text.partition(".")
    if root.partition("[")[0] not in ROOTS:
        raise unknown_name("unknown factor", root, ROOTS, key=text)
    if root == PARAMETERS:
        if not rest:
            raise InputError("names no parameter", key=text)
        return Path(text, ((PARAMETERS, None), (rest, None)))
    words = text.split(".")
    if len(words) > _DEEPEST or (root != SCENARIO and len(words) < 2):
        raise InputError("not a path of a factor", key=text,
                         allowed=Text("two to {most:d} steps, as switches.leniency", most=_DEEPEST))  # fmt: skip
    steps = []
    for word in words:
        match = _STEP.fullmatch(word)
        if match is None:
            raise InputError("not a path of a factor", key=text, value=word)
        index = None if match[2] is None else int(match[2]) - 1
        if index is not None and index < 0:
            raise InputError("entries of a list count from 1", key=text, value=word)
        steps.append((match[1], index))
    if root == MOVE and len(steps) != 3:
        raise InputError("not a move of money", key=text, allowed="move.FROM.TO")
    return Path(text, tuple(steps))


def with_ids(text: str, plan: Plan, file: object = None) -> str:
    """A path with the ids of the actions and targets that it names. Raises InputError for an unknown name."""
    words = text.split(".")
    for step, kind in enumerate(_NAMED.get(parse_path(text).root, ()), 1):
        if step < len(words) and words[step] != ALL:
            names = names_of(getattr(plan, kind))
            words[step] = id_of(kind.removesuffix("s"), words[step], names, file=file, key=text)
    return ".".join(words)


def applied(base: Scenario, plan: Plan, settings: Mapping[str, Value]) -> Scenario:
    """``base`` with every path of ``settings`` (parameters apart) set to its value, checked like any scenario file.

    The scenario itself comes first, then tables, then shares of movable money, then moves. Raises InputError.
    """
    paths = {text: parse_path(text) for text in settings}
    named = settings.get(SCENARIO)
    scenario = base if named is None else load_scenario(_name(named), plan)
    tables = {text: path for text, path in paths.items() if path.root in TABLES}
    if tables:
        scenario = _with_tables(scenario, plan, {text: (path, settings[text]) for text, path in tables.items()})
    parts = {path.steps[1][0]: number_of(text, settings[text]) for text, path in paths.items() if path.root == MOVABLE}
    if parts:
        scenario = _with_movable(scenario, plan, parts)
    for text, path in paths.items():
        if path.root == MOVE and (amount := _positive(text, settings[text])) != 0.0:
            scenario = moved(scenario, plan, [Move(path.steps[1][0], path.steps[2][0], amount)])
    return scenario


def _with_tables(scenario: Scenario, plan: Plan, changes: Mapping[str, tuple[Path, Value]]) -> Scenario:
    document = scenario.model_dump(mode="json", by_alias=True, exclude_none=True)
    document[BUDGET] = _amounts(scenario)  # without the level that they came from: one of them may change
    for text, (path, value) in changes.items():
        if text == "budget.level":
            document[BUDGET] = _amounts(at_level(scenario, str(value)))
        else:
            _set(document, path, value)
    file = f"scenario {scenario.id}"
    changed = in_ids(validated(Scenario, document, file), plan, file)
    refuse(faults_of(changed, plan), file)
    return changed


def _amounts(scenario: Scenario) -> dict[str, float]:
    return {"expenditure": scenario.budget.expenditure, "capital": scenario.budget.capital}


def _set(document: dict[str, Any], path: Path, value: Value) -> None:
    """Set one value inside a document; tables on the way are made where the scenario leaves them out."""
    table: Any = document
    for depth, (name, index) in enumerate(path.steps):
        last = depth == len(path.steps) - 1
        if index is None and last:
            table[name] = value
            return
        table = table.setdefault(name, [] if index is not None else {})
        if index is not None:
            if not isinstance(table, list) or index >= len(table):
                count = len(table) if isinstance(table, list) else 0
                raise InputError("no such entry", key=path.text, value=index + 1,
                                 allowed=Text("1 to {most:d}", most=count))  # fmt: skip
            table = table[index]
        if not isinstance(table, dict):
            raise InputError("goes through a value that is no table", key=path.text, value=name)
    raise InputError("names an entry, not a value of it", key=path.text)


def _with_movable(scenario: Scenario, plan: Plan, parts: Mapping[str, float]) -> Scenario:
    """The movable money split anew: the named actions get these parts of it, the others what is left in proportion."""
    names = names_of(plan.actions)
    parts = {id_of("action", name, names, key=f"{MOVABLE}.{name}"): part for name, part in parts.items()}
    for action, part in parts.items():
        if not 0.0 <= part <= 1.0:
            raise InputError("must be from 0 to 1", key=f"{MOVABLE}.{action}", value=part)
    left = 1.0 - sum(parts.values())
    if left < -1e-9:
        raise InputError("the parts sum to more than 1", key=MOVABLE, value=round(sum(parts.values()), 9))
    held = scenario.committed
    free = {action: share - held.get(action, 0.0) for action, share in scenario.shares.items() if action not in parts}
    total = sum(free.values())
    shares = {
        action: held.get(action, 0.0) + (max(left, 0.0) * scenario.movable * part / total if total > 0.0 else 0.0)
        for action, part in free.items()
    }
    shares |= {action: held.get(action, 0.0) + scenario.movable * part for action, part in parts.items()}
    return scenario.model_copy(update={"shares": shares})


def _name(value: Value) -> str:
    if not isinstance(value, str):
        raise InputError("must be the name of a scenario", key=SCENARIO, value=value)
    return value


def number_of(text: str, value: Value) -> float:
    """The number that a point sets at the path ``text``. Raises InputError for what is none."""
    if isinstance(value, bool | str):
        raise InputError("must be a number", key=text, value=value)
    return float(value)


def _positive(text: str, value: Value) -> float:
    number = number_of(text, value)
    if number < 0.0:
        raise InputError("must not be below 0: turn the move around", key=text, value=number)
    return number
