"""Facts read from the syntax trees of the rules: parameters read, decisions drawn, channels, unused fields."""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from description.layout import PACKAGE

_MODEL = PACKAGE / "model"

#: The order in which a reader meets the rules: the start of a run, then the phases of a month.
FILES: tuple[str, ...] = (
    *("population/field_weights", "population/incumbents", "population/organisations", "population/pilot_zones"),
    "population/pipeline",
    *("rules/disbursement", "rules/eligibility", "markets/open_calls", "rules/support", "rules/shocks"),
    *("rules/discovery", "rules/founding", "markets/admissions", "rules/incubation", "rules/research", "rules/sales"),
    *("rules/staffing", "rules/finance", "markets/deals", "rules/title_choice", "rules/certification", "rules/centres"),
    *("markets/title_awards", "rules/cohort"),
    *("markets/project_calls", "markets/consortia_lists", "markets/scenario_lists", "markets/case_lists"),
    *("markets/nested_goals", "rules/zones", "markets/designation", "markets/provincial_lists", "rules/leaving"),
    *("rules/late_stage", "rules/aggregates", "record", "rules/list_series", "rules/zone_counts", "rules/city_series"),
    *("month", "rules/calendar", "rules/enrolment"),
)


#: Where what money reached is held by channel: kind, and how it acts where a rule reads it there.
_HELD = {
    "firm.support": ("award", "in proportion, while it lasts"),
    "world.award_added": ("award", "odds of filing"),
    "world.lever": ("capacity", "units in force"),
    "world.used": ("capacity", "money that is used up"),
    "world.opened": ("capacity", "units that come into operation"),
}


@dataclass(frozen=True)
class Function:
    """One rule or behaviour: its file below ``sim/model``, name, first sentence and syntax tree."""

    file: str
    name: str
    says: str
    tree: ast.FunctionDef


@dataclass(frozen=True)
class Reach:
    """How a channel acts: the function, what reaches it ("award" or "capacity"), effect and half-point."""

    channel: str
    function: Function
    kind: str
    effect: str
    half: str


@cache
def functions() -> tuple[Function, ...]:
    """Every function of the rule files, in reading order. Raises RuntimeError when FILES misses a file."""
    folders = [_MODEL / name for name in ("population", "rules", "markets")]
    present = {_short(path) for folder in folders for path in folder.glob("*.py") if path.stem != "__init__"}
    present |= {"record", "month"}
    if present != set(FILES):
        raise RuntimeError(f"description.reading.FILES and the rules differ: {sorted(present ^ set(FILES))}")
    rules = []
    for name in FILES:
        tree = ast.parse((_MODEL / f"{name}.py").read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                rules.append(Function(name, node.name, first_sentence(ast.get_docstring(node) or ""), node))
    return tuple(rules)


def _short(path: Path) -> str:
    return path.relative_to(_MODEL).with_suffix("").as_posix()


def first_sentence(text: str) -> str:
    """The first line of a docstring, without its closing stop."""
    return text.strip().split("\n", 1)[0].rstrip(".")


@cache
def parameter_files() -> dict[str, tuple[str, ...]]:
    """Field of the world -> files whose rules read it, in reading order."""
    users: dict[str, list[str]] = defaultdict(list)
    for function in functions():
        for node in ast.walk(function.tree):
            if _is_world_field(node) and function.file not in users[node.attr]:  # type: ignore[attr-defined]
                users[node.attr].append(function.file)  # type: ignore[attr-defined]
    return {name: tuple(files) for name, files in users.items()}


@cache
def decision_places() -> dict[str, Function]:
    """Decision -> the function that draws it (the dialect's check holds that there is one)."""
    return {
        node.id: function
        for function in functions()
        for node in ast.walk(function.tree)
        if isinstance(node, ast.Name) and node.id in _decisions_of(function.file)
    }


@cache
def _decisions_of(file: str) -> frozenset[str]:
    """Names that a rule file imports from the list of decisions: a column of the record may be called alike."""
    tree = ast.parse((_MODEL / f"{file}.py").read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "sim.model.decisions"]
    return frozenset(alias.name for node in imports for alias in node.names)


@cache
def reaches() -> tuple[Reach, ...]:
    """Every place where support of a firm or capacity of the city acts, in reading order."""
    reach_list = []
    for function in functions():
        for node in ast.walk(function.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                reach_list += _called(node.func.id, node.args, function)
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) in _HELD:
                kind, effect = _HELD[ast.unparse(node.value)]
                channel = ast.unparse(node.slice)
                if channel.isupper():
                    reach_list.append(Reach(channel, function, kind, effect, ""))
    return tuple(dict.fromkeys(reach_list))


@cache
def unread_fields() -> dict[str, tuple[str, ...]]:
    """Kind -> fields that no rule reads but to update them: kept for observers, without effect on anything."""
    from sim.model.tables.records import KINDS

    read: set[str] = set()
    for function in functions():
        for statement in _statements(function.tree):
            updated = {_field_of(target) for target in _targets(statement)}
            read |= {
                node.attr
                for part in _expressions(statement)
                for node in ast.walk(part)
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr not in updated
            }
    return {kind: tuple(f.name for f in fields if f.name not in read) for kind, fields in KINDS.items()}


def _statements(tree: ast.FunctionDef) -> list[ast.stmt]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node is not tree]


def _expressions(statement: ast.stmt) -> list[ast.expr]:
    """The expressions of a statement itself, without those of the statements inside it."""
    return [node for node in ast.iter_child_nodes(statement) if isinstance(node, ast.expr)]


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AugAssign) else []


def _field_of(target: ast.expr) -> str:
    """The field that a target stores to: ``sales`` of ``firm.sales`` and of ``firm.sales[0]``."""
    inner = target.value if isinstance(target, ast.Subscript) else target
    return inner.attr if isinstance(inner, ast.Attribute) else ""


@cache
def unset_fields() -> dict[str, tuple[str, ...]]:
    """Kind -> fields that no rule sets to anything new: they keep their default."""
    from sim.model.tables.records import KINDS

    stored = set()
    scaled = set()  # a product with itself makes nothing out of 0
    for function in functions():
        for node in ast.walk(function.tree):
            if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult):
                scaled.add(node.target)
        for node in ast.walk(function.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node not in scaled:
                stored.add(node.attr)
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                stored |= {part.attr for part in ast.walk(node.value) if isinstance(part, ast.Attribute)}
    return {kind: tuple(f.name for f in fields if f.name not in stored) for kind, fields in KINDS.items()}


def _is_world_field(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "world"


def _called(name: str, arguments: list[ast.expr], function: Function) -> list[Reach]:
    """What a call of ``used_a_year``, ``dose`` or ``lifted`` says of its channel."""
    parts = [ast.unparse(part).replace("world.", "") for part in arguments]
    if name == "used_a_year":
        return [Reach(parts[2], function, "award", "in proportion, as it is used", "")]
    if name == "dose":
        return [Reach(parts[1], function, "award", "in proportion, up to " + parts[2], "")]
    if name == "lifted":
        return [Reach(parts[1], function, "capacity", parts[2], parts[3])]
    return []
