"""First check of the dialect: the text of every rule against a whitelist of nodes, names, calls and numbers."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.dialect.checks.fault import Fault
from tests.dialect.checks.names import Names
from tests.dialect.checks.source import Source, draws, locate, read
from tests.dialect.checks.vocabulary import (
    AGENTS,
    BUILTINS,
    CONSTANT_ROOMS,
    CREATORS,
    DECISION_ROOM,
    DRAW_ROOM,
    LIST_METHODS,
    MATH,
    NODES,
    NUMBERS,
    PLAIN_TYPES,
    SEQUENCES,
)

_FORBIDDEN_WORDS = {
    ast.Pow: "** (use a product or exp and log)",
    ast.Slice: "a slice",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.JoinedStr: "a string",
    ast.NamedExpr: ":=",
    ast.FunctionDef: "a function inside a rule",
    ast.AnnAssign: "an annotated local",
}


def faults(paths: Iterable[str | Path]) -> list[Fault]:
    """Departures from the dialect in the marked functions of the files, by file and line (OSError, SyntaxError).

    Decisions are counted over all the files together, so give all of them at once.
    """
    found: list[Fault] = []
    sites: dict[str, list[Fault]] = defaultdict(list)
    for path in sorted(Path(path).resolve() for path in paths):
        source = read(path)
        for function in source.marked.values():
            reading = _Reading(source, function)
            found.extend(reading.faults())
            for name, line in reading.decisions:
                sites[name].append(Fault(str(path), line, function.name, f"decision {name} is used more than once"))
    found.extend(fault for places in sites.values() if len(places) > 1 for fault in places)
    return sorted(set(found))


class _Reading:
    """One marked function, read once."""

    def __init__(self, source: Source, function: ast.FunctionDef) -> None:
        self.source = source
        self.function = function
        self.names = Names.of(function)
        #: (decision, line) of every use
        self.decisions: list[tuple[str, int]] = []
        self._callees: set[int] = set()
        self._decision_places: set[int] = set()

    def faults(self) -> Iterator[Fault]:
        for node, what in (*self._signature(), *self._body()):
            yield Fault(str(self.source.path), node.lineno, self.function.name, what)

    # -- the head

    def _signature(self) -> Iterator[tuple[ast.AST, str]]:
        head = self.function.args
        if head.vararg or head.kwarg or head.kwonlyargs or head.posonlyargs or head.defaults:
            yield self.function, "parameters that are not plain: a default, *, ** or a keyword only"
        for one in head.args:
            if one.arg in AGENTS or one.arg in SEQUENCES:
                continue
            if one.annotation is None:
                yield one, f"parameter {one.arg} is neither annotated nor the name of a kind"
            elif not _plain_type(one.annotation):
                yield one, f"parameter {one.arg} is annotated {ast.unparse(one.annotation)}, not int, float or bool"

    # -- the body

    def _body(self) -> Iterator[tuple[ast.AST, str]]:
        body = self.function.body
        if ast.get_docstring(self.function) is not None:
            body = body[1:]
        yield from self._returns(body)
        for statement in body:
            yield from self._node(statement)

    def _node(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        # children without a line of their own (operators) are reported at their parent's
        place = node if hasattr(node, "lineno") else self.function
        check = getattr(self, f"_{type(node).__name__.lower()}", None)
        if not isinstance(node, NODES):
            yield place, _FORBIDDEN_WORDS.get(type(node), type(node).__name__.lower())
        elif check is not None:
            yield from check(node)
        for child in ast.iter_child_nodes(node):
            for inner, what in self._node(child):
                yield (inner if hasattr(child, "lineno") else place), what

    def _returns(self, body: list[ast.stmt]) -> Iterator[tuple[ast.AST, str]]:
        returns = [node for one in body for node in ast.walk(one) if isinstance(node, ast.Return)]
        values = [node for node in returns if node.value is not None]
        if values and len(values) < len(returns):
            yield next(node for node in returns if node.value is None), "a return without a value beside one with"
        elif values and not _ends(body):
            yield self.function, "a path that returns nothing beside one that returns a value"

    def _expr(self, node: ast.Expr) -> Iterator[tuple[ast.AST, str]]:
        if not isinstance(node.value, ast.Call):
            yield node, "an expression that does nothing"

    def _for(self, node: ast.For) -> Iterator[tuple[ast.AST, str]]:
        if node.orelse:
            yield node, "else after a loop"
        if isinstance(node.target, ast.Attribute | ast.Subscript):
            yield node, "a loop over a field"

    def _while(self, node: ast.While) -> Iterator[tuple[ast.AST, str]]:
        if node.orelse:
            yield node, "else after a loop"

    def _assign(self, node: ast.Assign) -> Iterator[tuple[ast.AST, str]]:
        for target in node.targets:
            yield from self._target(target)

    def _augassign(self, node: ast.AugAssign) -> Iterator[tuple[ast.AST, str]]:
        yield from self._target(node.target)

    def _target(self, target: ast.expr) -> Iterator[tuple[ast.AST, str]]:
        if isinstance(target, ast.Tuple):
            for one in target.elts:
                if not isinstance(one, ast.Name):
                    yield target, "unpacking into something that is not a local"
        elif isinstance(target, ast.Subscript) and not self._is_row(target.value):
            yield target, "a store into a sequence or list"
        elif isinstance(target, ast.List):
            yield target, "unpacking into a list"

    def _is_row(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id in self.names.aliases)

    def _attribute(self, node: ast.Attribute) -> Iterator[tuple[ast.AST, str]]:
        if id(node) in self._callees:
            return
        base = node.value
        is_agent = isinstance(base, ast.Name) and base.id in self.names.all and base.id not in self.names.sequences
        is_member = isinstance(base, ast.Subscript) and isinstance(base.value, ast.Name)
        if not (is_agent or is_member) or node.attr.startswith("_"):
            yield node, f"attribute {ast.unparse(node)} of something that is not an agent"

    def _subscript(self, node: ast.Subscript) -> Iterator[tuple[ast.AST, str]]:
        index = node.slice
        if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
            yield node, f"negative index {ast.unparse(node)}"
        elif isinstance(index, ast.Tuple):
            yield node, f"an index of several dimensions {ast.unparse(node)}"

    def _compare(self, node: ast.Compare) -> Iterator[tuple[ast.AST, str]]:
        for side in (node.left, *node.comparators):
            member = isinstance(side, ast.Subscript) and isinstance(side.value, ast.Name)
            if isinstance(side, ast.Name) and side.id in self.names.agents | self.names.sequences:
                yield node, f"a comparison of agents ({side.id}): compare their id"
            elif member and side.value.id in self.names.sequences:
                yield node, f"a comparison of agents ({ast.unparse(side)}): compare their id"

    def _constant(self, node: ast.Constant) -> Iterator[tuple[ast.AST, str]]:
        value = node.value
        if isinstance(value, bool):
            return
        if isinstance(value, str | bytes):
            yield node, "a string"
        elif value is None or not isinstance(value, int | float):
            yield node, f"the value {value}"
        elif value not in NUMBERS:
            yield node, f"the number {value}: only 0, 1, 2 and 12 mean themselves"

    def _name(self, node: ast.Name) -> Iterator[tuple[ast.AST, str]]:
        known = node.id in BUILTINS or node.id == "math" or node.id in self.source.imported
        if isinstance(node.ctx, ast.Store):
            if known or node.id in self.source.marked:
                yield node, f"a local that hides {node.id}"
        elif id(node) not in self._callees and node.id not in self.names.all:
            yield from self._global(node)

    def _global(self, node: ast.Name) -> Iterator[tuple[ast.AST, str]]:
        room, name = self.source.imported.get(node.id, ("", ""))
        if room == DECISION_ROOM:
            self.decisions.append((name, node.lineno))
            if id(node) not in self._decision_places:
                yield node, f"decision {node.id} outside a draw"
        elif not node.id.isupper() or not any(room == one or room.startswith(f"{one}.") for one in CONSTANT_ROOMS):
            yield node, f"the module's name {node.id}"

    # -- calls

    def _call(self, node: ast.Call) -> Iterator[tuple[ast.AST, str]]:
        self._callees.add(id(node.func))
        if isinstance(node.func, ast.Attribute):
            self._callees.add(id(node.func.value))
            yield from self._method(node, node.func)
            return
        if not isinstance(node.func, ast.Name) or node.func.id in self.names.all:
            yield node, f"a call of something computed: {ast.unparse(node.func)}"
            return
        name = node.func.id
        room, original = self.source.imported.get(name, ("", name))
        if room == DRAW_ROOM and original in draws():
            yield from self._draw(node, original)
        elif name in BUILTINS and not room:
            least, most = BUILTINS[name]
            if node.keywords or not least <= len(node.args) <= most:
                yield node, f"{name} with {len(node.args)} arguments or a keyword"
        elif name in CREATORS or self._is_dialect(name, room, original):
            self._decision_places.update(id(one) for one in node.args)
            if node.keywords:
                yield node, f"{name} with keywords"
        else:
            yield node, f"a call of {name}, which is no dialect function"

    def _is_dialect(self, name: str, room: str, original: str) -> bool:
        if not room:
            return name in self.source.marked
        path = locate(room)
        return path is not None and original in read(path).marked

    def _method(self, node: ast.Call, function: ast.Attribute) -> Iterator[tuple[ast.AST, str]]:
        owner, name = function.value, function.attr
        plain = isinstance(owner, ast.Name)
        if plain and owner.id == "math" and "math" not in self.names.all:
            if name not in MATH or node.keywords:
                yield node, f"math.{name}"
        elif not (plain and owner.id in self.names.lists and name in LIST_METHODS):
            yield node, f"a method call {ast.unparse(function)}"
        elif node.keywords or len(node.args) != LIST_METHODS[name]:
            yield node, f"{name} with {len(node.args)} arguments or a keyword"

    def _draw(self, node: ast.Call, name: str) -> Iterator[tuple[ast.AST, str]]:
        if not draws()[name]:
            return
        if node.keywords or not node.args:
            yield node, f"{name} with keywords or without arguments"
            return
        key, *who, decision = node.args
        field = self.names.aliases.get(key.id, key) if isinstance(key, ast.Name) else key
        if not (isinstance(field, ast.Attribute) and field.attr in ("key", "run_key")):
            yield node, f"{name} with a key that is not the world's: {ast.unparse(key)}"
        for one in who:
            if isinstance(one, ast.BinOp) or (isinstance(one, ast.Name) and one.id in self.names.products):
                yield node, f"{name} of an identity by arithmetic: {ast.unparse(one)} (use uniform2 or a rule)"
        room, _ = self.source.imported.get(getattr(decision, "id", ""), ("", ""))
        if room == DECISION_ROOM:
            self._decision_places.add(id(decision))
        elif not (isinstance(decision, ast.Name) and decision.id in self.names.parameters):
            yield node, f"{name} for something that is no decision: {ast.unparse(decision)}"


def _plain_type(annotation: ast.expr) -> bool:
    if isinstance(annotation, ast.Subscript) and isinstance(annotation.value, ast.Name):
        inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        return annotation.value.id in ("list", "tuple") and all(_plain_type(one) for one in inner)
    return isinstance(annotation, ast.Name) and annotation.id in PLAIN_TYPES


def _ends(body: list[ast.stmt]) -> bool:
    """Whether no path runs off the end of the statements."""
    last = body[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _ends(last.body) and _ends(last.orelse)
    if isinstance(last, ast.While):
        breaks = any(isinstance(node, ast.Break) for node in ast.walk(last))
        return isinstance(last.test, ast.Constant) and last.test.value is True and not breaks
    return isinstance(last, ast.Return)
